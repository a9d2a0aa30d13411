"""The shape of ``site_config/indicators/<edition>.yml`` and of what a unit says of its own assessment, by pydantic."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from showcase.loading.values import Date, Flag, RequiredText, Text, Texts, as_list
from showcase.model.dates import DateError, PartialDate, parse_date
from showcase.model.indicators import Operator, Threshold, Window

__all__ = ["AssessmentSchema", "EditionItemSchema", "EditionSchema", "IndicatorSchema", "PointSchema"]

_TO: Final = re.compile(r"\s*(?:—+|–|～|~|至|/)\s*")
_THRESHOLD: Final = re.compile(
    r"(?P<label>[^<>=≤≥＜＞＝]*?)\s*(?P<sign>>=|<=|[<>=≤≥＜＞＝])\s*(?P<number>\d+(?:\.\d+)?)(?P<unit>\D*)"
)
_SIGNS: Final = {">=": "≥", "<=": "≤", "＞": ">", "＜": "<", "＝": "="}
_UNDECIDED: Final = frozenset({"", "未定", "不详", "未知"})
_VALUE: Final = re.compile(r"(-?\d{1,12}(?:\.\d{1,6})?)\s*([%％‰]?)")
_MASK: Final = re.compile(r"[xX×*_]{1,6}\s*[%％]?|未知|不详|未定")


def _fail(rule: str, message: str) -> PydanticCustomError:
    return PydanticCustomError(rule, "{message}", {"message": message})


def _plain(value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise _fail("bad-value", "这里应是一段文字，不是列表或“键: 值”")
    return (value or "").strip()


def _score(value: Any) -> Decimal | None:
    text = _plain(value)
    if text in _UNDECIDED:
        return None
    if not re.fullmatch(r"\d{1,4}(?:\.\d{1,2})?", text):
        raise _fail("bad-value", f"“{text}”不是分值，应是一个数，如 10 或 7.5；没有出处的写“未定”")
    return Decimal(text)


def _window(value: Any) -> Window | None:
    text = _plain(value)
    if not text:
        return None
    dates = [_date(part) for part in _TO.split(text)]
    first, last = dates[0].earliest, dates[-1].latest
    if len(dates) > 2 or first is None or last is None:
        raise _fail("bad-date", f"“{text}”不是一段时间，应形如 2018-01—2020-12")
    if last < first:
        raise _fail("bad-date", f"“{text}”的结束早于开始")
    return Window(written=text, first=first, last=last)


def _date(text: str) -> PartialDate:
    try:
        return parse_date(text)
    except DateError as error:
        raise _fail("bad-date", str(error)) from None


def _threshold(value: Any) -> Threshold | None:
    text = _plain(value)
    if not text:
        return None
    match = _THRESHOLD.fullmatch(text)
    if not match:
        raise _fail("bad-value", f"阈值“{text}”应形如“行业风气满意度>85%”：名称、符号（> ≥ < ≤ =）、数、单位")
    sign = _SIGNS.get(match["sign"], match["sign"])
    unit = match["unit"].strip().replace("％", "%")
    return Threshold(label=match["label"], operator=Operator(sign), value=Decimal(match["number"]), unit=unit)


def _value(value: Any) -> str:
    """A number as written, or a mask: unknown, never guessed (requirement R67)."""
    text = _plain(value)
    if text and not _VALUE.fullmatch(text) and not _MASK.fullmatch(text):
        raise _fail("bad-value", f"“{text}”不是数值，应只写一个数，如 96.5；不清楚的写“未知”")
    return text.replace("％", "%")


Score = Annotated[Decimal | None, PlainValidator(_score)]
Period = Annotated[Window | None, PlainValidator(_window)]
Target = Annotated[Threshold | None, PlainValidator(_threshold)]
Value = Annotated[str, PlainValidator(_value)]


class _Schema(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class PointSchema(_Schema):
    id: RequiredText
    text: RequiredText
    method: Texts = []
    threshold: Target = None
    score: Score = None
    office: Text = ""
    window: Period = None
    source: Text = ""


class IndicatorSchema(_Schema):
    name: RequiredText
    slug: Text = ""
    method: Texts = []
    score: Score = None
    office: Text = ""
    window: Period = None
    source: Text = ""
    points: Annotated[list[PointSchema], BeforeValidator(as_list), Field(min_length=1)]


class EditionItemSchema(_Schema):
    name: RequiredText
    method: Texts = []
    score: Score = None
    office: Text = ""
    window: Period = None
    source: Text = ""
    indicators: Annotated[list[IndicatorSchema], BeforeValidator(as_list), Field(min_length=1)]


class EditionSchema(_Schema):
    name: RequiredText
    year: Text = ""
    issuer: Text = ""
    source: Text = ""
    note: Text = ""
    window: Period = None
    current: Flag = False
    methods: Texts = []
    score: Score = None
    items: Annotated[list[EditionItemSchema], BeforeValidator(as_list), Field(min_length=1)]


class AssessmentSchema(_Schema):
    """One line: a value for a point's threshold, or scores of a point, of an item, of all (合计)."""

    of: RequiredText
    value: Value = ""
    unit: Text = ""
    as_of: Date | None = None
    evidence: Text = ""
    self: Score = None
    expert: Score = None
    public: Score = None
