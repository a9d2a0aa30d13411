"""Figures of one sentence that do not agree (DOMAIN.md §4, D28; requirement R39): both are shown, none is corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from showcase.proofreading.values import Finding, Prose

__all__ = ["arithmetic"]

_RULE: Final = "wrong-sum"
_HINTS: Final = re.compile("[%％倍]|其中|男")
_END: Final = re.compile(r"[。；！？;!?\n|]")
_LONGEST: Final = 400
_NUMBER: Final = re.compile(
    r"(?<![\d.〔第])(\d[\d,]{0,14}(?:\.\d{1,4})?)([万亿]?)(余|多)?(?:个|名|家|人次|批次|人|户|位|所|件|项|次|辆|台|元|吨|亩|村|平方米|公里|倍|[%％])?"
)
_RATE: Final = re.compile(
    r"(?:占|比例|率|比重)[^，。；,;\d]{0,16}?(\d{1,3}(?:\.\d{1,3})?)[%％](?!以上|以下|左右|多|余|以内|的目标)"
)
_OF: Final = re.compile(
    r"(\d[\d,]{0,9})(个|名|家|人|户|位|所|件|项|次)[^，。；,;\d]{0,12}[，,]?[^，。；,;\d]{0,4}占[^，。；,;\d]{0,14}?(\d[\d,]{0,9})(?:个|名|家|人|户|位|所|件|项|次)[^，。；,;\d]{0,12}的(\d{1,3}(?:\.\d{1,3})?)[%％]"
)
_TIMES: Final = re.compile(
    r"(?:从|由)[^，。；,;\d]{0,12}?(\d[\d,]{0,12}(?:\.\d{1,4})?)([万亿]?)([\u4e00-\u9fff]{0,3}?)(?:增加|增长|提高|上升|扩大|发展|提升)(?:到|至|为)(?:了)?[^，。；,;\d]{0,6}(\d[\d,]{0,12}(?:\.\d{1,4})?)([万亿]?)[\u4e00-\u9fff]{0,4}[，,][^，。；,;\d]{0,8}(?:增加|增长|提高|上升|扩大|提升)了?(\d{1,5}(?:\.\d{1,3})?)(倍|[%％])(?!以上|左右|多)"
)
_COMPARED: Final = re.compile(
    r"比[^，。；,;]{2,24}的(\d[\d,]{0,12}(?:\.\d{1,4})?)([万亿]?)[\u4e00-\u9fff]{0,3}?(?:增加|增长|提高)了?(\d{1,5}(?:\.\d{1,3})?)倍(?!以上|左右|多)"
)
_CHANGES: Final = re.compile(r"平均|每|增|降|减|升|同比|比上年|提高|上年|年均|利率|税率|汇率|幅")
_UNITS: Final = {"人": "人", "名": "人", "位": "人"}
_SEXES: Final = re.compile(
    r"(\d{1,6})(?:人|名)[^。；\d]{0,10}[，,（(][^。；\d]{0,6}男[^。；，,、\d]{0,4}(\d{1,6})(?:人|名)[，,、][^。；\d]{0,3}女[^。；，,、\d]{0,4}(\d{1,6})(?:人|名)"
)
_PARTS: Final = re.compile(
    r"(?:共|总|合计)[^，。；,;\d]{0,8}?(\d[\d,.]{0,12})([万亿]?元|亩|平方米)[，,：:（(][^，。；,;\d]{0,4}(?:其中|分别为|分别是|包括)[:：]?([^。；\n]{5,120})"
)


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    value: float
    unit: str


def arithmetic(prose: Prose) -> Iterator[Finding]:
    """Shares, growth, sums; only sentences with figures are looked at."""
    text = prose.folded
    for start, sentence in _sentences(text):
        if "占" in sentence or "率" in sentence or "比" in sentence:
            yield from _shares(sentence, start)
        if "从" in sentence or "由" in sentence or "倍" in sentence:
            yield from _growth(sentence, start)
        if "其中" in sentence or "男" in sentence or "分别" in sentence:
            yield from _sums(sentence, start)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Those with figures that may be reckoned with."""
    done = 0
    for hint in _HINTS.finditer(text):
        if hint.start() < done:
            continue
        before = list(_END.finditer(text, max(done, hint.start() - _LONGEST), hint.start()))
        start = before[-1].end() if before else max(done, hint.start() - _LONGEST)
        end = _END.search(text, hint.end(), hint.end() + _LONGEST)
        done = end.start() if end else min(len(text), hint.end() + _LONGEST)
        yield start, text[start:done]


def value_of(number: str, scale: str = "") -> float:
    """1,200.5 with 万 → 12005000."""
    return float(number.replace(",", "") or 0) * {"万": 1e4, "亿": 1e8}.get(scale[:1], 1.0)


