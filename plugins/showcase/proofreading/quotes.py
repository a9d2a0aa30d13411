"""Question marks that were quotation marks (DOMAIN.md §4, D09); real questions stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from showcase.proofreading.values import Finding, Prose, quote

__all__ = ["lost_quotes"]

_MARK: Final = re.compile(r"[?？]")
_ASKS: Final = re.compile(r"什么|怎|如何|为何|何|吗|呢|谁|哪|几|多少|是否|能否|可否|有没有|难道|么|吧|没有$|(.)不\1")
_CLAUSE: Final = re.compile(r"[，。；：！、“”《》（）,;:!\n|]")
_REACH: Final = 40
"""Longest words between two marks, and farthest that a question word is looked for."""
_NO_END: Final = frozenset("和与及、，,：:以为了的展是把将对被在从彻习，（“《;；。\n\0 ")
"""What no question ends with: a mark after it opens something."""
_COUNTED: Final = "届次期批名位版轮"


def lost_quotes(prose: Prose) -> Iterator[Finding]:
    """Pairs with a suggestion, then what is left over."""
    text = prose.folded
    if "?" not in text and "？" not in text:
        return
    marks = [match.start() for match in _MARK.finditer(text)]
    number = 0
    while number < len(marks):
        start = marks[number]
        end = marks[number + 1] if number + 1 < len(marks) else -1
        if text[start - 1 : start] == "第" and text[start + 1 : start + 2] in _COUNTED:
            yield Finding(start, f"“{quote(text, start, start + 1)}”里的问号像是丢了的字，请按原件补全", "lost-quotes")
        elif _is_pair(text, start, end):
            inside = text[start + 1 : end]
            message = f"“?{inside}?”像是丢了引号，是否应为“{inside}”？请按原件核对"
            yield Finding(start, message, "lost-quotes", count=2)
            number += 1
        elif _is_alone(text, start):
            yield Finding(
                start, f"“{quote(text, start, start + 1)}”里的问号像是丢了的引号或字，请按原件核对", "lost-quotes"
            )
        number += 1


def _is_pair(text: str, start: int, end: int) -> bool:
    """Both marks are of one kind, words between them, and nothing before or between that asks."""
    if end < 0 or not 1 < end - start <= _REACH or "\n" in text[start:end] or text[start] != text[end]:
        return False
    inside = text[start + 1 : end]
    if _ASKS.search(inside) or not _is_han(inside[0]) or _asks_before(text, start):
        return False
    return text[start] == "?" or text[start - 1 : start] in _NO_END


def _is_alone(text: str, mark: int) -> bool:
    """A half-width mark in the middle of words that ask nothing."""
    before, after = text[mark - 1 : mark], text[mark + 1 : mark + 2]
    return (
        text[mark] == "?"
        and (_is_han(before) or before in "“”《》、，,")
        and _is_han(after)
        and not _asks_before(text, mark)
    )


def _asks_before(text: str, mark: int) -> bool:
    """Whether the clause that a mark ends is a question; also an answer's beginning may follow it."""
    clause = _CLAUSE.split(text[max(0, mark - _REACH) : mark])[-1]
    return bool(clause) and _ASKS.search(clause) is not None


def _is_han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"
