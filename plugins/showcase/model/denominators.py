"""What ``denominators.yml`` asks for: what is counted, and out of what (requirement R58). Data, never code."""

from __future__ import annotations

from dataclasses import dataclass

from showcase.model.dates import PartialDate
from showcase.model.office import ApplicationType
from showcase.model.vocabulary import Region, Term

__all__ = ["Count", "Denominator"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Which units are counted, each once; empty criteria do not restrict.

    Without more said, units on the roll; with ``application`` those that notices name as applying;
    with ``all_units`` every unit of the showcase, whether it has a title or not.
    """

    kinds: tuple[Term, ...] = ()
    levels: tuple[Term, ...] = ()
    ownership: tuple[Term, ...] = ()
    sectors: tuple[Term, ...] = ()
    systems: tuple[str, ...] = ()
    application: ApplicationType | None = None
    since: PartialDate | None = None
    """Titles given, or notices dated, not before."""
    all_units: bool = False
    region: Region | None = None
    """The one of the denominator: a share of its villages counts its units alone."""

    def asks_of_units(self, home: Region | None) -> bool:
        """It asks what only a unit's own page says: a bare name on a notice cannot answer.

        Who applies here is from here: a region that holds the site's own place asks nothing of it.
        """
        is_home = self.region is None or (home is not None and home.is_within(self.region))
        return bool(self.ownership or self.sectors or self.systems) or not is_home


@dataclass(frozen=True, slots=True, kw_only=True)
class Denominator:
    """A share: ``count`` out of ``value``, or out of what ``of`` counts; exactly one of these is given."""

    what: str
    label: str = ""
    region: Region | None = None
    value: int | None = None
    of: Count | None = None
    as_of: PartialDate | None = None
    source: str = ""
    count: Count
