"""``/units/<slug>/evidence/``: what a unit has for each indicator of the assessment system, in the system's own order.

Reviewers walk the system, not the archive (requirements R18, R35); nothing on these pages says that a unit failed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

from showcase.model.assessment import Reading, Standing, read_value, stated_in
from showcase.model.evidence import Coverage, Material, PointEvidence, UnitEvidence, evidence_of
from showcase.model.indicators import (
    SCORERS,
    TOTAL,
    Assessment,
    Edition,
    Indicator,
    Item,
    Operator,
    Point,
    Threshold,
    number_words,
    score_words,
)
from showcase.model.units import Article, Photo, Unit
from showcase.views.parts import HOME, Badge, Context, Crumb, PagePlan, Picture, ViewPage, picture, unit_facts

__all__ = [
    "EvidenceView",
    "MaterialLine",
    "evidence_plans",
    "evidence_words",
    "material_url",
    "point_links",
    "state_mark",
    "window_words",
]

_CSS: Final = {Coverage.PRESENT: "ok", Coverage.UNDATED: "past", Coverage.OUTSIDE: "past", Coverage.NONE: "none"}
_MOST: Final = 24
"""Materials of one point that its unit's page shows; how many more there are is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialLine:
    """An article or a photo that stands for a point."""

    url: str
    title: str
    kind: str
    date: str
    state: Badge | None
    """Where it does not lie within the window."""
    is_featured: bool
    picture: Picture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """A threshold with the unit's value: 目标 >85%，填报 96.5%，高出 11.5 个百分点."""

    label: str
    target: str
    value: str
    note: str
    """As of when."""
    standing: str
    css: str
    bar: str
    """Width of the value in per cent, where that is its unit; else empty."""
    tick: str
    evidence: Crumb | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointLine:
    """A point with its materials."""

    id: str
    anchor: str
    text: str
    how: str
    """Methods · office · score."""
    state: Badge
    materials: tuple[MaterialLine, ...]
    more: int
    target: TargetLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPart:
    """An indicator with its points."""

    name: str
    url: str
    state: Badge
    points: tuple[PointLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPart:
    """An item with its indicators."""

    name: str
    anchor: str
    note: str
    indicators: tuple[IndicatorPart, ...]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """An item with what it may get, and the three scores, each by itself."""

    name: str
    full: str
    scores: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPart:
    """What the unit has for one edition."""

    name: str
    url: str
    slug: str
    window: str
    counts: tuple[tuple[Coverage, int], ...]
    points: int
    share: int
    items: tuple[ItemPart, ...]
    scores: tuple[ScoreRow, ...]
    scorers: tuple[str, ...] = SCORERS


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """The page."""

    unit: Crumb
    editions: tuple[EditionPart, ...]


def evidence_plans(context: Context) -> Iterator[PagePlan]:
    """One page a unit, where there is an assessment system; what was taken back has none."""
    for unit in context.collection.units if context.collection.config.editions else ():
        yield PagePlan(
            url=f"{unit.url}evidence/",
            template="evidence.html",
            section="units/",
            is_listed=not unit.publication.draft,
            make=partial(_page, context, unit),
        )


def evidence_words(context: Context, unit: Unit) -> str:
    """29 个要点，18 个有材料; empty without an assessment system, and of a unit that was taken back."""
    current = context.collection.config.editions.current
    if current is None or unit.publication.withdrawn is not None:
        return ""
    present = evidence_of(unit, current).counts[Coverage.PRESENT]
    return f"{len(current.points)} 个要点，{present} 个有材料"


def _page(context: Context, unit: Unit) -> ViewPage:
    current, *former = context.collection.config.editions
    parts = [_edition(context, evidence_of(unit, current))]
    parts += [_edition(context, e) for e in (evidence_of(unit, edition) for edition in former) if e.found]
    return ViewPage(
        url=f"{unit.url}evidence/",
        template="evidence.html",
        title=f"{unit.short_name}的测评材料",
        description=f"{unit.name}对照{current.name}逐项列出的材料",
        view=EvidenceView(Crumb(unit.short_name, unit.url), tuple(parts)),
        crumbs=(Crumb(HOME, ""), Crumb("单位", "units/"), Crumb(unit.short_name, unit.url), Crumb("测评材料")),
        section="units/",
        source=unit.source,
        content_source=unit.name,
        is_draft=unit.publication.draft,
        search=unit_facts(context, unit),
    )


def _edition(context: Context, evidence: UnitEvidence) -> EditionPart:
    edition, stated = evidence.edition, stated_in(evidence.unit.assessment, evidence.edition)
    return EditionPart(
        name=edition.name,
        url=edition.url,
        slug=edition.slug,
        window=window_words(edition),
        counts=tuple(evidence.counts.items()),
        points=len(edition.points),
        share=evidence.share,
        items=tuple(_item(context, evidence, stated, item, n) for n, item in enumerate(edition.items, 1)),
        scores=tuple(_scores(edition, stated)),
    )


def _item(
    context: Context, evidence: UnitEvidence, stated: Mapping[str, Assessment], item: Item, number: int
) -> ItemPart:
    return ItemPart(
        name=item.name,
        anchor=f"{evidence.edition.slug}-{number}",
        note=f"责任单位：{item.office}" if item.office else "",
        indicators=tuple(_indicator(context, evidence, stated, indicator) for indicator in item.indicators),
    )


def _indicator(
    context: Context, evidence: UnitEvidence, stated: Mapping[str, Assessment], indicator: Indicator
) -> IndicatorPart:
    return IndicatorPart(
        name=indicator.name,
        url=evidence.edition.address(indicator),
        state=state_mark(evidence.states.get(indicator.slug, Coverage.NONE)),
        points=tuple(_point(context, evidence, stated.get(point.id), point) for point in indicator.points),
    )


def _point(context: Context, evidence: UnitEvidence, line: Assessment | None, point: Point) -> PointLine:
    found = evidence.at(point.id)
    edition = evidence.edition
    how = ("、".join(point.methods), point.office, score_words(point.score) if point.score is not None else "")
    return PointLine(
        id=point.id,
        anchor=f"{edition.slug}-{edition.anchor(point.id)}",
        text=point.text,
        how=" · ".join(word for word in how if word),
        state=_counted(found),
        materials=tuple(material_line(context, material) for material in found.materials[:_MOST]),
        more=max(len(found.materials) - _MOST, 0),
        target=_target(evidence.unit, point.threshold, line),
    )


def state_mark(state: Coverage) -> Badge:
    """The word of a state, with its look."""
    return Badge(state.value, _CSS[state])


def _counted(found: PointEvidence) -> Badge:
    mark = state_mark(found.state)
    return Badge(f"{mark.text} {found.count} 份", mark.css) if found.count else mark


def material_line(context: Context, material: Material) -> MaterialLine:
    """A material as lists show it."""
    what = material.what
    return MaterialLine(
        url=material_url(context, material),
        title=material.title,
        kind=material.kind,
        date=material.date.display if material.date else "",
        state=None if material.state is Coverage.PRESENT else state_mark(material.state),
        is_featured=isinstance(what, Article) and what.featured,
        picture=picture(context, what) if isinstance(what, Photo) else None,
    )


def material_url(context: Context, material: Material) -> str:
    """The page of an article, the large rendition of a photo, a document itself."""
    what = material.what
    return picture(context, what).large if isinstance(what, Photo) else what.url


def window_words(edition: Edition) -> str:
    """材料时间窗, or that there is none."""
    return edition.window.written if edition.window else "不限"


def point_links(context: Context, written: tuple[str, ...]) -> tuple[Crumb, ...]:
    """Points that a material names, each with the page of its indicator in the first edition that has it."""
    links = []
    for word in written:
        for edition, point in context.collection.config.editions.find(word)[:1]:
            indicator = edition.place_of(point.id)[1]
            links.append(
                Crumb(f"{point.id} {indicator.name}", f"{edition.address(indicator)}#{edition.anchor(point.id)}")
            )
    return tuple(links)


# --- values and scores ---------------------------------------------------------------------------


def _target(unit: Unit, threshold: Threshold | None, line: Assessment | None) -> TargetLine | None:
    reading = read_value(threshold, line)
    if threshold is None and reading.value is None:
        return None
    is_share = reading.unit == "%" and reading.value is not None and (threshold is None or threshold.unit == "%")
    return TargetLine(
        label=threshold.label if threshold else "",
        target=threshold.target if threshold else "",
        value=_value(reading),
        note=f"截至 {line.as_of.display}" if line and line.as_of else "",
        standing=_standing(threshold, reading) if threshold else "",
        css="ok" if reading.standing is Standing.MET else "past",
        bar=_width(reading.value) if is_share and reading.value is not None else "",
        tick=_width(threshold.value) if is_share and threshold else "",
        evidence=_evidence(unit, line),
    )


def _value(reading: Reading) -> str:
    if reading.value is not None:
        return f"{number_words(reading.value)}{reading.unit}"
    return reading.standing.value if reading.standing is Standing.UNKNOWN else ""


def _width(value: Decimal) -> str:
    return f"{number_words(min(max(value, Decimal()), Decimal(100)))}%"


def _standing(threshold: Threshold, reading: Reading) -> str:
    """达到目标，高出 11.5 个百分点; 距目标 3.5 个百分点."""
    if reading.gap is None:
        return reading.standing.value if reading.standing is Standing.OTHER_UNIT else ""
    measure = "个百分点" if threshold.unit == "%" else threshold.unit
    gap = f"{number_words(abs(reading.gap))} {measure}".strip()
    if reading.standing is Standing.SHORT:
        return f"距目标 {gap}" if reading.gap else "与目标相等"
    word = "低于上限" if threshold.operator in (Operator.AT_MOST, Operator.BELOW) else "高出"
    return f"达到目标，{word} {gap}" if reading.gap else "达到目标"


def _evidence(unit: Unit, line: Assessment | None) -> Crumb | None:
    path = line.evidence if line else ""
    article = next((a for a in unit.articles if a.source.path == path and a.publication.withdrawn is None), None)
    return Crumb(article.title, article.url) if article else None


def _scores(edition: Edition, stated: Mapping[str, Assessment]) -> Iterator[ScoreRow]:
    """Items that have any score, or a point that has, then all together as it was stated: nothing is added up here."""
    for item in edition.items:
        yield from _score_row(item.name, item.score, stated.get(item.name))
        for point in item.points:
            yield from _score_row(point.id, point.score, stated.get(point.id))
    yield from _score_row(TOTAL, edition.score, stated.get(TOTAL))


def _score_row(name: str, full: Decimal | None, line: Assessment | None) -> Iterator[ScoreRow]:
    if line and any(score is not None for score in line.scores):
        words = tuple("未填报" if score is None else number_words(score) for score in line.scores)
        yield ScoreRow(name, "未定" if full is None else number_words(full), words)
