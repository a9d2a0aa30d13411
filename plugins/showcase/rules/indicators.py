"""What is wrong with a unit's own values and scores beside the assessment system (requirements R39, R40)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from showcase.diagnostics import Diagnostic
from showcase.model.assessment import Standing, full_score, read_value, stated_in, sums
from showcase.model.collection import Collection
from showcase.model.indicators import SCORERS, Assessment, Edition, number_words
from showcase.rules.found import warning

__all__ = ["assessments"]


def assessments(collection: Collection) -> Iterator[Diagnostic]:
    """Both figures are told, none is corrected."""
    for unit in collection.units:
        for edition in collection.config.editions if unit.assessment else ():
            stated = stated_in(unit.assessment, edition)
            yield from _units_of_values(edition, stated)
            yield from _too_much(edition, stated)
            yield from _wrong_sums(edition, stated)


def _units_of_values(edition: Edition, stated: Mapping[str, Assessment]) -> Iterator[Diagnostic]:
    for name, line in stated.items():
        point = edition.points.get(name)
        reading = read_value(point.threshold if point else None, line)
        if point and point.threshold and reading.standing is Standing.OTHER_UNIT:
            message = f"“{name}”的数值写的是“{reading.unit or '没有单位'}”，阈值是“{point.threshold.target}”，无法比较"
            yield warning(line.location, message, "threshold-unit")


def _too_much(edition: Edition, stated: Mapping[str, Assessment]) -> Iterator[Diagnostic]:
    for name, line in stated.items():
        most = full_score(edition, name)
        for scorer, score in zip(SCORERS, line.scores, strict=True):
            if most is not None and score is not None and score > most:
                message = f"“{name}”的{scorer} {number_words(score)} 分，超过满分 {number_words(most)} 分，请核对"
                yield warning(line.location, message, "score-range")


def _wrong_sums(edition: Edition, stated: Mapping[str, Assessment]) -> Iterator[Diagnostic]:
    for number, scorer in enumerate(SCORERS):
        for found in sums(edition, stated, number):
            if not found.is_right:
                parts = f"各部分相加 {number_words(found.added)} 分"
                told = f"写的是 {number_words(found.stated)} 分"
                left = f"（还有 {found.missing} 部分没有分）" if found.missing else ""
                message = f"“{found.of}”的{scorer}{told}，{parts}{left}，请核对"
                yield warning(stated[found.of].location, message, "score-sum")
