"""The log of what was published when, by the hash of its content: JSON lines, only ever added to."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

from showcase.model.dates import china_time
from showcase.publishing.manifests import told_moment
from showcase.publishing.values import Entry

__all__ = ["JOURNAL", "append_entry", "entry_line", "journal_text", "parse_journal", "read_journal"]

JOURNAL: Final = "published.jsonl"


def append_entry(file: Path, entry: Entry) -> None:
    """One line at the end, in one write and on the disk: a kill leaves it there or not."""
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        is_torn = os.fstat(handle).st_size > 0 and not file.read_bytes().endswith(b"\n")
        os.write(handle, (b"\n" if is_torn else b"") + entry_line(entry))
        os.fsync(handle)
    finally:
        os.close(handle)


def entry_line(entry: Entry) -> bytes:
    """The entry as a line of JSON."""
    told = asdict(entry) | {"at": told_moment(entry.at)}
    return (json.dumps(told, ensure_ascii=False) + "\n").encode()


def read_journal(file: Path) -> tuple[Entry, ...]:
    """All entries, oldest first; none when nothing was published yet."""
    return parse_journal(file.read_bytes()) if file.is_file() else ()


def parse_journal(content: bytes) -> tuple[Entry, ...]:
    """Entries of lines; a line that a power cut tore is left out."""
    return tuple(_entries(content.decode("utf-8", "replace").splitlines()))


def _entries(lines: Iterable[str]) -> Iterator[Entry]:
    for line in lines:
        try:
            told = json.loads(line)
            yield Entry(**(told | {"at": china_time(dt.datetime.fromisoformat(told["at"]))}))
        except (ValueError, TypeError, KeyError):
            continue


def journal_text(entries: Iterable[Entry]) -> str:
    """For people, newest first."""
    lines = [
        f"{e.at:%Y-%m-%d %H:%M:%S}　{e.action}　{e.release}　{e.files} 个文件，{e.bytes / 1e6:.1f} MB"
        f"（新增 {e.new}、修改 {e.changed}、移走 {e.gone}）　{e.by}\n　　内容 {e.content}\n"
        for e in entries
    ]
    return "".join(reversed(lines)) or "还没有发布过\n"
