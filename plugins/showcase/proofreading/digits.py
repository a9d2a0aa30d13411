"""Numbers that were dropped before their unit (DOMAIN.md §4, D22): nothing can say which number it was.

Every pattern hangs on a word that is searched for first, in one pass: one expression of all took 0.8 ms of a clean text
of 2,000 signs, this takes a tenth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from showcase.proofreading.values import Finding, Prose, quote

__all__ = ["lost_digits"]

_NUMERALS: Final = frozenset("0123456789〇零一二三四五六七八九十百千万亿两几数半多余每各整近上成首单同逐挨全众○xX×*_＊")
_BACK: Final = 12
_FORWARD: Final = 8
_LINE: Final = 500
_MONEY: Final = (
    r"(?:投资|投入|奖励|补助|捐款|捐资|资助|补贴|筹资|筹集|资金|经费|金额|货值|总值|产值|收入|支出|利润|税收|损失|"
    r"处罚|罚款|奖金|善款|价值|折合|人民币|共计|总计|合计|累计|给予|集资|约|、)(?:人民币)?[.．]?$"
)
_LENGTH: Final = r"(?:长|长约|长达|面积|宽|高|达|共|约)$"
_STOPS: Final = "，。、,；;"


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word that a number should stand before, what stands before it instead, and what must follow."""

    word: str
    before: re.Pattern[str]
    after: re.Pattern[str] = re.compile("")


def _unit(words: str, before: str, after: str = "") -> tuple[_Unit, ...]:
    return tuple(_Unit(word, re.compile(before), re.compile(after)) for word in words.split())


_UNITS: Final = (
    *_unit("万元 亿元", _MONEY, r"(?!户|[GA]|产值|工业|地区)"),
    *_unit("元", _MONEY, rf"(?=[{_STOPS}等不以的给/]|奖金|补助|\Z|\n)"),
    *_unit("% ％", r"(?:[\u4e00-\u9fff，、,（(：:]|[\u4e00-\u9fff][.．])$"),
    *_unit(".万 .亿 ．万 ．亿", r"[\u4e00-\u9fff]$"),
    *_unit("月日", r"(?:^|[^年岁日正])$"),
    *_unit("月份 月上旬 月中旬 月下旬", r"(?:[在于至定]|今年|去年|明年|每年)$"),
    *_unit("年月", r"[今去明当]$", r"(?!\d|历)"),
    *_unit(
        "个",
        r"[^这那哪某来前后有是个说问找]$",
        r"村(?=[、，。,；和])|社区|单位|乡镇|街道|部门|窗口|大项|小项|项目|班级|典型|集体|先进|检查组|家庭|支部",
    ),
    *_unit("多平方米 多公里 多千米 多人次 多吨 多亩", r"[^许很更大较最过何诸增]$"),
    *_unit("万多", r"[^许很]$", r"[张平件人册份]"),
    *_unit("第位 第届 第批", "", rf"[{_STOPS}的全市省县文]|\Z|\n"),
    *_unit("公里 千米 平方米 平方公里 亩 吨 课时 人次", _LENGTH),
    *_unit("头以上 亩以上 吨以上 台以上 公里以上", "", f"[{_STOPS}]"),
    *_unit("家, 家， 家、 家； 家; 家。", r"(?:单位|标兵|村镇|社区|网吧|商户|店铺|饭店)$"),
    *_unit("车辆辆", "", ""),
    *_unit("多株 多户 多棵", r"(?:植树|种树|特困户|困难户|贫困户)$"),
)  # fmt: skip
_BY_WORD: Final = {word: [unit for unit in _UNITS if unit.word == word] for word in {unit.word for unit in _UNITS}}
_WORDS: Final = re.compile("|".join(map(re.escape, sorted(_BY_WORD, key=len, reverse=True))))
_YEAR: Final = re.compile(r"年\d{1,2}月")
_OPENS: Final = frozenset("：:，,(（—。；\n")


def lost_digits(prose: Prose) -> Iterator[Finding]:
    """Where a number should stand."""
    text = prose.folded
    places: dict[int, int] = {}
    for match in _WORDS.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before not in _NUMERALS and any(_is_lost(text, match.start(), unit) for unit in _BY_WORD[match[0]]):
            places[match.start()] = match.end()
    for match in _YEAR.finditer(text):
        if text[match.start() - 1 : match.start()] in _OPENS:
            places[match.start()] = match.end()
    yield from (_lost(text, *place) for place in sorted(places.items()) if not _is_of_table(text, place[0]))


def _is_lost(text: str, place: int, unit: _Unit) -> bool:
    before, end = text[max(0, place - _BACK) : place], place + len(unit.word)
    return bool(unit.before.search(before)) and bool(unit.after.match(text, end, end + _FORWARD))


def _lost(text: str, start: int, end: int) -> Finding:
    message = f"“{quote(text, start, end)}”像是漏了数字，请按原件补上；查不到就改写，不要猜"
    return Finding(start, message, "lost-digits")


def _is_of_table(text: str, place: int) -> bool:
    """Heads of tables name units alone."""
    return text[max(0, place - _LINE) : place].rpartition("\n")[2].lstrip().startswith("|")
