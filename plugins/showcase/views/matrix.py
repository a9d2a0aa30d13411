"""The evidence matrix: units × indicators, page by page (requirement R38).

A cell is a pair of words and no value of its own: 1,200,000 of them (20,000 units, 60 indicators) are packed and
hashed in seconds that way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from showcase.model.datasets import Dataset, Field, Value
from showcase.model.evidence import Coverage, EditionEvidence, UnitEvidence, percent
from showcase.model.indicators import Edition
from showcase.views.paging import chunks, paged
from showcase.views.parts import HOME, Context, Crumb, ViewPage

__all__ = ["MatrixView", "matrix_pages"]

_WORDS: Final = {Coverage.UNDATED: ("q", "不详"), Coverage.OUTSIDE: ("o", "窗外"), Coverage.NONE: ("z", "—")}
"""Look and word of what is not counted; where there is material its count stands."""
_LEGEND: Final = (
    ("y1", "数字", "有材料，几份"),
    ("q", "不详", Coverage.UNDATED.value),
    ("o", "窗外", Coverage.OUTSIDE.value),
    ("z", "—", Coverage.NONE.value),
)
_TINTS: Final = 3
"""From so many materials on all cells look alike."""
_LEAST: Final = 10
"""Units on a page, however many indicators there are."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A unit with a cell for each indicator."""

    name: str
    url: str
    region: str
    cells: tuple[tuple[str, str], ...]
    """Look and word."""
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixView:
    """``/indicators/<edition>/matrix/``."""

    edition: Crumb
    groups: tuple[tuple[str, int], ...]
    """Items, with how many columns each has."""
    columns: tuple[Crumb, ...]
    rows: tuple[MatrixRow, ...]
    foot: tuple[tuple[int, int], ...]
    """Of each column, in all units: how many have material, in per cent."""
    share: int
    units: int
    legend: tuple[tuple[str, str, str], ...] = _LEGEND


def matrix_pages(context: Context, evidence: EditionEvidence) -> Iterator[ViewPage]:
    """As many units on a page as its cells allow."""
    edition = evidence.edition
    columns = tuple(Crumb(i.name, edition.address(i)) for i in edition.indicators)
    size = min(max(context.limits.cells // max(len(columns), 1), _LEAST), context.limits.rows)
    counts = [evidence.counts(indicator)[Coverage.PRESENT] for indicator in edition.indicators]
    parts = chunks(evidence.units, size)
    views = [
        MatrixView(
            edition=Crumb(edition.name, edition.url),
            groups=tuple((item.name, len(item.indicators)) for item in edition.items),
            columns=columns,
            rows=tuple(_row(context, unit) for unit in part),
            foot=tuple((count, percent(count, len(evidence.units))) for count in counts),
            share=percent(evidence.total, len(edition.points) * len(evidence.units)),
            units=len(evidence.units),
        )
        for part in parts
    ]
    pages = paged(_first(evidence), views)
    for page, part in zip(pages, parts, strict=True):
        yield replace(page, data=_dataset(context, edition, part))


def _first(evidence: EditionEvidence) -> ViewPage:
    edition = evidence.edition
    return ViewPage(
        url=f"{edition.url}matrix/",
        template="matrix.html",
        title="材料一览表",
        description=f"{edition.name}：每家单位在每个指标上有几份材料",
        view=None,
        crumbs=(
            Crumb(HOME, ""), Crumb("测评体系", "indicators/"), Crumb(edition.name, edition.url), Crumb("材料一览表"),
        ),
        section="indicators/",
    )  # fmt: skip


def _row(context: Context, unit: UnitEvidence) -> MatrixRow:
    return MatrixRow(
        name=unit.unit.short_name,
        url=f"{unit.unit.url}evidence/",
        region=context.collection.config.regions.label(unit.unit.region),
        cells=tuple(_cells(unit)),
        total=f"{unit.counts[Coverage.PRESENT]}/{len(unit.edition.points)}",
    )


def _cells(unit: UnitEvidence) -> Iterator[tuple[str, str]]:
    states = unit.states
    for indicator in unit.edition.indicators:
        state = states.get(indicator.slug, Coverage.NONE)
        if state is Coverage.PRESENT:
            count = unit.of(indicator).count
            yield f"y{min(count, _TINTS)}", str(count)
        else:
            yield _WORDS[state]


def _dataset(context: Context, edition: Edition, units: tuple[UnitEvidence, ...]) -> Dataset:
    """The rows of this page, wide as they stand; all rows in long form are in the open data."""
    columns = [(i.slug, f"{item.name}·{i.name}") for item in edition.items for i in item.indicators]
    return Dataset(
        name="matrix",
        title="材料一览表",
        description=f"{edition.name}：每格是时间窗之内的材料份数，或状态。",
        fields=(
            Field(name="unit", title="单位代码"),
            Field(name="name", title="单位"),
            Field(name="region", title="地区"),
            *(Field(name=slug, title=title) for slug, title in columns),
            Field(name="present", title="有材料的要点", type="integer"),
            Field(name="points", title="全部要点", type="integer"),
        ),
        rows=tuple(_data_row(context, unit) for unit in units),
        key=("unit",),
    )


def _data_row(context: Context, unit: UnitEvidence) -> tuple[Value, ...]:
    words = {word: state.value for state, (_, word) in _WORDS.items()}
    return (
        unit.unit.slug,
        unit.unit.name,
        context.collection.config.regions.label(unit.unit.region),
        *(words.get(word, word) for _, word in _cells(unit)),
        unit.counts[Coverage.PRESENT],
        len(unit.edition.points),
    )
