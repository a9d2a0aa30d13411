"""The shape of front matter and settings, by pydantic: every error of a file at once, each with its place.

These classes are the format (FORMATS.md); they know shapes and single values only. What a value
refers to – a term, a region, a unit – is resolved by :mod:`showcase.loading.words` and the rules.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, ValidationError
from pydantic_core import PydanticCustomError

from showcase.diagnostics import Diagnostics, suggest
from showcase.model.dates import DateError, PartialDate, parse_date, parse_day
from showcase.model.records import ApplicationType, ArticleType, CountedFrom, Event, Source, Validity

__all__ = [
    "ArticleSchema",
    "CompilationSchema",
    "DecisionSchema",
    "FactSchema",
    "FeedsSchema",
    "FreePageSchema",
    "HonorSchema",
    "ItemSchema",
    "NoticeSchema",
    "PhotoSchema",
    "PublicationSchema",
    "RegionSchema",
    "SelectSchema",
    "SiteSchema",
    "TaxonomiesSchema",
    "TermSchema",
    "UnitSchema",
    "validate",
]

S = TypeVar("S", bound=BaseModel)
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
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise _fail("bad-date", f"“{text}”不是时间，可写 2026-12-01 或 2026-12-01 09:00") from None
    return moment.replace(tzinfo=None)


def _flag(value: Any) -> bool:
    text = _text(value)
    if text in ("true", "false", ""):
        return text == "true"
    hint = "true" if text in ("是", "yes", "Yes", "True", "TRUE", "on", "1") else "false"
    raise _fail("bad-value", f"“{text}”应写 true 或 false，是否想写“{hint}”？")


def _whole_number(value: Any) -> int | None:
    text = _text(value)
    if not text:
        return None
    if not re.fullmatch(r"\d{1,9}", text):
        raise _fail("bad-value", f"“{text}”应是整数")
    return int(text)


def _list(value: Any) -> Any:
    """One item may stand without brackets: ``by: 云川市文明办``."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _nothing(value: Any) -> Any:
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


_NUMBER: Final = re.compile(r"^\S*?〔\d{4}〕[1-9]\d{0,4}号$")


def _number(value: Any) -> str:
    """文号 (GB/T 9704—2012 §7.2.5): full year inside 〔〕, no 第, not padded, ends 号."""
    text = _text(value)
    if not text or (_NUMBER.match(text) and "第" not in text):
        return text
    better = re.sub(r"[\[【（(\{「]\s*(\d{4})\s*[\]】）)\}」]", r"〔\1〕", text)
    better = re.sub(r"〕第?0*(\d+)", r"〕\1", better)
    better = better if better.endswith("号") else f"{better}号"
    hint = (
        f"，是否想写“{better}”？" if _NUMBER.match(better) and "第" not in better else "，应形如“云文明委〔2024〕3号”"
    )
    raise _fail("bad-document-number", f"文号“{text}”不规范{hint}")


def _choice(kind: type[E], label: str) -> Callable[[Any], E]:
    def read(value: Any) -> E:
        text = _required_text(value)
        try:
            return kind(text)
        except ValueError:
            words = [member.value for member in kind]
            message = f"{label}没有“{text}”{suggest(text, words) or '，可用：' + '、'.join(words)}"
            raise _fail("unknown-term", message) from None

    return read


Text = Annotated[str, PlainValidator(_text)]
RequiredText = Annotated[str, PlainValidator(_required_text)]
Date = Annotated[PartialDate, PlainValidator(_date)]
Day = Annotated[dt.date, PlainValidator(_day)]
Moment = Annotated[dt.datetime | None, PlainValidator(_moment)]
Flag = Annotated[bool, PlainValidator(_flag)]
Count = Annotated[int | None, PlainValidator(_whole_number)]
Number = Annotated[str, PlainValidator(_number)]
Texts = Annotated[list[RequiredText], BeforeValidator(_list)]
Focus = Annotated[tuple[float, float], PlainValidator(_focus)]


