"""``honors/as-of.json``: the fold's result as dated intervals, for the control 截至日期 of the roll.

The browser only looks up ``start ≤ day < end``; no rule is written twice. Titles alike in all but
their unit are told once: a decision names hundreds in the same words.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise
from typing import Final

from showcase.model.honors import HonorState, Span
from showcase.model.units import Unit
from showcase.views.paging import chunks
from showcase.views.parts import Context
from showcase.views.rolls.rows import Line, all_lines, bases, shown_state

__all__ = ["AS_OF_URL", "as_of_files", "name_spans"]

AS_OF_URL: Final = "honors/as-of.json"


def as_of_files(context: Context) -> Iterator[tuple[str, bytes]]:
    """Titles of all units that lists may show, compact and in the order of the roll: addresses and bytes.

    ``honors/as-of.json`` has so many units as :class:`Limits` says, and names the files of the others in ``parts``.
    Every file is whole in itself; levels and grades have the same numbers in all.

    ``units``: [name, slug, region, kind, former names as [name, end] in order, titles];
    ``titles``: [title, level, grade, term, proofs, verified, spans];
    a proof is [basis, address of the decision, start, end], a span [state, start, end], with ``null`` for a start
    that nobody knows and an end that has not come;
    all others are numbers of the lists of those names. ``states``: [word, look, whether it counts].
    """
    titles: dict[str, list[Line]] = {}
    for line in all_lines(context):
        if line.honor.is_title:
            titles.setdefault(line.unit.slug, []).append(line)
    rungs = {line.honor.grade: -line.honor.rung for held in titles.values() for line in held}
    grades = sorted(rungs, key=lambda grade: (rungs[grade], grade))
    cut = chunks(list(titles.values()), context.limits.titles)
    names = [AS_OF_URL, *(f"honors/as-of-{number}.json" for number in range(2, len(cut) + 1))]
    for name, part in zip(names, cut, strict=True):
        further = {"parts": [n.removeprefix("honors/") for n in names[1:]]} if name == AS_OF_URL and names[1:] else {}
        yield name, _json({**_told(context, grades, chain.from_iterable(part)), **further})


def _json(told: Mapping[str, object]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _told(context: Context, grades: Iterable[str], titles: Iterable[Line]) -> dict[str, object]:
    """The content of one file."""
    words = {key: _Numbers() for key in ("regions", "kinds", "levels", "grades", "states", "titles")}
    for level in context.collection.config.taxonomies.levels:  # from the highest, as pages show them
        words["levels"].of(level.name)
    for grade in grades:
        words["grades"].of(grade)
    units: dict[str, tuple[object, ...]] = {}
    held: dict[str, list[int]] = {}
    for line in titles:
        slug = line.unit.slug
        held.setdefault(slug, []).append(words["titles"].of(_title(line, words)))
        units.setdefault(slug, _unit(line.unit, line.row.region, words))
    lists = {key: list(numbers.known) for key, numbers in words.items()}
    return {**lists, "units": [[*unit, held[slug]] for slug, unit in units.items()]}


class _Numbers:
    """Values by number, in the order in which they are first asked for."""

    def __init__(self) -> None:
        self.known: dict[object, int] = {}

    def of(self, value: object) -> int:
        """The number of a value."""
        return self.known.setdefault(value, len(self.known))


def _unit(unit: Unit, region: str, words: Mapping[str, _Numbers]) -> tuple[object, ...]:
    former = tuple((name, end.isoformat()) for name, end in name_spans(unit))
    return (unit.short_name, unit.slug, words["regions"].of(region), words["kinds"].of(unit.kind.name), former)


def _title(line: Line, words: Mapping[str, _Numbers]) -> tuple[object, ...]:
    honor, row = line.honor, line.row
    return (
        row.title,
        words["levels"].of(honor.level.name),
        words["grades"].of(honor.grade),
        row.term,
        tuple(_proofs(honor)),
        int(honor.is_verified),
        tuple(_span(span, words["states"], is_verified=honor.is_verified) for span in honor.spans),
    )


def _proofs(honor: HonorState) -> Iterator[tuple[str, str, str, str | None]]:
    for basis, following in pairwise((*bases(honor), None)):
        if basis is not None:
            yield (basis.name, basis.url, basis.since.isoformat(), following.since.isoformat() if following else None)


def _span(span: Span, states: _Numbers, *, is_verified: bool) -> tuple[int, str | None, str | None]:
    badge = shown_state(span.state, is_verified)
    state = states.of((badge.text, badge.css, int(span.state.counts)))
    return (state, span.start.isoformat() if span.start else None, span.end.isoformat() if span.end else None)


def name_spans(unit: Unit) -> Iterator[tuple[str, dt.date]]:
    """Each former name with the first day on which it was no longer borne, in order of time."""
    ends = sorted({f.until.latest for f in unit.former_names if f.until and f.until.latest})
    for last in ends:
        yield unit.former_name_on(last), last + dt.timedelta(days=1)