def _figures(sentence: str) -> list[_Figure]:
    """Counts, whole and exact; a percentage, a year and 余 are none."""
    found = []
    for match in _NUMBER.finditer(sentence):
        unit = match[0][match.end(1) - match.start() :].strip("余多万亿")
        is_year = len(match[1]) == 4 and sentence[match.end() : match.end() + 1] == "年"
        if unit in ("%", "％", "倍", "") or match[2] or match[3] or "." in match[1] or is_year:
            continue
        found.append(_Figure(match.start(), value_of(match[1]), _UNITS.get(unit, unit)))
    return found


def _shares(sentence: str, offset: int) -> Iterator[Finding]:
    """合格13356批次，合格率80.08%: the number before, out of one of those before it."""
    told = {match.start(4) for match in _OF.finditer(sentence)}
    for match in _OF.finditer(sentence):
        part, whole = value_of(match[1]), value_of(match[3])
        if whole >= part > 0 and not _fits(part, (whole,), match[4]):
            yield _share(offset + match.start(4), part, whole, match[4])
    figures = _figures(sentence)
    for match in _RATE.finditer(sentence):
        clause = sentence[max(0, match.start() - 14) : match.end()]
        if match.start(1) in told or _CHANGES.search(clause):
            continue
        before = [figure for figure in figures if figure.start < match.start()]
        if len(before) < 2 or match.start() - before[-1].start > 25:
            continue
        count = before[-1]
        wholes = [f.value for f in before[:-1] if f.unit == count.unit and f.value >= count.value]
        if wholes and not _fits(count.value, wholes, match[1]):
            yield _share(offset + match.start(1), count.value, wholes[0], match[1])


def _fits(part: float, wholes: list[float] | tuple[float, ...], stated: str) -> bool:
    """Rounded or cut off, at as many places as were written."""
    step = 10.0 ** -len(stated.partition(".")[2])
    return any(abs(part / whole * 100 - float(stated)) < step * 1.0001 for whole in wholes if whole)


def _share(place: int, part: float, whole: float, stated: str) -> Finding:
    digits = max(1, len(stated.partition(".")[2]))
    message = f"写的是 {stated}%，按前面的数 {part:g}÷{whole:g} 算是 {part / whole * 100:.{digits}f}%，请核对".replace(
        "e+", "E"
    )
    return Finding(place, message, _RULE)


def _growth(sentence: str, offset: int) -> Iterator[Finding]:
    for match in _TIMES.finditer(sentence):
        first = value_of(match[1], match[2] or (match[5] if not match[2] and not match[3] else ""))
        yield from _grown(offset + match.start(6), first, value_of(match[4], match[5]), match[6], match[7])
    for match in _COMPARED.finditer(sentence):
        before = [m for m in _SCALED.finditer(sentence, 0, match.start()) if m[2] == match[2]]
        if before:
            now = value_of(before[0][1], before[0][2])
            yield from _grown(offset + match.start(3), value_of(match[1], match[2]), now, match[3], "倍")


_SCALED: Final = re.compile(r"(?<![\d.])(\d[\d,]{0,12}(?:\.\d{1,4})?)([万亿]?)")


def _grown(place: int, first: float, now: float, stated: str, unit: str) -> Iterator[Finding]:
    if first <= 0 or now <= first:
        return
    factor = 1.0 if unit == "倍" else 100.0
    grown = (now / first - 1) * factor
    step = 10.0 ** -len(stated.partition(".")[2])
    if abs(grown - float(stated)) < max(step, grown * 0.005):
        return
    hint = (
        "（这是“是原来的几倍”，不是“增加了几倍”）" if abs(now / first - float(stated)) < step and unit == "倍" else ""
    )
    message = f"写的是增加 {stated} {unit}，按 {first:,.10g} 到 {now:,.10g} 算是增加 {grown:.2f} {unit}{hint}，请核对"
    yield Finding(place, message, _RULE)


def _sums(sentence: str, offset: int) -> Iterator[Finding]:
    for match in _SEXES.finditer(sentence):
        whole, parts = int(match[1]), int(match[2]) + int(match[3])
        if whole != parts:
            message = f"写的是 {whole} 人，男女相加是 {match[2]}+{match[3]}={parts} 人，请核对"
            yield Finding(offset + match.start(1), message, _RULE)
    for match in _PARTS.finditer(sentence):
        parts_of = re.findall(rf"(\d[\d,.]{{0,12}}){match[2]}", match[3])
        whole_of = value_of(match[1].rstrip(".,"))
        total = sum(value_of(part.rstrip(".,")) for part in parts_of)
        if len(parts_of) > 1 and total > whole_of * 1.001:
            message = f"写的是共 {match[1]}{match[2]}，后面各项相加是 {total:g}{match[2]}，多于总数，请核对"
            yield Finding(offset + match.start(1), message, _RULE)
