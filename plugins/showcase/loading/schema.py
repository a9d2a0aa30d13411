"""The shape of front matter and settings, by pydantic.

These classes are the format (FORMATS.md); they know shapes and single values only. What a value
refers to – a term, a region, a unit – is resolved by :mod:`showcase.loading.words` and the rules.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator

from showcase.loading.indicator_schema import AssessmentSchema
from showcase.loading.intake_schema import IntakeSchema
from showcase.loading.values import (
    CardMask,
    Count,
    Date,
    Day,
    DayTime,
    EndTime,
    Flag,
    Focus,
    IdMask,
    MobileMask,
    Moment,
    Number,
    RequiredText,
    RequiredTexts,
    TagAuthority,
    Term,
    Text,
    Texts,
    Total,
    Url,
    Within,
    Year,
    as_list,
    as_mapping,
    choice,
    flag,
)
from showcase.model.office import ApplicationType, Event, Layout, Skeleton, Validity, VolumeKind
from showcase.model.periods import PeriodKind
from showcase.model.privacy import Masks
from showcase.model.units import ArticleType
from showcase.model.workdays import USUAL_DELAY, CountedFrom

__all__ = [
    "ArticleSchema",
    "CompilationSchema",
    "DecisionSchema",
    "DenominatorsSchema",
    "FactSchema",
    "FeedsSchema",
    "FreePageSchema",
    "HolidayYearSchema",
    "HolidaysSchema",
    "HonorSchema",
    "ItemSchema",
    "MisprintsSchema",
    "NoticeSchema",
    "PhotoSchema",
    "PublicationSchema",
    "RegionSchema",
    "SelectSchema",
    "SiteSchema",
    "TaxonomiesSchema",
    "TermSchema",
    "UnitSchema",
]


class _Schema(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)


class AcceptedSchema(_Schema):
    rule: RequiredText
    reason: RequiredText
    shown: Text = ""


class AcceptedFileSchema(AcceptedSchema):
    file: RequiredText


class WithdrawnSchema(_Schema):
    date: Date
    reason: Text = ""


class PublicationSchema(_Schema):
    """Keys that any file may carry."""

    draft: Flag = False
    publish: Moment = None
    aliases: Texts = []
    withdrawn: WithdrawnSchema | None = None
    accepted: Annotated[list[AcceptedSchema], BeforeValidator(as_list)] = []


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
    term: Term = ""
    date: Date
    by: Texts = []
    document: Number = ""
    source: Text = ""
    evidence: Text = ""
    follows: Text = ""
    holder: Annotated[HolderSchema, BeforeValidator(as_mapping)] = HolderSchema()


class PhotoSchema(_Schema):
    caption: Text = ""
    date: Date | None = None
    place: Text = ""
    credit: Text = ""
    alt: Text = ""
    archive: Text = ""
    indicators: Texts = []
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
    former_names: Annotated[list[FormerNameSchema], BeforeValidator(as_list)] = []
    contact: Annotated[ContactSchema, BeforeValidator(as_mapping)] = ContactSchema()
    summary: Text = ""
    facts: Annotated[list[FactSchema], BeforeValidator(as_list)] = []
    honors: Annotated[list[HonorSchema], BeforeValidator(as_list)] = []
    aims: Texts = []
    photos: Annotated[dict[str, Annotated[PhotoSchema, BeforeValidator(as_mapping)]], BeforeValidator(as_mapping)] = {}
    cover: Text = ""
    featured: Flag = False
    assessment: Annotated[list[AssessmentSchema], BeforeValidator(as_list)] = []


class MediaSchema(_Schema):
    outlet: RequiredText
    title: RequiredText
    date: Date | None = None
    url: Url = ""


class ArticleSchema(PublicationSchema):
    type: Annotated[ArticleType, PlainValidator(choice(ArticleType, "材料类型"))]
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
    event: Annotated[Event, PlainValidator(choice(Event, "事项"))]
    title: RequiredText
    level: RequiredText
    jurisdiction: RequiredText
    grade: Text = ""
    term: Term = ""
    follows: Text = ""
    prize: Text = ""
    quota: Count = None
    units: Texts = []
    file: Text = ""
    reason: Text = ""
    publish_reason: Flag = False


class DecisionSchema(PublicationSchema):
    title: RequiredText
    number: Number = ""
    date: Day
    by: RequiredTexts
    lists: Annotated[list[DecisionListSchema], BeforeValidator(as_list)] = []
    validity: Annotated[Validity, PlainValidator(choice(Validity, "效力"))] = Validity.VALID
    index_number: Text = ""
    summary: Text = ""


class NoticeListSchema(_Schema):
    title: RequiredText
    kind: Text = ""
    level: Text = ""
    application: Annotated[ApplicationType | None, PlainValidator(choice(ApplicationType, "申报类型"))] = None
    units: Texts = []
    file: Text = ""


class NoticeSchema(PublicationSchema):
    title: RequiredText
    date: Day
    opens: DayTime
    closes: EndTime
    working_days: Count = None
    counted_from: Annotated[CountedFrom | None, PlainValidator(choice(CountedFrom, "起算"))] = None
    by: RequiredTexts
    basis: Texts = []
    contact: Annotated[ContactSchema, BeforeValidator(as_mapping)] = ContactSchema()
    lists: Annotated[list[NoticeListSchema], BeforeValidator(as_list)] = []
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
    featured: Annotated[bool | None, PlainValidator(flag)] = None


class ItemSchema(_Schema):
    article: RequiredText
    sections: Texts = []


def _item(value: Any) -> Any:
    return {"article": value} if isinstance(value, str) else value


class PartSchema(_Schema):
    title: RequiredText
    select: SelectSchema | None = None
    items: Annotated[list[Annotated[ItemSchema, BeforeValidator(_item)]], BeforeValidator(as_list)] = []
    order: Texts = []
    limit: Count = None


def _volume_kind(value: Any) -> VolumeKind:
    """媒体 is what articles call it."""
    return choice(VolumeKind, "汇编种类")("新闻" if value in ("媒体", "新闻媒体") else value)


Skeletons = Annotated[
    list[Annotated[Skeleton, PlainValidator(choice(Skeleton, "可略去的部分"))]], BeforeValidator(as_list)
]


class CompilationSchema(PublicationSchema):
    title: RequiredText
    subtitle: Text = ""
    series: SeriesSchema | None = None
    date: Date
    by: Texts = []
    editors: Texts = []
    kind: Annotated[VolumeKind, PlainValidator(_volume_kind)] = VolumeKind.EXPERIENCE
    layout: Annotated[Layout, PlainValidator(choice(Layout, "版式"))] = Layout.BOOK
    parts: Annotated[list[PartSchema], BeforeValidator(as_list), Field(min_length=1)]
    leave_out: Skeletons = []
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


Terms = Annotated[list[Annotated[TermSchema, BeforeValidator(_term)]], BeforeValidator(as_list)]


class CategorySchema(TermSchema):
    office: Text = ""


CategoryTerms = Annotated[list[Annotated[CategorySchema, BeforeValidator(_term)]], BeforeValidator(as_list)]


class JurisdictionSchema(_Schema):
    name: RequiredText
    level: RequiredText
    ladders: Annotated[list[Texts], BeforeValidator(as_list)]
    term_years: Count = None
    review_renews: Flag = True


class TaxonomiesSchema(_Schema):
    kinds: Terms
    levels: Terms
    jurisdictions: Annotated[list[JurisdictionSchema], BeforeValidator(as_list)] = []
    topics: Terms = []
    ownership: Terms = []
    sectors: Terms = []
    archive: CategoryTerms = []


class RegionSchema(_Schema):
    code: RequiredText
    name: RequiredText
    children: Annotated[list[RegionSchema], BeforeValidator(as_list)] = []


class RegionsSchema(_Schema):
    regions: Annotated[list[RegionSchema], BeforeValidator(as_list)]


class PrivacySchema(_Schema):
    """How personal numbers are masked, and what the office accepts in files that cannot say so themselves."""

    id: IdMask = Masks().id
    mobile: MobileMask = Masks().mobile
    card: CardMask = Masks().card
    accepted: Annotated[list[AcceptedFileSchema], BeforeValidator(as_list)] = []


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
    hidden: Flag = False
    columns: Annotated[dict[str, RequiredText], BeforeValidator(as_mapping)] = {}
    licence: Text = ""
    licence_url: Text = ""
    activity_period: Annotated[PeriodKind, PlainValidator(choice(PeriodKind, "时段"))] = PeriodKind.QUARTER
    limits: Annotated[IntakeSchema, BeforeValidator(as_mapping)] = IntakeSchema()
    counted_from: Annotated[CountedFrom, PlainValidator(choice(CountedFrom, "起算"))] = CountedFrom.SAME_DAY
    result_within: Within = USUAL_DELAY
    privacy: Annotated[PrivacySchema, BeforeValidator(as_mapping)] = PrivacySchema()


def _application(value: Any) -> ApplicationType | None:
    return choice(ApplicationType, "申报类型")(value) if value else None


class CountSchema(_Schema):
    """What is counted for a share; see ``site_config/README.md``."""

    kind: Texts = []
    level: Texts = []
    ownership: Texts = []
    sector: Texts = []
    system: Texts = []
    application: Annotated[ApplicationType | None, PlainValidator(_application)] = None
    since: Date | None = None
    all_units: Flag = False


class DenominatorSchema(_Schema):
    what: RequiredText
    label: Text = ""
    region: Text = ""
    value: Total = None
    as_of: Date | None = None
    source: Text = ""
    count: Annotated[CountSchema, BeforeValidator(as_mapping)]
    of: CountSchema | None = None


class DenominatorsSchema(_Schema):
    denominators: Annotated[list[DenominatorSchema], BeforeValidator(as_list)]


class HolidayYearSchema(_Schema):
    year: Year
    document: Number = ""
    holidays: RequiredTexts


class HolidaysSchema(_Schema):
    years: Annotated[list[HolidayYearSchema], BeforeValidator(as_list)]
    accepted: Annotated[list[AcceptedSchema], BeforeValidator(as_list)] = []


class MisprintSchema(_Schema):
    wrong: RequiredText
    right: RequiredText
    reason: Text = ""


Misprints = Annotated[list[MisprintSchema], BeforeValidator(as_list)]


class MisprintsSchema(_Schema):
    grave: Misprints = []
    common: Misprints = []


class FeedSchema(_Schema):
    slug: RequiredText
    title: RequiredText
    description: RequiredText
    content: RequiredTexts
    limit: Count = None
    pages: Count = None


class FeedsSchema(_Schema):
    tag: TagAuthority = ""
    feeds: Annotated[list[FeedSchema], BeforeValidator(as_list)]
