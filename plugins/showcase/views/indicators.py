"""The assessment system itself, and for each indicator the best that every unit has (requirements R16, R38)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from showcase.model.evidence import BEST_FIRST, Coverage, EditionEvidence, Material, UnitEvidence, percent
from showcase.model.indicators import Edition, Indicator, Item, Point, score_words
from showcase.model.units import Unit
from showcase.views.evidence import MaterialLine, material_line, window_words
from showcase.views.matrix import matrix_pages
from showcase.views.paging import chunks, paged
from showcase.views.parts import HOME, Context, Crumb, ViewPage

__all__ = ["indicator_pages"]

_TITLE = "测评体系"
_PLACE = "indicators/"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """An edition in the list of all."""

    url: str
    name: str
    facts: tuple[tuple[str, str], ...]
    is_current: bool
    size: str


@dataclass(frozen=True, slots=True)
class EditionsView:
    """``/indicators/``."""

    editions: tuple[EditionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointFacts:
    """A point of the system, without regard to any unit."""

    id: str
    anchor: str
    text: str
    target: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageLine:
    """An indicator with how many units have material for it."""

    name: str
    url: str
    points: tuple[PointFacts, ...]
    counts: tuple[tuple[str, int], ...]
    """By state, as many words as there are states."""
    share: int
    """Per cent of units with material."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """An item with its indicators."""

    number: int
    name: str
    note: str
    indicators: tuple[CoverageLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """``/indicators/<edition>/``."""

    name: str
    is_current: bool
    facts: tuple[tuple[str, str], ...]
    note: str
    figures: tuple[tuple[int, str, str], ...]
    """Number, its unit, what it counts."""
    items: tuple[ItemLine, ...]
    units: int
    matrix: str
    others: tuple[Crumb, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BestLine:
    """The best that a unit has for an indicator."""

    unit: Crumb
    evidence: str
    region: str
    material: MaterialLine
    points: str
    """Ids of the points that the material is named for."""
    more: int
    """Other materials of the unit for the same indicator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView:
    """``/indicators/<edition>/<indicator>/``."""

    item: str
    name: str
    edition: Crumb
    points: tuple[PointFacts, ...]
    counts: tuple[tuple[str, int], ...]
    units: int
    share: int
    lines: tuple[BestLine, ...]
    how: str
    matrix: str


def indicator_pages(context: Context) -> Iterator[ViewPage]:
    """All pages of all editions."""
    editions = context.collection.config.editions
    yield ViewPage(
        url=_PLACE,
        template="editions.html",
        title=_TITLE,
        description="测评体系各版的项目、指标和要点，以及各单位的材料",
        view=EditionsView(tuple(_edition_line(edition) for edition in editions)),
        crumbs=(Crumb(HOME, ""), Crumb(_TITLE)),
        section=_PLACE,
    )
    listed = _listed(context)
    for edition in editions:
        evidence = EditionEvidence.of(edition, listed)
        yield _edition_page(context, evidence)
        yield from matrix_pages(context, evidence)
        yield from _best_pages(context, evidence)


def _listed(context: Context) -> tuple[Unit, ...]:
    """Region by region, in each by pinyin."""
    return tuple(sorted(context.units, key=lambda unit: (unit.region.order, unit.pinyin, unit.slug)))


def _edition_line(edition: Edition) -> EditionLine:
    sizes = (len(edition.items), len(edition.indicators), len(edition.points))
    return EditionLine(
        url=edition.url,
        name=edition.name,
        facts=_edition_facts(edition),
        is_current=edition.is_current,
        size="{} 个项目、{} 个指标、{} 个要点".format(*sizes),
    )


def _edition_facts(edition: Edition) -> tuple[tuple[str, str], ...]:
    facts = {
        "年份": edition.year,
        "制定": edition.issuer,
        "材料时间窗": window_words(edition),
        "测评方法": "、".join(edition.methods),
        "满分": score_words(edition.score),
        "出处": edition.source,
    }
    return tuple((name, word) for name, word in facts.items() if word)


# --- one edition ---------------------------------------------------------------------------------


def _edition_page(context: Context, evidence: EditionEvidence) -> ViewPage:
    edition = evidence.edition
    others = (other for other in context.collection.config.editions if other.slug != edition.slug)
    view = EditionView(
        name=edition.name,
        is_current=edition.is_current,
        facts=_edition_facts(edition),
        note=edition.note,
        figures=_figures(evidence),
        items=tuple(_item_line(evidence, item, number) for number, item in enumerate(edition.items, 1)),
        units=len(evidence.units),
        matrix=f"{edition.url}matrix/",
        others=tuple(Crumb(other.name, other.url) for other in others),
    )
    return ViewPage(
        url=edition.url,
        template="edition.html",
        title=edition.name,
        description=f"{edition.name}的项目、指标、要点和测评方法，以及有多少单位有材料",
        view=view,
        crumbs=(Crumb(HOME, ""), Crumb(_TITLE, _PLACE), Crumb(edition.name)),
        section=_PLACE,
    )


