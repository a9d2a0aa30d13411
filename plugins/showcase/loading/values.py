"""Single values of front matter and settings: from what an author wrote to a type, with a message in Chinese."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar

from pydantic import BeforeValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

from showcase.diagnostics import suggest
from showcase.model.dates import DateError, PartialDate, china_time, parse_date, parse_day
from showcase.model.privacy import Mask, MaskError
from showcase.model.terms import term_of
from showcase.model.workdays import Delay

__all__ = [
    "CardMask",
    "Count",
    "Date",
    "Day",
    "DayTime",
    "EndTime",
    "Flag",
    "Focus",
    "IdMask",
    "MobileMask",
    "Moment",
    "Number",
    "RequiredText",
    "RequiredTexts",
    "TagAuthority",
    "Term",
    "Text",
    "Texts",
    "Total",
    "Url",
    "Within",
    "Year",
    "as_list",
    "as_mapping",
    "choice",
    "flag",
    "whole",
]

E = TypeVar("E", bound=StrEnum)


def _fail(rule: str, message: str) -> PydanticCustomError:
    # PydanticCustomError formats its template; the message must not be read as one.
    return PydanticCustomError(rule, "{message}", {"message": message})


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _fail("bad-value", "这里应是一段文字，不是列表或“键: 值”")
    return value


def _required_text(value: Any) -> str:
    text = _text(value)
    if not text:
        raise _fail("missing-value", "这一项不能为空")
    return text


def _date(value: Any) -> PartialDate:
    try:
        return parse_date(_required_text(value))
    except DateError as error:
        raise _fail("bad-date", str(error)) from None


def _day(value: Any) -> dt.date:
    try:
        return parse_day(_required_text(value))
    except DateError as error:
        raise _fail("bad-date", str(error)) from None


def _moment(value: Any) -> dt.datetime | None:
    text = _text(value)
    if not text:
        return None
    try:
        return china_time(dt.datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        raise _fail("bad-date", f"“{text}”不是时间，可写 2026-12-01 或 2026-12-01 09:00") from None


_TIME: Final = re.compile(r"(.+?)[T\s]\s*(\d{1,2}[:：]\d{2}.*)")


def _day_time(value: Any) -> tuple[dt.date, dt.time | None]:
    """2026-11-16, or with a time of day in China: 2026-11-16 09:00."""
    text = _required_text(value)
    match = _TIME.fullmatch(text)
    if match is None:
        return _day(text), None
    day, time = _day(match[1]), match[2].replace("：", ":")
    try:
        moment = china_time(dt.datetime.fromisoformat(f"{day}T{time.zfill(5) if len(time) < 5 else time}"))
    except (ValueError, OverflowError):
        raise _fail("bad-date", f"“{text}”不是时间，可写 2026-11-16 或 2026-11-16 09:00") from None
    return moment.date(), moment.time()


def _end(value: Any) -> tuple[dt.date, dt.time | None]:
    """The same, where 24:00 is the end of the day, as no time is."""
    return _day_time(re.sub(r"[T\s]\s*24[:：]00([:：]00)?$", "", _required_text(value)))


def _within(value: Any) -> Delay:
    match = re.fullmatch(r"(\d{1,3})\s*(?:个)?\s*(工作日|天|日)?", _text(value))
    if match is None or not 1 <= int(match[1]) <= 400:
        raise _fail("bad-value", f"“{value}”应形如 20个工作日 或 30天，最多 400")
    return Delay(int(match[1]), match[2] in (None, "工作日"))


def _year(value: Any) -> int:
    text = _required_text(value)
    if not re.fullmatch(r"20\d\d", text):
        raise _fail("bad-date", f"“{text}”应是年份，如 2027")
    return int(text)


def flag(value: Any) -> bool:
    """``true`` or ``false`` and nothing else, for each language has its own idea of *yes*."""
    text = _text(value)
    if text in ("true", "false", ""):
        return text == "true"
    hints = {"是": "true", "对": "true", "yes": "true", "on": "true", "1": "true", "true": "true"}
    hints |= {"否": "false", "不": "false", "no": "false", "off": "false", "0": "false", "false": "false"}
    hint = hints.get(text.lower())
    raise _fail("bad-value", f"“{text}”应写 true 或 false" + (f"，是否想写“{hint}”？" if hint else ""))


def _whole_number(value: Any) -> int | None:
    text = _text(value)
    if not text:
        return None
    if not re.fullmatch(r"\d{1,9}", text):
        raise _fail("bad-value", f"“{text}”应是整数，如 5")
    return int(text)


def _total(value: Any) -> int | None:
    number = _whole_number(value)
    if number == 0:
        raise _fail("bad-value", "分母不能是 0")
    return number


def whole(least: int, most: int, unit: str = "") -> PlainValidator:
    """A whole number between two others, or nothing."""

    def read(value: Any) -> int | None:
        number = _whole_number(value)
        if number is not None and not least <= number <= most:
            told = f"，单位是{unit}" if unit else ""
            raise _fail("bad-value", f"应是 {least}—{most} 的整数{told}")
        return number

    return PlainValidator(read)


def as_list(value: Any) -> Any:
    """One item may stand without brackets: ``by: 云川市文明办``."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def as_mapping(value: Any) -> Any:
    """A key with nothing behind it is an empty mapping."""
    return {} if value is None else value


