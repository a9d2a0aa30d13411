"""How long a page or a file may grow before it is cut into several: no reader and no browser holds a province."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Intake", "Limits"]


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
    shard: int = 1_000
    """Pages of one shard of the search's index, about: half as many to as many, when there are several."""
    addresses: int = 20_000
    """Of one sitemap; the protocol ends at 50,000 (sitemaps.org)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The most that what is handed in may be: ``limits`` of ``site_config/site.yml``, the one place for them.

    They hold for ``units/`` and ``content/``. The defaults are several times what real material has, and small
    enough that the worst file at every limit takes seconds (MEASURED.md §2, §5).
    """

    media: int = 100
    """Megabytes of a video or audio file."""
    file: int = 50
    """Megabytes of an attachment or archived document: on a phone 50 MB take a minute."""
    photo: int = 60
    """Megabytes of a photo."""
    pixels: int = 50
    """Millions of a photo: as PNG, 50 take 281 MB to decode."""
    files: int = 5_000
    """Files of a unit's folder."""
    text: int = 1_000
    """Thousands of bytes of a Markdown file: a long article has 60."""
    front_matter: int = 200_000
    """Characters of front matter: a list of 5,000 units written there has half as many."""
    article: int = 200_000
    """Characters of a text behind its front matter: a book of 500 pages."""
    links: int = 1_000
    """Links of a text."""
    depth: int = 20
    """Levels of lists and mappings in front matter."""
    aliases: int = 0
    """References of YAML (``*name``) in a file: none, for they can unfold to gigabytes."""
    name: int = 100
    """Characters of the name of a file or folder."""
