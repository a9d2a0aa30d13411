"""What is fuzzed: a function of bytes each, which must end in time and raise nothing.

The errors that the project itself raises to its callers are caught here; everything else is a finding. Real
samples to begin with stand beside each.
"""

from __future__ import annotations

import io
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import openpyxl

from showcase.diagnostics import Diagnostics, Location
from showcase.inspection.content import inspect_content
from showcase.loading.drawings import drawing_danger_in
from showcase.loading.file_content import danger_in, hidden_danger_in, mismatch_in
from showcase.loading.files import Root, decode
from showcase.loading.front_matter import load_document
from showcase.loading.photos import probe_photo
from showcase.loading.schema import ArticleSchema, DecisionSchema, NoticeSchema, UnitSchema
from showcase.loading.tables import FACT_HEADS, HONOR_HEADS, LIST_HEADS, PHOTO_HEADS, load_table
from showcase.loading.validation import shape_of
from showcase.loading.values import number
from showcase.markdown import Links, clean_page, render
from showcase.model.dates import DateError, parse_date, parse_day
from showcase.model.documents import Text
from tests import site

__all__ = ["SAMPLES", "TARGETS", "run_target"]

LIMIT = 10
"""Seconds for a few kilobytes: real ones take milliseconds."""
LINKS = Links(folder="units/a", root="units/a", pages={"units/a/index.md": "units/a/"}, page_url="units/a/b/")


@contextmanager
def on_disk(data: bytes, name: str) -> Iterator[tuple[Root, Path]]:
    """The bytes as a file, in memory where there is such a folder."""
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        yield Root(Path(folder)), path


def front_matter(data: bytes) -> None:
    with on_disk(data, "a.md") as (root, path):
        for schema in (ArticleSchema, UnitSchema, DecisionSchema, NoticeSchema):
            diagnostics = Diagnostics()
            document = load_document(root, path, diagnostics)
            is_sound = document is not None and shape_of(schema, document, diagnostics)[1]
            assert is_sound or diagnostics.errors, "nothing is dropped in silence"
            assert all(found.location.line >= 1 for found in diagnostics)


def dates(data: bytes) -> None:
    for read in (parse_date, parse_day):
        with suppress(DateError):
            read(data.decode("utf-8", "replace"))


def document_numbers(data: bytes) -> None:
    from pydantic_core import PydanticCustomError

    with suppress(PydanticCustomError):
        number(data.decode("utf-8", "replace"))


def photos(data: bytes) -> None:
    with on_disk(data, "01-照片.jpg") as (root, path):
        diagnostics = Diagnostics()
        found = probe_photo(root, path, None, diagnostics)
        assert (found is None) == bool(diagnostics.errors)


def _tables(data: bytes, name: str) -> None:
    with on_disk(data, name) as (root, path):
        for heads in (FACT_HEADS, HONOR_HEADS, LIST_HEADS, PHOTO_HEADS):
            diagnostics = Diagnostics()
            found = load_table(root, path, heads, diagnostics)
            assert found is not None or diagnostics.errors


def csv(data: bytes) -> None:
    _tables(data, "a.csv")


def xlsx(data: bytes) -> None:
    _tables(data, "a.xlsx")


def markdown(data: bytes) -> None:
    text = decode(data, Location("a.md"), Diagnostics())
    if text is not None:
        found = render(Text(text, 1), LINKS)
        assert "<script" not in found.html.text
        assert "<script" not in clean_page(text).html


def files(data: bytes) -> None:
    for suffix in (".pdf", ".docx", ".zip", ".csv", ".doc"):
        mismatch_in(io.BytesIO(data), len(data), suffix)
        danger_in(io.BytesIO(data), suffix)
    hidden_danger_in(io.BytesIO(data), "照片")
    drawing_danger_in(data)


def gate(data: bytes) -> None:
    """The one before publishing, which reads every format there is."""
    for name in ("a.pdf", "a.jpg", "a.bin"):
        list(inspect_content(name, data))


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (front_matter, dates, document_numbers, photos, csv, xlsx, markdown, files, gate)
}


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["称号", "级别", "日期"], ["市级文明单位", "市级", "2024"], [1.5, True, "=1+1"]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path style="fill:red" d="M0 0"/></svg>'
TABLE = "称号,级别,日期,项目,数值,单位,文件\n市级文明单位,市级,2024,面积,1,亩,01-甲.jpg\n"
TEXT = "## 做法\n\n**一**、[甲](index.md#做法)[^1]，![](photos/01.jpg)\n\n- [x] 乙\n\n| 甲 |\n|--|\n| <b>乙</b> |\n\n[^1]: 注\n"


def _samples() -> dict[str, tuple[bytes, ...]]:
    pictures = (
        site.photo(9, 7),
        site.photo(9, 7, format="PNG"),
        site.photo(9, 7, format="GIF"),
        site.photo(9, 7, format="TIFF"),
    )
    return {
        "front_matter": tuple(text.encode() for text in (site.ARTICLE, site.UNIT, site.DECISION, site.NOTICE)),
        "dates": tuple(word.encode() for word in ("2024-05-01", "2024年5月", "20世纪90年代", "二〇二四年五月", "2024年第一季度")),
        "document_numbers": tuple(word.encode() for word in ("云文明委〔2024〕3号", "云〔2024〕3号", "云文明办函[2024]第3号")),
        "photos": pictures,
        "csv": (TABLE.encode(), TABLE.encode("gb18030"), TABLE.encode("utf-16")),
        "xlsx": (_workbook(),),
        "markdown": (TEXT.encode(), b"<script>x</script><a href=x onclick=y>z</a>", b"> - 1. # x\n\n```\nx\n```"),
        "files": (PDF, SVG, _workbook(), b"\xd0\xcf\x11\xe0" + bytes(60)),
        "gate": (PDF, SVG, *pictures, _workbook()),
    }  # fmt: skip


SAMPLES = _samples()


def run_target(name: str, data: bytes) -> None:
    """One run, in time.

    :raises TimeoutError: it took longer than :data:`LIMIT`
    """

    def late(*_: object) -> None:
        raise TimeoutError(f"{name} took more than {LIMIT} s for {len(data)} bytes")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(LIMIT)
    try:
        TARGETS[name](data)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
