"""The stock as a table for machines."""

from __future__ import annotations

from collections import Counter

from showcase.model.datasets import Dataset, Field, Value
from showcase.model.honors import HonorState
from showcase.model.statistics import Holding
from showcase.model.vocabulary import Region, Term
from showcase.views.parts import Context
from showcase.views.statistics.breakdown import word_of

__all__ = ["stock_dataset"]


def stock_dataset(context: Context, holding: Holding) -> Dataset:
    """Long form: a row for each combination that has any title; units once, under their highest level."""
    titles = Counter(_key(state) for state in holding.held)
    proven = Counter(_key(state) for state in holding.held if state.is_verified)
    units = Counter(_key(state) for state in holding.best)
    regions = context.collection.config.regions
    ordered = sorted(titles, key=lambda k: (k[0].order, k[1].order, k[2].order, k[3].order if k[3] else 99))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (k[0].name, k[1].name, k[2].code, regions.label(k[2]), word_of(k[3]), titles[k], proven[k], units[k])
        for k in ordered
    )
    return Dataset(
        name="stock",
        title="在册称号统计",
        description="级别、类别、地区、所有制的每种组合；单位按最高级别各计一次，没有写出的组合为 0",
        fields=(
            Field(name="level", title="级别"),
            Field(name="kind", title="类别"),
            Field(name="region_code", title="地区代码"),
            Field(name="region", title="地区"),
            Field(name="ownership", title="所有制"),
            Field(name="titles", title="称号数", type="integer"),
            Field(name="verified", title="已核实称号数", type="integer"),
            Field(name="units", title="单位数", type="integer"),
        ),
        rows=rows,
        key=("level", "kind", "region_code", "ownership"),
    )


def _key(state: HonorState) -> tuple[Term, Term, Region, Term | None]:
    return state.level, state.unit.kind, state.unit.region, state.unit.ownership
