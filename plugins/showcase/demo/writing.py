"""Values → the bytes of files: front matter, CSV, workbooks; and files to a folder."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import xlsxwriter

__all__ = ["File", "document", "to_csv", "to_pdf", "to_xlsx", "to_yaml", "write_files"]

File = tuple[str, bytes]
"""Path below the site's folder, with ``/``, and what is in it."""

_PLAIN: Final = re.compile(r"[\w—·（）〔〕《》“”、。/.\-]+")
"""What needs no quotes in any place of YAML."""
_CREATED: Final = dt.datetime(2026, 1, 1)  # noqa: DTZ001 – a workbook's time has no zone


def document(head: Mapping[str, object], body: str) -> bytes:
    """A Markdown file with front matter; keys without a value are left out."""
    return f"---\n{to_yaml(head)}---\n{body.strip()}\n".encode()


def to_yaml(data: Mapping[str, object]) -> str:
    """Block style on the first level and for lists of mappings; flow style below."""
    return "".join(f"{key}:{_value(value)}\n" for key, value in data.items() if value not in (None, "", [], {}, ()))


def _value(value: object) -> str:
    if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
        return "".join(f"\n  - {_flow(item)}" for item in value)
    if isinstance(value, Mapping) and any(isinstance(item, Mapping) for item in value.values()):
        return "".join(f"\n  {_scalar(key)}: {_flow(item)}" for key, item in value.items())
    return f" {_flow(value)}"


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{_scalar(k)}: {_flow(v)}" for k, v in value.items() if v not in (None, "", [], {}, ()))
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_flow, value))}]"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return text if _PLAIN.fullmatch(text) and text[0] not in "-." else json.dumps(text, ensure_ascii=False)


def to_csv(heads: Sequence[str], rows: Iterable[Sequence[object]], encoding: str = "utf-8-sig") -> bytes:
    """As Excel saves it: with a mark of UTF-8, or in GBK."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return stream.getvalue().encode(encoding)


def to_xlsx(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """One sheet with a title line, as an office sends it; no name of a person, no clock."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _CREATED})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("名单")
    sheet.merge_range(0, 0, 0, len(heads) - 1, title, bold)
    sheet.write_row(1, 0, heads, bold)
    for number, row in enumerate(rows, 2):
        sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


def to_pdf(title: str, lines: Iterable[str]) -> bytes:
    """One A4 page in the reader's own Song type (Adobe-GB1, ISO 32000-1 §9.7.5.2); its text can be read.

    A kilobyte; no name of a person, no clock, nothing compressed.
    """
    shown = [(title, 18), *((line, 11) for line in lines)]
    text = "".join(f"/F {size} Tf <{line.encode('utf-16-be').hex()}> Tj 0 -26 Td\n" for line, size in shown)
    page = f"BT 60 770 Td\n{text}ET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 7 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    )
    return _pdf(objects)


def _pdf(objects: Sequence[bytes]) -> bytes:
    """Objects from 1 on, then the table of where each begins."""
    content, places = b"%PDF-1.4\n", []
    for number, inside in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    return content + head + table + end


def write_files(folder: Path, made: Iterable[File]) -> Iterator[int]:
    """Below a folder, one after the other; gives the size of each."""
    known: set[Path] = set()
    for name, data in made:
        path = folder / name
        if path.parent not in known:
            path.parent.mkdir(parents=True, exist_ok=True)
            known.add(path.parent)
        path.write_bytes(data)
        yield len(data)
