"""/data/: what there is for machines and for Excel, under which terms, and what each column means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from showcase.model.datasets import DataFile, Dataset, OpenData
from showcase.model.dates import day_words
from showcase.views.parts import HOME, Context, Crumb, ViewPage, size_words

__all__ = ["DataView", "data_pages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file; the same fields as an attachment of a notice."""

    url: str
    name: str
    ext: str
    size: str
    sha256: str = ""
    part: int = 0
    """Which part of its table; 0 for the whole."""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A column in the dictionary."""

    title: str
    name: str
    type: str
    note: str
    """What it means, and that it is the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """A table with its files and its columns."""

    id: str
    title: str
    description: str
    count: int
    files: tuple[Download, ...]
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataView:
    """``/data/``."""

    newest: str
    """数据截至; empty when nothing has a date."""
    states_on: str
    """The day for which states were worked out."""
    terms: str
    terms_url: str
    workbook: Download | None
    not_in_book: str
    """Titles of the tables that it leaves out, in quotes."""
    is_book_short: bool
    """It leaves out more than the table that it never has."""
    part_rows: int
    """Rows of a part; 0 when no table has parts."""
    package: Download | None
    tables: tuple[TableLine, ...]


def data_pages(context: Context) -> Iterator[ViewPage]:
    """The page of the open data; there is one even when every table is empty."""
    yield ViewPage(
        url="data/",
        template="data.html",
        title="开放数据",
        description="单位、称号、决定、材料、公示的数据下载：Excel 工作簿、CSV、JSON，附字段说明",
        view=_view(context),
        crumbs=(Crumb(HOME, ""), Crumb("开放数据")),
        section="data/",
    )


def _view(context: Context) -> DataView:
    data, site = context.data, context.collection.config.site
    whole = {download.url: download for file in data.files if not file.dataset for download in [_download(file)]}
    return DataView(
        newest=day_words(data.as_of) if data.as_of else "",
        states_on=day_words(context.today),
        terms=site.terms,
        terms_url=site.licence_url,
        workbook=whole.get("data/showcase.xlsx"),
        not_in_book="".join(f"“{dataset.title}”" for dataset in data.datasets if dataset.name not in data.in_book),
        is_book_short=len(data.in_book) + 1 < len(data.datasets),
        part_rows=data.part_rows if any(file.part for file in data.files) else 0,
        package=whole.get("data/datapackage.json"),
        tables=tuple(_tables(data)),
    )


def _tables(data: OpenData) -> Iterator[TableLine]:
    for dataset in data.datasets:
        files = tuple(_download(file) for file in data.files if file.dataset == dataset.name)
        yield TableLine(
            id=f"s-{dataset.name}",
            title=dataset.title,
            description=dataset.description,
            count=len(dataset.rows),
            files=files,
            fields=tuple(_fields(dataset)),
        )


def _fields(dataset: Dataset) -> Iterator[FieldLine]:
    key = "主键" if len(dataset.key) == 1 else "与另一列合为主键"
    for field in dataset.fields:
        notes = (field.description, key if field.name in dataset.key else "")
        yield FieldLine(field.title, field.name, field.type_word, "；".join(note for note in notes if note))


def _download(file: DataFile) -> Download:
    name = file.url.rpartition("/")[2]
    ext, size = name.rpartition(".")[2].upper(), size_words(len(file.content))
    return Download(url=file.url, name=name, ext=ext, size=size, part=file.part)
