"""What cleaning costs: of a typical article the whole Markdown function and nh3 within it, and of a free page.

``python -m tests.bench.sanitising [--rounds N]``: milliseconds a page, the best of the rounds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from showcase.markdown import Links, _clean, clean_page, render
from showcase.markdown.engine import tidy, to_html
from showcase.markdown.lookup import Lookup
from showcase.model.documents import Text

PLAIN = "每周六上午沿河岸巡查一次，随手捡拾垃圾，劝导不文明行为，登记排污口的位置并当天上报。" * 8
PARAGRAPH = f"**随手捡拾**见[做法](index.md)[^1]。{PLAIN}\n\n{PLAIN}"
TYPICAL = (
    "\n\n".join(f"## 第 {n} 步\n\n{PARAGRAPH}\n\n- [x] 巡河\n- 清淤" for n in range(8))
    + "\n\n| 月 | 人次 |\n|--|--:|\n| 5 | 60 |\n\n[^1]: 注。\n"
)
LINKS = Links(folder="units/a", root="units/a", pages={"units/a/index.md": "units/a/"}, page_url="units/a/b/")


def main(arguments: list[str] | None = None) -> dict[str, float]:
    """The figures, printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args(arguments).rounds
    text, html = Text(TYPICAL, 1), tidy(to_html(TYPICAL, sourcepos=False))
    assert not render(text, LINKS).refusals
    figures = {
        "characters": float(len(TYPICAL)),
        "whole function, ms": _best(lambda: render(text, LINKS), rounds),
        "sanitiser, ms": _best(lambda: _clean(html, Lookup(LINKS)), rounds),
        "free page, ms": _best(lambda: clean_page(html), rounds),
    }
    for name, figure in figures.items():
        print(f"{name:20} {figure:8.3f}")
    return figures


def _best(run: Callable[[], object], rounds: int) -> float:
    found = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return min(found) * 1000


if __name__ == "__main__":
    main()
