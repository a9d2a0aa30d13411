"""Paragraphs that are cut, and headings glued to what follows (DOMAIN.md §4, D10–D13, D26)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from showcase.proofreading.values import Finding, Prose, quote

__all__ = ["broken_paragraphs"]

_RULE: Final = "broken-paragraph"
_LONG: Final = 25
"""A line as long as this that holds a comma is no heading and no signature."""
_PAGE: Final = re.compile(r"[\u4e00-\u9fff，,、。；”] \d{1,3}[ \t]*$")
_ENDS: Final = frozenset("。！？；：:;!?.…”’》）)】]|>*\0`~　—-─_\\")
_LIST: Final = re.compile(r"\s*(?:[#>|*+!<-]|\d+[.、)）]|[（(]|附件|第)")
_NUMBERED: Final = re.compile(r"(?:#+ )?(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])\s*")
_GLUED: Final = re.compile(r"[ 　](?=[\u4e00-\u9fff])")
_MIDDLE: Final = re.compile(r"。([\u4e00-\u9fff]{6,20}) [\u4e00-\u9fff][^。\n]{0,30}[，,]")
_SPACED: Final = re.compile(r" ([\u4e00-\u9fff] ){1,4}(?=[\u4e00-\u9fff](?! [\u4e00-\u9fff] ))")


def broken_paragraphs(prose: Prose) -> Iterator[Finding]:
    """Line by line; what Markdown joins by itself is no damage."""
    lines = prose.lines
    for number, (start, line) in enumerate(lines):
        if len(line) >= 20 and line[0] != "|":
            found = _page_number(start, line) or _cut_end(lines, number) or _glued_heading(start, line)
            if found:
                yield found
    text = prose.folded
    if " " in text:
        yield from _inside(text)
    if "\u00a0" in text:
        place, count = text.index("\u00a0"), text.count("\u00a0")
        message = f"有 {count} 个看不见的不换行空格（U+00A0），是从网页或 Word 带来的，请删去"
        yield Finding(place, message, "odd-characters")


def _page_number(start: int, line: str) -> Finding | None:
    match = _PAGE.search(line, max(0, len(line) - 8)) if len(line) >= 8 and line.rstrip()[-1:].isdigit() else None
    if match is None:
        return None
    place = match.start() + 2
    message = f"“{quote(line, place, len(line))}”行末像是原来的页码，请删去；这句话若断开了，请和下一段接上"
    return Finding(start + place, message, _RULE)


def _cut_end(lines: Sequence[tuple[int, str]], number: int) -> Finding | None:
    """A paragraph without an end whose next one begins with plain words."""
    start, line = lines[number]
    body = line.rstrip()
    if len(body) < _LONG or body[-1] in _ENDS or _LIST.match(line) or not ("，" in body or "," in body or "、" in body):
        return None
    following = lines[number + 1 : number + 3]
    if len(following) < 2 or following[0][1].strip() or not following[1][1].strip():
        return None
    after = following[1][1]
    if not "\u4e00" <= after[0] <= "\u9fff" or _LIST.match(after) or _NUMBERED.match(after):
        return None
    end = len(body)
    message = f"“{quote(body, end - 1, end)}”没有句末标点，段落像是断开了，请和下一段“{after[:8]}…”接上，或补上标点"
    return Finding(start + end - 1, message, _RULE)


def _glued_heading(start: int, line: str) -> Finding | None:
    head = _NUMBERED.match(line)
    gap = _GLUED.search(line, head.end() + 4, head.end() + 45) if head else None
    if head is None or gap is None or any(sign in line[head.end() : gap.start()] for sign in "。；！？"):
        return None
    rest = line[gap.end() :]
    if len(rest) < 5 or not ("，" in rest or "," in rest or rest.startswith(("确保", "加强", "以", "坚持"))):
        return None
    message = f"“{quote(line, gap.start(), gap.end())}”标题和正文（或下一级标题）像是粘在一起，请分成两段"
    return Finding(start + gap.start(), message, _RULE)


def _inside(text: str) -> Iterator[Finding]:
    for match in _MIDDLE.finditer(text):
        message = f"“{match[1][:20]}”像是小标题，和前后文粘在一起，请单独成段"
        yield Finding(match.start(1), message, _RULE)
    for match in _SPACED.finditer(text):
        start, end = match.start() - 1, match.end() + 1
        word = text[start:end]
        if start < 0 or not "\u4e00" <= word[0] <= "\u9fff" or text[start - 1 : start] == " ":
            continue
        yield Finding(start, f"“{word}”中间有空格，是否应为“{word.replace(' ', '')}”？", "odd-characters")