def _figures(evidence: EditionEvidence) -> tuple[tuple[int, str, str], ...]:
    edition = evidence.edition
    share = percent(evidence.total, len(edition.points) * len(evidence.units))
    return (
        (len(edition.items), "个", "测评项目"),
        (len(edition.indicators), "个", "测评指标"),
        (len(edition.points), "个", "测评要点"),
        (len(evidence.units), "家", "单位"),
        (share, "%", "要点有材料（各单位合计）"),
    )


def _item_line(evidence: EditionEvidence, item: Item, number: int) -> ItemLine:
    notes = (f"分值：{score_words(item.score)}", f"责任单位：{item.office}" if item.office else "", item.source)
    return ItemLine(
        number=number,
        name=item.name,
        note=" · ".join(note for note in notes if note),
        indicators=tuple(_coverage_line(evidence, indicator) for indicator in item.indicators),
    )


def _coverage_line(evidence: EditionEvidence, indicator: Indicator) -> CoverageLine:
    counts = evidence.counts(indicator)
    return CoverageLine(
        name=indicator.name,
        url=evidence.edition.address(indicator),
        points=tuple(_point_facts(evidence.edition, indicator, point) for point in indicator.points),
        counts=_words(counts),
        share=percent(counts[Coverage.PRESENT], len(evidence.units)),
    )


def _words(counts: Mapping[Coverage, int]) -> tuple[tuple[str, int], ...]:
    return tuple((state.value, counts[state]) for state in Coverage)


def _point_facts(edition: Edition, indicator: Indicator, point: Point) -> PointFacts:
    own_window = point.window.written if point.window and point.window != edition.window else ""
    facts = {
        "方法": "、".join(point.methods),
        "分值": score_words(point.score),
        "责任单位": point.office,
        "材料时间窗": own_window,
        "出处": point.source or indicator.source,
    }
    threshold = point.threshold
    return PointFacts(
        id=point.id,
        anchor=edition.anchor(point.id),
        text=point.text,
        target=f"{threshold.label}{threshold.target}" if threshold else "",
        facts=tuple((name, word) for name, word in facts.items() if word),
    )


# --- one indicator -------------------------------------------------------------------------------


def _best_pages(context: Context, evidence: EditionEvidence) -> Iterator[ViewPage]:
    for item in evidence.edition.items:
        for indicator in item.indicators:
            yield from _best_page(context, evidence, item, indicator)


def _best_page(context: Context, evidence: EditionEvidence, item: Item, indicator: Indicator) -> Iterator[ViewPage]:
    edition, counts = evidence.edition, evidence.counts(indicator)
    page = ViewPage(
        url=edition.address(indicator),
        template="indicator.html",
        title=f"{indicator.name}（{item.name}）",
        description=f"{edition.name}“{item.name}·{indicator.name}”的要点，和每家单位最好的一份材料",
        view=None,
        crumbs=(Crumb(HOME, ""), Crumb(_TITLE, _PLACE), Crumb(edition.name, edition.url), Crumb(indicator.name)),
        section=_PLACE,
    )
    views = [
        IndicatorView(
            item=item.name,
            name=indicator.name,
            edition=Crumb(edition.name, edition.url),
            points=tuple(_point_facts(edition, indicator, point) for point in indicator.points),
            counts=_words(counts),
            units=len(evidence.units),
            share=percent(counts[Coverage.PRESENT], len(evidence.units)),
            lines=tuple(_best_line(context, unit, indicator, best) for unit, best in part),
            how=BEST_FIRST,
            matrix=f"{edition.url}matrix/",
        )
        for part in chunks(_best(evidence, indicator), context.limits.lines)
    ]
    yield from paged(page, views)


def _best(evidence: EditionEvidence, indicator: Indicator) -> list[tuple[UnitEvidence, Material]]:
    """Of every unit that has any material, the best of it first."""
    with_any = (unit for unit in evidence.units if indicator.slug in unit.states)
    found = [(unit, best) for unit in with_any if (best := unit.of(indicator).best)]
    return sorted(found, key=lambda pair: pair[1].rank)


def _best_line(context: Context, unit: UnitEvidence, indicator: Indicator, best: Material) -> BestLine:
    points = (p.id for p in indicator.points if any(m.path == best.path for m in unit.at(p.id).materials))
    return BestLine(
        unit=Crumb(unit.unit.short_name, unit.unit.url),
        evidence=f"{unit.unit.url}evidence/",
        region=context.collection.config.regions.label(unit.unit.region),
        material=material_line(context, best),
        points="、".join(points),
        more=len(unit.of(indicator).materials) - 1,
    )
