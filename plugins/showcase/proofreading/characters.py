"""Odd signs: numerals of other kinds, 文号 in other brackets, garbage (D17–D19, D23); half-width marks (D16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from showcase.proofreading.values import Finding, Prose, quote

__all__ = ["half_width", "odd_characters"]

_RULE: Final = "odd-characters"
_YEAR: Final = re.compile(r"[一二三四五六七八九〇零][0OoＯ０○]{1,2}[〇零一二三四五六七八九]{0,2}$")
_ODD_YEAR: Final = frozenset("0OoＯ０○")
_CIRCLED: Final = re.compile("[㈠-㈩⑴-⒇]")
_NUMBER: Final = re.compile(r"(?<=[\u4e00-\u9fff])[\[【（(]((?:19|20)\d\d)[\]】）)](?=第?\d{1,5}$)")
_CIRCLES: Final = "㈠㈡㈢㈣㈤㈥⑴⑵⑶⑷⑸⑹"
_GARBAGE: Final = re.compile(
    r"锟斤拷|烫烫烫|屯屯屯|ï»¿|â€[œ™\x9d]|\ufffd|(?<=[\u4e00-\u9fff，、,。])[#@$^\\][0-9A-Za-z]?[#@$^\\][0-9A-Za-z]?(?=[、，,\u4e00-\u9fff])"
    r"|(?<![\d?])\?\d{3}-\d\d-\d\d"
)
_GARBAGE_SIGNS: Final = ("#", "@", "$", "^", "锟", "烫", "屯", "ï", "â", "\ufffd", "?")
_HALF: Final = re.compile(
    r"(?<=[\u4e00-\u9fff”》〉）])[,;:!?(](?=[\u4e00-\u9fff“《〈（\s\d]|$)|(?<=[\u4e00-\u9fff”》])\)|\((?=[\u4e00-\u9fff])"
)
_HALF_SIGNS: Final = (",", ";", ":", "!", "?", "(", ")")
_WIDE: Final = str.maketrans(",;:!?()", "，；：！？（）")


def odd_characters(prose: Prose) -> Iterator[Finding]:
    """Each with what it is read as, where that is sure."""
    text = prose.folded
    yield from _years(text)
    for match in _CIRCLED.finditer(text) if any(sign in text for sign in _CIRCLES) else ():
        yield Finding(match.start(), f"“{match[0]}”这类字符不少设备显示不出，请写成“{_plain(match[0])}”", _RULE)
    for sign in ("号", "號"):
        for match in _numbers(text, sign):
            message = f"“{quote(text, match.start(), match.end() + 3)}”文号的年份要用六角括号，应为“〔{match[1]}〕”"
            yield Finding(match.start(), message, _RULE)
    if any(sign in text for sign in _GARBAGE_SIGNS):
        for match in _GARBAGE.finditer(text):
            message = f"“{quote(text, *match.span())}”像是乱码，请按原件改正"
            yield Finding(match.start(), message, _RULE)


def _years(text: str) -> Iterator[Finding]:
    """二00五年, by its 年: most texts have many and no such one."""
    place = text.find("年")
    while place >= 0:
        match = _YEAR.search(text, max(0, place - 4), place) if text[place - 2 : place - 1] in _ODD_YEAR else None
        if match:
            yield Finding(match.start(), f"“{quote(text, match.start(), place + 1)}”年份里的零应写“〇”", _RULE)
        place = text.find("年", place + 1)


def _numbers(text: str, sign: str) -> Iterator[re.Match[str]]:
    place = text.find(sign)
    while place >= 0:
        match = _NUMBER.search(text, max(0, place - 16), place)
        if match:
            yield match
        place = text.find(sign, place + 1)


def _plain(sign: str) -> str:
    """（一） and （1） of ㈠ and ⑴."""
    number = ord(sign) - (0x3220 if "㈠" <= sign <= "㈩" else 0x2474)
    return f"（{'一二三四五六七八九十'[number]}）" if "㈠" <= sign <= "㈩" else f"（{number + 1}）"


def half_width(prose: Prose) -> Iterator[Finding]:
    """One finding a text, however many there are: each by itself would drown its author."""
    text = prose.folded
    if not any(sign in text for sign in _HALF_SIGNS):
        return
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
