"""Numbers that are skipped, and counts that the list after them does not keep (DOMAIN.md §4, D27)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from showcase.proofreading.values import Finding, Prose, quote

__all__ = ["numbering"]

_RULE: Final = "numbering-gap"
_HAN: Final = "一二三四五六七八九十"
_HEAD: Final = re.compile(
    rf"(?:#{{1,6}} )?(?:\*\*)?(?:([{_HAN}]{{1,3}})、|[（(]([{_HAN}]{{1,3}})[)）]"
    r"|(\d{1,2})(?:、|\.(?=[\u4e00-\u9fff]))|[（(](\d{1,2})[)）])"
)
_BEGINS: Final = frozenset("#*（(0123456789一二三四五六七八九十")
_SAID: Final = re.compile(rf"(?:^|[。；：，:;,、\n　 ])([{_HAN}]{{1,2}})是", re.MULTILINE)
_COUNT: Final = re.compile(rf"([{_HAN}两]|\d{{1,2}})(?:个方面|项|条|个|大|点|种)[^，。；：:;,\n\d]{{0,12}}[:：]$")
_INLINE: Final = re.compile(
    rf"[（(]([{_HAN}]{{1,2}}|\d{{1,2}})[)）]|(?<![{_HAN}第])([{_HAN}]{{1,2}})(?:是|要)|(?<!\d)(\d{{1,2}})[、.](?!\d)"
)
_REACH: Final = 6000


@dataclass(slots=True)
class _Level:
    style: int
    last: int
    end: int
    """Where the last number stands in the text."""


def numbering(prose: Prose) -> Iterator[Finding]:
    """Headings and paragraphs by their numbers, then 一是…二是…, then what a sentence counts."""
    text = prose.folded
    yield from _headings(prose)
    if "二是" in text:
        yield from _said(text)
    yield from _counts(text)


def number_of(word: str) -> int:
    """十二 → 12, 两 → 2."""
    if word.isdigit():
        return int(word)
    if word == "两":
        return 2
    tens, ten, ones = word.rpartition("十")
    if not ten:
        return _HAN.find(word) + 1 if len(word) == 1 else 0
    return (_HAN.find(tens) + 1 if tens else 1) * 10 + (_HAN.find(ones) + 1 if ones else 0)


def _headings(prose: Prose) -> Iterator[Finding]:
    """A number follows the one before it on its level, or begins anew with 1."""
    levels: list[_Level] = []
    text = prose.folded
    starts = (start for start, line in prose.lines if line[:1] in _BEGINS)
    for match in filter(None, (_HEAD.match(text, start) for start in starts)):
        style = next(n for n in (1, 2, 3, 4) if match[n])
        number = number_of(match[style])
        known = next((level for level in levels if level.style == style), None)
        if known is None:
            levels.append(_Level(style, number, match.end()))
            continue
        del levels[levels.index(known) + 1 :]
        between = text[known.end : match.start()]
        if number > known.last + 1 and not _stands(match, style, between):
            yield _gap(text, match.start(), match.end(), known.last, number)
        known.last, known.end = number, match.end()


def _stands(match: re.Match[str], style: int, between: str) -> bool:
    """The number before this one stands in the middle of a line: （五） behind （四） in one paragraph."""
    number = number_of(match[style]) - 1
    word = str(number) if match[style].isdigit() else _word(number)
    sign = match[0][match.end(style) - match.start() :]
    return f"{word}{sign}" in between


def _word(number: int) -> str:
    """12 → 十二."""
    tens, ones = divmod(number, 10)
    return (
        ("" if tens == 1 else _HAN[tens - 1 : tens]) * (tens > 0)
        + "十" * (tens > 0)
        + _HAN[ones - 1 : ones] * (ones > 0)
    )


def _gap(text: str, start: int, end: int, last: int, number: int) -> Finding:
    missing = f"第 {last + 1}" if number == last + 2 else f"第 {last + 1}—{number - 1}"
    message = f"“{quote(text, end - 1, end)}”序号从 {last} 跳到 {number}，缺{missing}项，请核对是漏了还是编错了"
    return Finding(start, message, _RULE)


def _said(text: str) -> Iterator[Finding]:
    """一是…二是…四是; lists in lists go on where the outer one was."""
    open_lists: list[int] = []
    for match in _SAID.finditer(text):
        number = number_of(match[1])
        if number == 1:
            open_lists.append(1)
            continue
        while open_lists and number not in (open_lists[-1] + 1,) and number - 1 in open_lists:
            open_lists.pop()
        if open_lists and number == open_lists[-1] + 1:
            open_lists[-1] = number
        elif open_lists and number > open_lists[-1] + 1:
            yield _gap(text, match.start(1), match.end(1) + 1, open_lists[-1], number)
            open_lists[-1] = number
        if len(open_lists) > 20:
            del open_lists[:-5]


def _counts(text: str) -> Iterator[Finding]:
    """五项措施：（一）…（六）: only where the list begins right behind the colon."""
    for match in _counted(text):
        said = number_of(match[1])
        first = _INLINE.match(text, match.end()) or _INLINE.match(text, match.end() + len(_leading(text, match.end())))
        if first is None or said < 2 or number_of(_first(first)) != 1:
            continue
        counted = _length(text, first)
        if counted > 1 and counted != said:
            message = f"“{quote(text, match.start(), match.end())}”说的是 {said}，后面列了 {counted}，请核对"
            yield Finding(match.start(), message, _RULE)


def _counted(text: str) -> Iterator[re.Match[str]]:
    """What a sentence counts before its colon."""
    for colon in ("：", ":"):
        place = text.find(colon)
        while place >= 0:
            match = _COUNT.search(text, max(0, place - 18), place + 1)
            if match:
                yield match
            place = text.find(colon, place + 1)


def _leading(text: str, start: int) -> str:
    end = start
    while end < len(text) and text[end] in " \n　*-" and end - start < 6:
        end += 1
    return text[start:end]


def _first(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group)


def _length(text: str, first: re.Match[str]) -> int:
    """How far the numbers go on from 1 in the style of the first."""
    style = next(n for n in (1, 2, 3) if first[n])
    last = 1
    for match in _INLINE.finditer(text, first.end(), min(len(text), first.end() + _REACH)):
        if match[style] and number_of(match[style]) == last + 1:
            last += 1
        elif match[style] and number_of(match[style]) == 1:
            break
    return last
