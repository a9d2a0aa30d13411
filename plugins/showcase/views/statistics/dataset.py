"""Stock and new titles as a table for machines."""

from __future__ import annotations

from showcase.model.datasets import Dataset, Field
from showcase.model.statistics import Holding, tallies
from showcase.views.parts import Context
from showcase.views.statistics.breakdown import word_of

__all__ = ["stock_dataset"]

_DESCRIPTION = (
    "每年年末在册和当年授予的称号，级别、类别、地区、所有制的每种组合；没有写出的组合为 0。"
    "今年的算到生成那天；年空着的是没有写明时间的在册称号。"
    "连任是授予前一天已有同一授予范围、同一阶梯的称号，晋级也算；单位按最高级别各计一次。"
)


def stock_dataset(context: Context, holding: Holding) -> Dataset:
    """Long form: a row for each combination of a year that has any title."""
    label = context.collection.config.regions.label
    counted = tallies(holding, context.today)
    return Dataset(
        name="stock",
        title="称号统计",
        description=_DESCRIPTION,
        fields=(
            Field(name="year", title="年", type="integer"),
            Field(name="level", title="级别"),
            Field(name="kind", title="类别"),
            Field(name="region_code", title="地区代码"),
            Field(name="region", title="地区"),
            Field(name="ownership", title="所有制"),
            Field(name="held", title="年末在册", type="integer"),
            Field(name="verified", title="其中已核实", type="integer"),
            Field(name="units", title="年末在册单位", type="integer"),
            Field(name="given", title="当年新授予", type="integer"),
            Field(name="again", title="当年连任", type="integer"),
        ),
        rows=tuple(
            (
                *(t.year, t.level.name, t.kind.name, t.region.code, label(t.region), word_of(t.ownership)),
                *(t.held, t.verified, t.units, t.given, t.again),
            )
            for t in counted
        ),
    )
