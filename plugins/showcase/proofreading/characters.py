"""Odd signs: numerals of other kinds, 文号 in other brackets, garbage (D17–D19, D23); half-width marks (D16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from showcase.proofreading.values import Finding, Prose, quote

__all__ = ["half_width", "odd_characters"]

_HAN: Final = "\u4e00-\u9fff"
_ODD: Final = re.compile(
    r"[0OoＯ０○㈠-㈩⑴-⒇\[【（(#@$^\\锟烫屯ïâ\ufffd?](?:"
    r"(?<=[0OoＯ０○])[0OoＯ０○]?[〇零一二三四五六七八九]{0,2}年"
    r"|(?<=[㈠-㈩⑴-⒇])"
    r"|(?<=[\[【（(])(?:19|20)\d\d[\]】）)](?=第?\d{1,5}[号號])"
    rf"|(?<=[#@$^\\])[0-9A-Za-z]?[#@$^\\][0-9A-Za-z]?(?=[、，,{_HAN}])"
    r"|(?<=锟)斤拷|(?<=烫)烫烫|(?<=屯)屯屯|(?<=ï)»¿|(?<=â)€[œ™\x9d]|(?<=\ufffd)|(?<=\?)\d{3}-\d\d-\d\d)"
)
"""It begins with one class of signs, which is searched three times as fast as five expressions side by side."""
_NUMERALS: Final = frozenset("〇零一二三四五六七八九")
_HALF: Final = re.compile(rf"(?<=[{_HAN}”》〉）])[,;:!(](?=[{_HAN}“《〈（\s\d]|$)|(?<=[{_HAN}”》])\)|\((?=[{_HAN}])")
_HALF_SIGNS: Final = (",", ";", ":", "!", "(", ")")
"""Half-width question marks are lost quotes more often than questions: quotes.py looks at them."""
_WIDE: Final = str.maketrans(",;:!?()", "，；：！？（）")


def odd_characters(prose: Prose) -> Iterator[Finding]:
    """Each with what it is read as, where that is sure."""
    text = prose.folded
    for match in _ODD.finditer(text):
        message = _message(text, match, text[match.start() - 1 : match.start()])
        if message:
            yield Finding(match.start(), message, "odd-characters")


def _message(text: str, match: re.Match[str], before: str) -> str:
    """Empty where what stands before it makes it sound: 2020年, a reference [2024], #标签."""
    words, first = quote(text, *match.span()), match[0][0]
    if first in "0OoＯ０○":
        return f"“{words}”年份里的零应写“〇”" if before in _NUMERALS else ""
    if first in "[【（(":
        return f"“{words}”文号的年份要用六角括号，应为“〔{match[0][1:-1]}〕”" if _is_han(before) else ""
    if "㈠" <= first <= "㈩" or "⑴" <= first <= "⒇":
        return f"“{first}”这类字符不少设备显示不出，请写成“{_plain(first)}”"
    is_inside = first not in "#@$^\\" or _is_han(before) or before in "，、,。"
    return f"“{words}”像是乱码，请按原件改正" if is_inside and not before.isdigit() else ""


def _is_han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def _plain(sign: str) -> str:
    """（一） and （1） of ㈠ and ⑴."""
    number = ord(sign) - (0x3220 if "㈠" <= sign <= "㈩" else 0x2474)
    return f"（{'一二三四五六七八九十'[number]}）" if "㈠" <= sign <= "㈩" else f"（{number + 1}）"


def half_width(prose: Prose) -> Iterator[Finding]:
    """One finding a text, however many there are: each by itself would drown its author."""
    text = prose.folded
    found = [place for sign in _HALF_SIGNS for place in _half(text, sign)]
    if found:
        first = min(found)
        sign = text[first]
        better = sign.translate(_WIDE)
        message = f"中文里有 {len(found)} 处半角标点，第一处是“{sign}”，应为“{better}”；数字、英文和网址里的不用改"
        yield Finding(first, message, "half-width-punctuation", count=len(found))


def _half(text: str, sign: str) -> Iterator[int]:
    place = text.find(sign)
    while place >= 0:
        if _HALF.match(text, place):
            yield place
        place = text.find(sign, place + 1)
