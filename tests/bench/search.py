"""What searching costs: ``python -m tests.bench.search --pages 10000``, over the demonstration site.

For the maker: making the whole index (seconds, megabytes of the largest process), and builds without and with it: whole,
after one edited sentence, with nothing changed. For the reader, over an empty cache: milliseconds from opening
``/search/?q=…`` to the first results, requests, and kilobytes until then, by a server that compresses text as all do, and
without that; the page, its styles and scripts are among them.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.browser import Browser

PAGES_A_UNIT = 8.4
"""Of the demonstration site with three articles a unit."""
QUERIES = ("志愿服务", "单位", "全国文明单位", "3.5万元", "云文明委〔2024〕5号", "志願服務 鎮", "的", "blz", "2024")
INDEX = """
import json, resource, sys, time
from pathlib import Path
from showcase.kept import Kept
from showcase.model.limits import Limits
from showcase.search_files import SearchFiles
site, files = Path(sys.argv[1]), {}
keys = {path.relative_to(site).as_posix(): "" for path in site.rglob("*.html")}
start = time.perf_counter()
SearchFiles(site, Kept(None), Limits().shard, trusts_keys=False).write(keys, lambda output: files.update({output.url: len(output.bytes())}), int(sys.argv[2]))
seconds = time.perf_counter() - start
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1000
print(json.dumps([len(keys), seconds, peak, len(files), sum(files.values()) / 1e6]))
"""
PLAIN = (".html", ".css", ".js", ".json", ".txt", ".svg")
WATCH = "addEventListener('found', () => { window.foundAt ??= performance.now(); }, true)"
SIZES = """(entries => [entries.length, ...["encodedBodySize", "decodedBodySize"].map(
  name => entries.reduce((sum, entry) => sum + entry[name], 0))])(
  [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")])"""
READY = "window.foundAt !== undefined"


def run(root: Path, *command: str) -> float:
    """Seconds of a command that must succeed."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", *command], cwd=root, check=True, capture_output=True)
    return time.perf_counter() - start


def indexing(site: Path) -> dict[str, float]:
    found: dict[str, float] = {}
    for workers in (1, 4):
        done = subprocess.run([sys.executable, "-c", INDEX, str(site), str(workers)], check=True, capture_output=True)
        pages, seconds, peak, files, size = json.loads(done.stdout)
        found |= {
            "pages": pages,
            f"index, {workers} process(es), s": seconds,
            f"index, {workers} process(es), MB": peak,
        }
        found |= {"files of the index": files, "megabytes of the index": size}
    return found


def builds(root: Path) -> dict[str, float]:
    """Whole, after an edit, with nothing changed; the second and third in the middle of three."""
    settings = root / "mkdocs.yml"
    with_search = settings.read_text("utf-8")
    found: dict[str, float] = {}
    for name, text in (
        ("without", with_search.replace("- showcase:\n", "- showcase:\n      search: false\n")),
        ("with", with_search),
    ):
        settings.write_text(text, encoding="utf-8")
        for left in ("site", ".cache"):
            shutil.rmtree(root / left, ignore_errors=True)
        found[f"whole build {name} search, s"] = run(root, "mkdocs", "build", "-q")
        run(root, "mkdocs", "build", "-q")  # the first one to have a spare site
        edits, agains = [], []
        for number in range(3):
            unit = sorted((root / "units").glob("[a-z]*/index.md"))[number]
            unit.write_text(f"{unit.read_text('utf-8')}\n又添了一句{number}。\n", encoding="utf-8")
            time.sleep(2.1)  # what changed a moment ago is not believed
            edits.append(run(root, "mkdocs", "build", "-q"))
            agains.append(run(root, "mkdocs", "build", "-q"))
        found[f"one edit {name} search, s"] = sorted(edits)[1]
        found[f"nothing changed {name} search, s"] = sorted(agains)[1]
    return found


class Compressing(http.server.SimpleHTTPRequestHandler):
    """As web servers do."""

    def log_message(self, *args: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content, is_plain = path.read_bytes(), path.suffix in PLAIN
        content = gzip.compress(content, 5) if is_plain else content
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        if is_plain:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def serving(root: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Compressing, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def reading(site: Path, profile: Path) -> dict[str, float]:
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no chromium: the reader's figures are left out")
        return {}
    found: dict[str, float] = {}
    browser = Browser(chromium, profile)
    browser.call("Network.enable")
    browser.call("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
    with serving(site) as base:
        for query in ("热身", *QUERIES):
            browser.call("Network.clearBrowserCache")
            browser.open(f"{base}/search/?q={quote(query)}")
            browser.until(READY)
            milliseconds = browser.run("window.foundAt")
            requests, sent, whole = browser.run(SIZES)
            print(
                f"{query:16} {milliseconds:6.0f} ms {requests:4} requests {sent / 1e3:6.0f} KB, plain {whole / 1e3:.0f}"
            )
            if query != "热身":
                found |= {f"{query}, ms": milliseconds, f"{query}, KB": sent / 1e3, f"{query}, plain KB": whole / 1e3}
    browser.close()
    return found


def main(arguments: list[str] | None = None) -> dict[str, float]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--no-builds", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        units = max(1, round(options.pages / PAGES_A_UNIT))
        run(Path(folder), "showcase", "demo", "--units", str(units), "--articles", "3", "--photos", "0", str(root))
        if options.no_builds:
            figures = {"whole build with search, s": run(root, "mkdocs", "build", "-q")}
        else:
            figures = builds(root)
        figures |= indexing(root / "site")
        figures |= reading(root / "site", Path(folder) / "profile")
    figures["megabytes of the largest process of all"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    for name, figure in figures.items():
        print(f"{name:42} {figure:10.2f}")
    return figures


if __name__ == "__main__":
    main()
