"""Markdown → prose: code, tags, addresses are blanked; what stays keeps its place in the file.

No pattern here looks at a sign more than a few times, whatever the text is: a hostile line of a megabyte costs
milliseconds (tests/test_proofreading.py).
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["prose_of"]

BLANK: Final = "\0"
"""Stands where readers see nothing, or no words: no rule knows it."""
_UNSEEN: Final = re.compile(
    r"`[^`\n]*`|<[^<>\n]*>|\]\([^()\]\n]*\)|\]:[^\n]*|https?://[\w./?&=%#~:@+-]*|&#?\w{1,8};|\[\^[^\[\]\n]*\]", re.ASCII
)
_FENCE: Final = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_SEEN_BY: Final = ("`", "<", "](", "]:", "://", "&", "[^")


def blanked(match: re.Match[str]) -> str:
    """As many blanks, lines kept."""
    return mask(match[0])


def mask(text: str) -> str:
    """Blanks for a text."""
    return "\n".join(BLANK * len(line) for line in text.split("\n"))


def prose_of(markdown: str) -> str:
    """The words of a text, at the places where they stand."""
    if "```" in markdown or "~~~" in markdown:
        markdown = _without_code(markdown)
    if any(sign in markdown for sign in _SEEN_BY):
        return _UNSEEN.sub(blanked, markdown)
    return markdown


def _without_code(markdown: str) -> str:
    lines, fence = markdown.split("\n"), ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            lines[number] = mask(line)
            fence = "" if found and found[1].startswith(fence) else fence
        elif found:
            fence, lines[number] = found[1], mask(line)
    return "\n".join(lines)
