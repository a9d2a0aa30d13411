"""What folding many events costs: ``python -m tests.bench.honors --events 100000``.

Ten events a unit: named, reviewed, warned, restored, named again, revoked, restored … Prints seconds of
the fold, of the look-up of every title on one day, and events a second.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time

from showcase.diagnostics import Location
from showcase.model.collection import Collection, SiteConfig
from showcase.model.documents import Source, Text
from showcase.model.ledger import honor_states
from showcase.model.office import Decision, DecisionEntry, DecisionList, Event
from showcase.model.units import Unit
from showcase.model.vocabulary import Jurisdiction, Region, Regions, Site, Taxonomies, Taxonomy, Term

LEVEL = Term(name="市级", slug="shiji", order=2)
KIND = Term(name="文明单位", slug="wenming-danwei", order=0)
CITY = Jurisdiction(name="云川市", level=LEVEL, ladders=(("文明单位", "文明单位标兵"),), term_years=3)
PLACE = Region(code="9901", name="云川市", path=("云川市",), order=0, is_leaf=True)
LISTS = ("kinds", "levels", "topics", "ownership", "sectors", "archive")
HISTORY = (
    (Event.AWARD, "文明单位", "第七届"), (Event.RETAIN, "文明单位", ""), (Event.YELLOW, "文明单位", ""),
    (Event.RESTORE, "文明单位", ""), (Event.AWARD, "文明单位标兵", "第八届"), (Event.RECTIFY, "文明单位标兵", ""),
    (Event.RETAIN, "文明单位标兵", ""), (Event.REVOKE, "文明单位标兵", ""), (Event.RESTORE, "文明单位标兵", ""),
    (Event.RETAIN, "文明单位标兵", ""),
)  # fmt: skip


def collection(units: int) -> Collection:
    """Units with the same history, told by one decision an event."""
    source, text = Source("units/index.md"), Text("")
    known = tuple(
        Unit(
            slug=f"u{n:06d}",
            name=f"第{n}单位",
            short_name=f"第{n}单位",
            kind=KIND,
            region=PLACE,
            text=text,
            source=source,
        )
        for n in range(units)
    )
    taxonomies = Taxonomies(**{key: Taxonomy(key, key) for key in LISTS}, jurisdictions=(CITY,))
    config = SiteConfig(site=Site(name="测量", place="云川市"), taxonomies=taxonomies, regions=Regions((PLACE,)))
    return Collection(config=config, units=known, decisions=tuple(_decision(n, known) for n in range(len(HISTORY))))


def _decision(number: int, units: tuple[Unit, ...]) -> Decision:
    event, grade, term = HISTORY[number]
    entries = tuple(
        DecisionEntry(
            unit=unit.slug, title=f"市级{grade}", grade=grade, term=term, location=Location(f"d{number}.csv", n)
        )
        for n, unit in enumerate(units, 2)
    )
    listed = DecisionList(event=event, title=f"市级{grade}", level=LEVEL, jurisdiction=CITY, entries=entries)
    return Decision(
        slug=f"d{number}", title="决定", number=f"云文明委〔{2010 + number}〕1号", date=dt.date(2010 + number, 3, 1),
        by=("云川市文明委",), lists=(listed,), text=Text(""), source=Source(f"d{number}.md"),
    )  # fmt: skip


def main(arguments: list[str] | None = None) -> dict[str, float]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    events = parser.parse_args(arguments).events
    made = collection(events // len(HISTORY))
    start = time.perf_counter()
    states = honor_states(made, dt.date(2026, 11, 18))
    folded = time.perf_counter()
    held = sum(honor.on(dt.date(2016, 6, 30)) is not None for honors in states.values() for honor in honors)
    seen = time.perf_counter()
    figures = {
        "events": float(events),
        "titles": float(held),
        "fold": folded - start,
        "look-up": seen - folded,
        "events/s": events / (folded - start),
    }
    for name, figure in figures.items():
        print(f"{name:10} {figure:12.3f}")
    return figures


if __name__ == "__main__":
    main()