class _Schema(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class AcceptedSchema(_Schema):
    rule: RequiredText
    reason: RequiredText


class WithdrawnSchema(_Schema):
    date: Date
    reason: Text = ""


class PublicationSchema(_Schema):
    """Keys that any file may carry."""

    draft: Flag = False
    publish: Moment = None
    aliases: Texts = []
    withdrawn: WithdrawnSchema | None = None
    accepted: Annotated[list[AcceptedSchema], BeforeValidator(_list)] = []


class FormerNameSchema(_Schema):
    name: RequiredText
    until: Date | None = None


class ContactSchema(_Schema):
    office: Text = ""
    phone: Text = ""
    email: Text = ""
    address: Text = ""
    post_code: Text = ""


class FactSchema(_Schema):
    label: RequiredText
    value: RequiredText
    unit: Text = ""
    qualifier: Text = ""
    as_of: Date | None = None


class HolderSchema(_Schema):
    subunit: Text = ""
    persons: Count = None


class HonorSchema(_Schema):
    title: RequiredText
    level: RequiredText
    jurisdiction: Text = ""
    grade: Text = ""
    term: Text = ""
    date: Date
    by: Texts = []
    document: Number = ""
    source: Text = ""
    evidence: Text = ""
    follows: Text = ""
    holder: Annotated[HolderSchema, BeforeValidator(_nothing)] = HolderSchema()


class PhotoSchema(_Schema):
    caption: Text = ""
    date: Date | None = None
    place: Text = ""
    credit: Text = ""
    alt: Text = ""
    focus: Focus = (0.5, 0.5)


class UnitSchema(PublicationSchema):
    name: RequiredText
    short_name: Text = ""
    kind: RequiredText
    sector: Text = ""
    ownership: Text = ""
    region: RequiredText
    system: Text = ""
    parent: Text = ""
    former_names: Annotated[list[FormerNameSchema], BeforeValidator(_list)] = []
    contact: Annotated[ContactSchema, BeforeValidator(_nothing)] = ContactSchema()
    summary: Text = ""
    facts: Annotated[list[FactSchema], BeforeValidator(_list)] = []
    honors: Annotated[list[HonorSchema], BeforeValidator(_list)] = []
    aims: Texts = []
    photos: Annotated[dict[str, Annotated[PhotoSchema, BeforeValidator(_nothing)]], BeforeValidator(_nothing)] = {}
    cover: Text = ""
    featured: Flag = False


class MediaSchema(_Schema):
    outlet: RequiredText
    title: RequiredText
    date: Date | None = None
    url: Text = ""


class ArticleSchema(PublicationSchema):
    type: Annotated[ArticleType, PlainValidator(_choice(ArticleType, "材料类型"))]
    title: RequiredText
    subtitle: Text = ""
    slug: Text = ""
    date: Date
    topics: Texts = []
    summary: Text = ""
    authors: Texts = []
    office: Text = ""
    indicators: Texts = []
    archive: Text = ""
    featured: Flag = False
    media: MediaSchema | None = None


class DecisionListSchema(_Schema):
    event: Annotated[Event, PlainValidator(_choice(Event, "事项"))]
    title: RequiredText
    level: RequiredText
    jurisdiction: RequiredText
    grade: Text = ""
    term: Text = ""
    units: Texts = []
    file: Text = ""
    reason: Text = ""
    publish_reason: Flag = False


class DecisionSchema(PublicationSchema):
    title: RequiredText
    number: Annotated[str, PlainValidator(_number)]
    date: Day
    by: Texts
    lists: Annotated[list[DecisionListSchema], BeforeValidator(_list)] = []
    validity: Annotated[Validity, PlainValidator(_choice(Validity, "效力"))] = Validity.VALID
    index_number: Text = ""
    summary: Text = ""


class NoticeListSchema(_Schema):
    title: RequiredText
    kind: Text = ""
    application: Annotated[ApplicationType | None, PlainValidator(_choice(ApplicationType, "申报类型"))] = None
    units: Texts = []
    file: Text = ""


class NoticeSchema(PublicationSchema):
    title: RequiredText
    date: Day
    opens: Day
    closes: Day
    working_days: Count = None
    counted_from: Annotated[CountedFrom, PlainValidator(_choice(CountedFrom, "起算"))] = CountedFrom.SAME_DAY
    by: Texts
    basis: Texts = []
    contact: Annotated[ContactSchema, BeforeValidator(_nothing)] = ContactSchema()
    lists: Annotated[list[NoticeListSchema], BeforeValidator(_list)] = []
    attachments: Texts = []
    outcome: Text = ""
    summary: Text = ""


class SeriesSchema(_Schema):
    name: RequiredText
    number: Count = None


class SelectSchema(_Schema):
    type: Texts = []
    topics: Texts = []
    kind: Texts = []
    level: Texts = []
    region: Texts = []
    since: Date | None = None
    until: Date | None = None
    featured: Annotated[bool | None, PlainValidator(_flag)] = None


class ItemSchema(_Schema):
    article: RequiredText
    sections: Texts = []


def _item(value: Any) -> Any:
    return {"article": value} if isinstance(value, str) else value


class PartSchema(_Schema):
    title: RequiredText
    select: SelectSchema | None = None
    items: Annotated[list[Annotated[ItemSchema, BeforeValidator(_item)]], BeforeValidator(_list)] = []
    order: Texts = []


class CompilationSchema(PublicationSchema):
    title: RequiredText
    subtitle: Text = ""
    series: SeriesSchema | None = None
    date: Date
    by: Texts = []
    editors: Texts = []
    layout: Text = "书籍"
    parts: Annotated[list[PartSchema], BeforeValidator(_list)]
    leave_out: Texts = []
    summary: Text = ""


class FreePageSchema(PublicationSchema):
    """The office's own free pages (about, guide): MkDocs would swallow their faults silently."""

    title: RequiredText
    description: Text = ""


class TermSchema(_Schema):
    name: RequiredText
    slug: Text = ""
    aliases: Texts = []


def _term(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


Terms = Annotated[list[Annotated[TermSchema, BeforeValidator(_term)]], BeforeValidator(_list)]


class JurisdictionSchema(_Schema):
    name: RequiredText
    level: RequiredText
    ladders: Annotated[list[Texts], BeforeValidator(_list)]
    term_years: Count = None


class TaxonomiesSchema(_Schema):
    kinds: Terms
    levels: Terms
    jurisdictions: Annotated[list[JurisdictionSchema], BeforeValidator(_list)] = []
    topics: Terms = []
    ownership: Terms = []
    sectors: Terms = []
    archive: Terms = []


class RegionSchema(_Schema):
    code: RequiredText
    name: RequiredText
    children: Annotated[list[RegionSchema], BeforeValidator(_list)] = []


class RegionsSchema(_Schema):
    regions: Annotated[list[RegionSchema], BeforeValidator(_list)]


class SiteSchema(_Schema):
    name: RequiredText
    place: Text = ""
    chop: Texts = []
    motto: Texts = []
    lead: Text = ""
    period: Text = ""
    demo: Flag = False
    demo_note: Text = ""
    sponsor: Text = ""
    undertaker: Text = ""
    phone: Text = ""
    hours: Text = ""
    email: Text = ""
    address: Text = ""
    site_code: Text = ""
    icp: Text = ""
    police_record: Text = ""


class FeedSchema(_Schema):
    slug: RequiredText
    title: RequiredText
    description: RequiredText
    content: Texts = Field(min_length=1)
    limit: Count = None


class FeedsSchema(_Schema):
    feeds: Annotated[list[FeedSchema], BeforeValidator(_list)]


def validate(schema: type[S], data: Any, source: Source, diagnostics: Diagnostics) -> S | None:
    """The data in the schema's shape; ``None`` with one diagnostic for each thing that does not fit."""
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_context=True):
            _report(schema, dict(problem), source, diagnostics)
        return None


def _report(schema: type[BaseModel], problem: dict[str, Any], source: Source, diagnostics: Diagnostics) -> None:
    key = tuple(problem["loc"])
    kind = problem["type"]
    if kind == "extra_forbidden":
        near = suggest(str(key[-1]), _fields(schema, key[:-1]))
        diagnostics.error(source.key(*key), f"没有“{key[-1]}”这一项{near or '，请核对拼写'}", "unknown-key")
    elif kind == "missing":
        diagnostics.error(source.at(*key[:-1]), f"缺少“{key[-1]}”", "missing-key")
    elif kind == "too_short":
        diagnostics.error(source.at(*key), f"“{key[-1]}”至少要有一项", "missing-value")
    else:
        rule = kind if "-" in kind else "bad-value"
        message = problem["msg"] if "-" in kind else _TYPES.get(kind, "值的形式不对")
        diagnostics.error(source.at(*key), f"{_label(key)}{message}", rule)


_TYPES: Final = {
    "list_type": "应是一个列表",
    "dict_type": "应是“键: 值”",
    "model_type": "应是“键: 值”，如 {键: 值}",
    "model_attributes_type": "应是“键: 值”，如 {键: 值}",
}


def _label(key: tuple[str | int, ...]) -> str:
    names = [part for part in key if isinstance(part, str)]
    return f"{names[-1]}：" if names else ""


def _fields(schema: type[BaseModel], key: tuple[str | int, ...]) -> list[str]:
    """Known keys where an unknown one stands, found by following the path through the schema."""
    current: Any = schema
    for part in key:
        if isinstance(part, int) or not hasattr(current, "model_fields"):
            continue
        info = current.model_fields.get(part)
        inner = _inner(info.annotation) if info else None
        if inner is None:
            break
        current = inner
    return list(getattr(current, "model_fields", {}))


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The schema inside ``list[Annotated[X, …]]``, ``X | None`` or ``dict[str, X]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in reversed(getattr(annotation, "__args__", ())):
        found = _inner(argument)
        if found is not None:
            return found
    return None
