"""What the gate before publishing costs: ``python -m tests.bench.inspection --files 10000``.

So many small WebP pictures, as many Word files with a picture inside, as many pages of 15 kB; each
first without a memory (cold), then with all verdicts remembered (warm). Prints seconds.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from showcase.inspection import inspect_site
from showcase.kept import kept_in
from tests import site
from tests.test_inspection import docx


def main(arguments: list[str] | None = None) -> dict[str, float]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    files = parser.parse_args(arguments).files
    figures = {"files": float(files)}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for kind, make in (("pictures", _picture), ("documents", _document), ("pages", _page)):
            figures |= _measure(kind, _filled(root / kind, files, make), root / "cache" / kind)
    for name, figure in figures.items():
        print(f"{name:16} {figure:12.3f}")
    return figures


def _filled(folder: Path, files: int, make) -> Path:
    folder.mkdir()
    for number in range(files):
        suffix, content = make(number)
        (folder / f"{number:06d}{suffix}").write_bytes(content)
    return folder


def _picture(number: int) -> tuple[str, bytes]:
    return ".webp", site.photo(320, 240, f"#{number % 0xFFFFFF:06x}", format="WEBP")


def _document(number: int) -> tuple[str, bytes]:
    return ".docx", docx(site.photo(320, 240, f"#{number % 0xFFFFFF:06x}"))


def _page(number: int) -> tuple[str, bytes]:
    return ".html", f"<!doctype html><html><body>{number}{'<p>一条河带出一支志愿队。</p>' * 400}".encode()


def _measure(kind: str, folder: Path, cache: Path) -> dict[str, float]:
    figures = {}
    for memory in ("cold", "warm"):
        start = time.perf_counter()
        found = inspect_site(folder, {}, str, kept_in(cache)).diagnostics
        figures[f"{kind}, {memory}"] = time.perf_counter() - start
        assert found == ()
    return figures


if __name__ == "__main__":
    main()
