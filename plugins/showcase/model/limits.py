"""How long a page or a file may grow before it is cut into several: no reader and no browser holds a province."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that one page or file has of anything that grows with the number of units.

    The figures keep a page below half a megabyte and a file of data below ten (2,000 and 6,000 units measured).
    """

    cards: int = 400
    """Units that the directory shows as cards, with the filter; more and it becomes lists of names in pages."""
    names: int = 500
    """Units on one page of those lists."""
    entries: int = 2_000
    """Units in one file of the directory's data: 57 KB compressed, so that the first results come early."""
    faces: int = 100
    """Units in one file of what only cards show: 12 KB, asked for as they come into sight."""
    children: int = 60
    """Units below one that its own page names: a system may have thousands."""
    cells: int = 6_000
    """Of the evidence matrix on one page: 25 bytes each, so that at 60 indicators a page of 100 units has 220 KB."""
    rows: int = 600
    """Rows of a roll, of a decision, of a notice; a roll that regions cut finely enough shows counts beyond."""
    lines: int = 200
    """Articles, news, decisions, notices on one page: each has a sentence of its own."""
    chapters: int = 60
    """Chapters on one page of a volume that is to be printed whole: about a megabyte with its text."""
    records: int = 15_000
    """Rows of one file of the open data."""
    sheet: int = 25_000
    """Rows of a table that the workbook still takes in: it takes 7 µs a cell to write."""
    titles: int = 2_000
    """Units in one file of the roll's look-up by day."""
    addresses: int = 20_000
    """Of one sitemap; the protocol ends at 50,000 (sitemaps.org)."""