def _focus(value: Any) -> tuple[float, float]:
    parts = value if isinstance(value, list) else re.split(r"[,，\s]+", _text(value).strip("[]"))
    try:
        x, y = (float(part) for part in parts)
    except (TypeError, ValueError):
        raise _fail("bad-value", "焦点应是两个 0 到 1 之间的数，如 [0.4, 0.6]") from None
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise _fail("bad-value", "焦点的两个数都应在 0 到 1 之间")
    return x, y


_NUMBER: Final = re.compile(r"^[^\s〔]+〔\d{4}〕[1-9]\d{0,4}号$")


def number(value: Any) -> str:
    """文号 (GB/T 9704—2012 §7.2.5): full year inside 〔〕, no 第, not padded, ends 号."""
    text = _required_text(value)
    if _NUMBER.match(text) and "第" not in text:
        return text
    better = re.sub(r"[\[【（(\{「]\s*(\d{4})\s*[\]】）)\}」]", r"〔\1〕", text)
    better = re.sub(r"(?<=\S)(\d{4})年第?(?=\d)", r"〔\1〕", better) if "〔" not in better else better
    better = re.sub(r"〕第?0*(\d+)", r"〕\1", better)
    better = better if better.endswith("号") else f"{better}号"
    hint = (
        f"，是否想写“{better}”？" if _NUMBER.match(better) and "第" not in better else "，应形如“云文明委〔2024〕3号”"
    )
    raise _fail("bad-document-number", f"文号“{text}”不规范{hint}")


def _url(value: Any) -> str:
    text = _text(value)
    if text and not re.fullmatch(r"https?://[^\s/]\S*", text):
        raise _fail("unsafe-link", f"网址“{text}”应以 https:// 或 http:// 开头，中间没有空格")
    return text


_AUTHORITY: Final = re.compile(r"(?:[a-z0-9._-]+@)?[a-z0-9-]+(?:\.[a-z0-9-]+)+,[12]\d{3}(?:-[01]\d(?:-[0-3]\d)?)?")


def _tag_authority(value: Any) -> str:
    """RFC 4151: a host or mail address that the office had on that day."""
    text = _text(value)
    if text and not _AUTHORITY.fullmatch(text):
        message = f"订阅条目的标识“{text}”应是“域名,年份”，如 wmb.example.org,2026"
        raise _fail("bad-feed-tag", message)
    return text


def choice(kind: type[E], label: str) -> Callable[[Any], E]:
    """A reader of one of the words of ``kind``; ``label`` says what they are."""

    def read(value: Any) -> E:
        text = _required_text(value)
        try:
            return kind(text)
        except ValueError:
            words = [member.value for member in kind]
            message = f"{label}没有“{text}”{suggest(text, words) or '，可用：' + '、'.join(words)}"
            raise _fail("unknown-term", message) from None

    return read


def _mask(length: int) -> Callable[[Any], Mask]:
    def read(value: Any) -> Mask:
        try:
            return Mask.of(_required_text(value), length)
        except MaskError as error:
            raise _fail("bad-value", str(error)) from None

    return read


Text = Annotated[str, PlainValidator(_text)]
RequiredText = Annotated[str, PlainValidator(_required_text)]
Date = Annotated[PartialDate, PlainValidator(_date)]
Day = Annotated[dt.date, PlainValidator(_day)]
DayTime = Annotated[tuple[dt.date, dt.time | None], PlainValidator(_day_time)]
"""A whole day, and the time on it where one is written."""
EndTime = Annotated[tuple[dt.date, dt.time | None], PlainValidator(_end)]
Moment = Annotated[dt.datetime | None, PlainValidator(_moment)]
Flag = Annotated[bool, PlainValidator(flag)]
Count = Annotated[int | None, PlainValidator(_whole_number)]
Total = Annotated[int | None, PlainValidator(_total)]
"""A whole number that something can be a share of."""
Number = Annotated[str, PlainValidator(lambda value: number(value) if _text(value) else "")]
"""A 文号, or nothing."""
Term = Annotated[str, PlainValidator(lambda value: term_of(_text(value)))]
"""A 届次, always written 第八届; or what else was written."""
Url = Annotated[str, PlainValidator(_url)]
IdMask = Annotated[Mask, PlainValidator(_mask(18))]
MobileMask = Annotated[Mask, PlainValidator(_mask(11))]
CardMask = Annotated[Mask, PlainValidator(_mask(16))]
Texts = Annotated[list[RequiredText], BeforeValidator(as_list)]
TagAuthority = Annotated[str, PlainValidator(_tag_authority)]
RequiredTexts = Annotated[list[RequiredText], BeforeValidator(as_list), Field(min_length=1)]
Within = Annotated[Delay, PlainValidator(_within)]
Year = Annotated[int, PlainValidator(_year)]
Focus = Annotated[tuple[float, float], PlainValidator(_focus)]
