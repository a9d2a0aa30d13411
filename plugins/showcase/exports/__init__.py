"""Datasets → bytes of files for machines: CSV, JSON, XLSX and their description."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Final

from showcase.exports.about import About
from showcase.exports.csv_file import to_csv
from showcase.exports.json_file import to_json
from showcase.exports.office_tables import States
from showcase.exports.open_data import field_titles, make_datasets
from showcase.exports.package import to_package
from showcase.kept import Keep
from showcase.model.collection import Collection
from showcase.model.datasets import DataFile, Dataset, OpenData
from showcase.model.honors import HonorState
from showcase.model.limits import Limits
from showcase.model.vocabulary import Site

__all__ = ["field_titles", "make_open_data", "to_csv"]


_VERSION: Final = 1
"""Raised when the same tables should give another workbook than before."""
_NOT_IN_BOOK: Final = "spans"
"""As many rows as all other tables together, for programs rather than for people."""


def make_open_data(
    collection: Collection,
    honors: Mapping[str, tuple[HonorState, ...]],
    notice_states: States,
    today: dt.date,
    site_url: str,
    keep: Keep,
    limits: Limits,
) -> OpenData:
    """All tables and their finished files below ``data/``; ``today`` only bounds what counts as known by now.

    Long tables are cut into files of so many rows, and very long ones left out of the workbook: XlsxWriter takes
    7 µs a cell, four fifths of the whole time, and nobody reads 70,000 rows there. The workbook is kept, too.
    """
    as_of = collection.newest_date(today)
    about = _about(collection.config.site, site_url, as_of)
    datasets = make_datasets(collection, honors, notice_states, today, site_url)
    tables = [
        DataFile(f"data/{name}.{suffix}", write(part), dataset.name, number)
        for dataset in datasets
        for suffix, write in (("csv", to_csv), ("json", to_json))
        for number, name, part in dataset.parts(limits.records)
    ]
    shown = [dataset for dataset in datasets if dataset.name != _NOT_IN_BOOK and len(dataset.rows) <= limits.sheet]
    workbook = keep(f"{_fingerprint(about, tables)}.xlsx", lambda: _workbook(about, shown))
    files = (*tables, DataFile("data/showcase.xlsx", workbook))
    package = DataFile("data/datapackage.json", to_package(about, datasets, files))
    return OpenData(datasets, (*files, package), tuple(dataset.name for dataset in shown), limits.records, as_of)


def _workbook(about: About, datasets: Sequence[Dataset]) -> bytes:
    from showcase.exports.xlsx_file import to_xlsx  # XlsxWriter: only when no workbook was kept

    return to_xlsx(about, datasets)


def _fingerprint(about: About, tables: Iterable[DataFile]) -> str:
    """Of all that the workbook is made from."""
    digest = hashlib.sha256(f"{_VERSION}|{version('XlsxWriter')}|{about}".encode())
    for table in tables:
        digest.update(table.content)
    return digest.hexdigest()[:32]


def _about(site: Site, site_url: str, as_of: dt.date | None) -> About:
    return About(
        title=f"{site.place}{site.name}",
        site_url=site_url,
        licence=site.licence,
        licence_url=site.licence_url,
        terms=site.terms,
        note=site.demo_note if site.demo else "",
        as_of=as_of,
    )
