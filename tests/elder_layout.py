"""长辈版 has the layout of a phone at every width: ``python -m tests.elder_layout`` derives it from showcase.css.

What showcase.css says of narrow windows is written out once more for 长辈版, into elder.css between two marks; what is
said by hand stands below them. The selectors weigh as much as before (``:where``), so that the order decides as it does
on a phone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.conftest import REPOSITORY

ASSETS = REPOSITORY / "site_config/theme/assets"
MODE = ':where(html[data-reading="elder"])'
START, END = "/* derived: */\n", "/* :derived */\n"
NARROW = re.compile(r"@media (?:screen and )?\(max-width: (\d+)em\)$")
NARROWEST = 44
"""What is said of still smaller windows (in em) is about them alone."""


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """Heads and bodies of the rules of one level."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    depth = start = 0
    head = ""
    for match in re.finditer(r"[{}]", css):
        if match[0] == "{":
            if depth == 0:
                head, start = css[start : match.start()].strip(), match.end()
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                yield head, css[start : match.start()].strip()
                start = match.end()


def selectors(head: str) -> Iterator[str]:
    """Cut at commas that stand in no brackets."""
    depth = start = 0
    for place, sign in enumerate(f"{head},"):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            yield head[start:place].strip()
            start = place + 1


def derived() -> str:
    """The rules for narrow windows, for 长辈版 of any width."""
    rules = []
    for media, inner in blocks((ASSETS / "showcase.css").read_text(encoding="utf-8")):
        narrow = NARROW.match(media)
        if narrow and int(narrow[1]) >= NARROWEST:
            for head, body in blocks(inner):
                own = [f"{MODE} {one}" for one in selectors(head) if not one.startswith("html")]
                if own:
                    rules.append(f"  {', '.join(own)} {{ {' '.join(body.split())} }}\n")
    return "".join(rules)


def whole() -> str:
    """elder.css as it should be."""
    css = (ASSETS / "elder.css").read_text(encoding="utf-8")
    before, _, rest = css.partition(START)
    return f"{before}{START}{derived()}  {END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    (ASSETS / "elder.css").write_text(whole(), encoding="utf-8")
