"""An address → what the browser gets, whole and finished."""

from __future__ import annotations

import json
import mimetypes
import posixpath
import re
import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from showcase.diagnostics import Diagnostic
from showcase.markdown import with_placeholders
from showcase.model.renditions import Placeholder
from showcase.model.units import Photo
from showcase.renditions import make_renditions, read_placeholders
from showcase.serving.finding import PreviewSearch, UnreadyError
from showcase.serving.preview import Preview, Snapshot
from showcase.views import ViewPage

__all__ = ["OWN", "Answer", "Answers"]

OWN: Final = "/__showcase/"
"""Below this lies what only the preview has."""
_ASSETS: Final = Path(__file__).parent / "assets"
_PHOTO: Final = re.compile(r"assets/photos/([0-9a-f]{20}-\d+\.[a-z]+)")
_MARK: Final = re.compile("<!--ph:([0-9a-f]+)-->")
_AT_ONCE: Final = 24
"""Photos that a page waits for; of more the others are made when the browser asks for them."""
_REMEMBERED: Final = 60
"""Pages whose last good form is kept, in case a template breaks."""
_SEARCH: Final = "search/"
_PAUSE: Final = 0.3
"""Seconds between a page and what belongs to it."""
_SHOWN: Final = 12
"""Errors that the notice lists."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes to the browser."""

    body: bytes
    type: str = "text/html; charset=utf-8"
    status: int = 200
    location: str = ""
    """Where to look instead."""


class Answers:
    """Makes pages on demand; any thread may ask.

    :param livereload: whether pages look whether there is a newer one
    """

    def __init__(self, preview: Preview, tell: Callable[[str], None], *, livereload: bool) -> None:
        self._preview, self._tell, self._livereload = preview, tell, livereload
        self._rendering, self._photography = threading.Lock(), threading.Lock()
        self._last: OrderedDict[str, bytes] = OrderedDict()
        self._photo_problems: set[Diagnostic] = set()
        self._counting = threading.Lock()
        self._at_work, self._last_asked = 0, 0.0
        self._search = PreviewSearch(self._rendered, lambda: preview.now, preview.site.limits.shard)

    @property
    def mount(self) -> str:
        """Path of the site, ``/`` or ``/…/``."""
        return f"/{urlsplit(self._preview.site.config.site_url or '').path.strip('/')}/".replace("//", "/")

    @property
    def is_busy(self) -> bool:
        """Whether somebody waits for a page, or has got one just now and is about to ask for what belongs to it."""
        return self._at_work > 0 or time.monotonic() - self._last_asked < _PAUSE

    def answer(self, path: str) -> Answer:
        """:param path: decoded, from the root of the server"""
        if path.startswith(OWN):
            return self._own(path.removeprefix(OWN))
        if path.startswith(f"{self.mount}{_SEARCH}") and not path.endswith("/"):
            return self._answer(path)  # whoever waits for the index must not keep it from being made
        with self._counting:
            self._at_work += 1
        try:
            return self._answer(path)
        finally:
            with self._counting:
                self._at_work -= 1
            self._last_asked = time.monotonic()

    def _answer(self, path: str) -> Answer:
        if not f"{path}/".startswith(self.mount):
            return Answer(b"", status=302, location=self.mount) if path == "/" else self._missing(self._preview.now)
        below = path.removeprefix(self.mount) if path.startswith(self.mount) else None
        if below is None or ".." in below.split("/"):
            return Answer(b"", status=302, location=self.mount)
        now = self._preview.now
        try:
            return self._of(below, now)
        except Exception as error:  # noqa: BLE001 – whatever a template or a half-right showcase leads to
            self._tell(traceback.format_exc())
            return self._failed(below, now, f"{type(error).__name__}: {error}")

    def _of(self, path: str, now: Snapshot) -> Answer:
        if now.pages is None or now.shell is None:
            return self._html(_NOTHING, now, status=503)
        found = now.shell.folder / path / "index.html" if path.endswith("/") or not path else now.shell.folder / path
        if found.is_file():
            return self._from_shell(found, now)
        if not path or path.endswith("/"):
            page = now.pages.page(path)
            return self._page(page, now) if page else self._missing(now)
        return self._file(path, now)

    def _from_shell(self, file: Path, now: Snapshot) -> Answer:
        if file.suffix == ".html":
            return self._html(file.read_text("utf-8"), now)
        return Answer(file.read_bytes(), _type_of(file.name))

    def _rendered(self, page: ViewPage, now: Snapshot) -> str:
        if now.shell is None:
            raise RuntimeError("a page without a frame")
        with self._rendering:
            return now.shell.renderer.render(page)

    def _page(self, page: ViewPage, now: Snapshot) -> Answer:
        html = self._rendered(page, now)
        html = with_placeholders(html, self._placeholders(frozenset(_MARK.findall(html)), now))
        self._remember(page.url, html.encode())
        return self._html(html, now)

    def _file(self, path: str, now: Snapshot) -> Answer:
        pages = now.pages
        if pages is None:
            return self._missing(now)
        if path.startswith(_SEARCH) and self._preview.site.options.search:
            return self._found(path, now)
        if photo := _PHOTO.fullmatch(path):
            return self._photo(path, photo[1], now)
        found = pages.file(path)
        if found is not None:
            return Answer(found if isinstance(found, bytes) else found.read_bytes(), _type_of(path))
        if pages.has(f"{path}/") or (now.shell and (now.shell.folder / path / "index.html").is_file()):
            return Answer(b"", status=302, location=quote(f"{self.mount}{path}/"))
        return self._missing(now)

    def _found(self, path: str, now: Snapshot) -> Answer:
        """Of the search's index, which is made when it is asked for."""
        try:
            found = self._search.file(path, lambda: self.is_busy)
        except UnreadyError:
            return Answer(b"", "text/plain; charset=utf-8", status=503)
        return self._missing(now) if found is None else Answer(found, _type_of(path))

    # --- photos ----------------------------------------------------------------------------------

    def _placeholders(self, digests: frozenset[str], now: Snapshot) -> dict[str, Placeholder]:
        """Of the photos of a page, which are made now if they were not before."""
        photos = sorted(now.pages.photos(digests), key=lambda photo: photo.path) if now.pages and digests else []
        cache = self._preview.site.cache
        found = read_placeholders(photos, cache)
        missing = [photo for photo in photos if photo.digest not in found][:_AT_ONCE]
        return {**found, **read_placeholders(missing, cache)} if missing and self._make(missing) else found

    def _photo(self, path: str, name: str, now: Snapshot) -> Answer:
        file = self._preview.site.cache / "photos" / name
        photo = now.pages.photo_of(path) if now.pages and not file.is_file() else None
        if photo:
            self._make([photo])
        return Answer(file.read_bytes(), _type_of(name)) if file.is_file() else self._missing(now)

    def _make(self, photos: list[Photo]) -> bool:
        site = self._preview.site
        with self._photography:
            found = set(make_renditions(photos, site.cache, avif=site.options.photos.avif))
        for problem in sorted(found - self._photo_problems):
            self._tell(f"{problem.severity.label}　{problem}")
        self._photo_problems |= found
        return True

    # --- around pages ----------------------------------------------------------------------------

    def _html(self, html: str, now: Snapshot, *, status: int = 200, more: str = "") -> Answer:
        """With what the preview adds: what is wrong, and the script that looks for a newer page."""
        errors = (*now.errors, *sorted(self._photo_problems))
        if errors or now.trouble or more:
            notice = _notice(errors, now.trouble, more)
            html = _BODY.sub(lambda match: match[0] + notice, html, count=1)
            html = html.replace("</head>", f'<link rel="stylesheet" href="{OWN}notice.css"></head>', 1)
        if self._livereload:
            script = f'<script src="{OWN}reload.js" data-epoch="{now.epoch}" defer></script>'
            before, end, after = html.rpartition("</body>")
            html = f"{before}{script}{end}{after}" if end else html + script
        return Answer(html.encode(), status=status)

    def _missing(self, now: Snapshot) -> Answer:
        file = now.shell.folder / "404.html" if now.shell else None
        html = file.read_text("utf-8") if file and file.is_file() else _NO_PAGE
        return self._html(html, now, status=404)

    def _failed(self, path: str, now: Snapshot, error: str) -> Answer:
        """The last good form of the page, if there is one."""
        last = self._last.get(path)
        what = "这一页做不出来，下面是上一次的样子" if last else "这一页做不出来"
        html = last.decode() if last else _NO_PAGE
        return self._html(html, now, status=200 if last else 500, more=f"{what}：{error}")

    def _remember(self, url: str, html: bytes) -> None:
        with self._rendering:
            self._last[url] = html
            self._last.move_to_end(url)
            while len(self._last) > _REMEMBERED:
                self._last.popitem(last=False)

    def _own(self, name: str) -> Answer:
        if name == "state.json":
            now = self._preview.now
            told = {"epoch": now.epoch, "errors": [str(e) for e in now.errors], "trouble": now.trouble}
            return Answer(json.dumps(told, ensure_ascii=False).encode(), "application/json")
        if name in ("reload.js", "notice.css"):
            return Answer((_ASSETS / name).read_bytes(), _type_of(name))
        return Answer(b"", status=404)


_BODY: Final = re.compile(r"<body[^>]*>")
_PLAIN: Final = "<!doctype html><html lang=zh><head><title>预览</title></head><body><p>{}</p></body></html>"
_NOTHING: Final = _PLAIN.format("还没有可以看的页面。")
_NO_PAGE: Final = _PLAIN.format("没有这一页。")


def _notice(errors: tuple[Diagnostic, ...], *troubles: str) -> str:
    """A bar at the top of every page, for whoever wrote it."""
    lines = [escape(trouble) for trouble in troubles if trouble]
    lines += [escape(str(error)) for error in errors[:_SHOWN]]
    if len(errors) > _SHOWN:
        lines.append(f"……还有 {len(errors) - _SHOWN} 个，见终端")
    items = "".join(f"<li>{line}</li>" for line in lines)
    head = "内容有错，有错的地方还是上一次的样子；改正后自动刷新"
    return f'<aside id="showcase-notice" role="alert"><p>{head}</p><ul>{items}</ul></aside>'


def _type_of(name: str) -> str:
    guess = _TYPES.get(posixpath.splitext(name)[1]) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    is_text = guess.startswith("text/") or guess in ("application/json", "application/xml", "application/rss+xml")
    return f"{guess}; charset=utf-8" if is_text else guess


_TYPES: Final = {
    ".js": "text/javascript", ".webp": "image/webp", ".avif": "image/avif", ".woff2": "font/woff2",
    ".svg": "image/svg+xml", ".ics": "text/calendar", ".mp4": "video/mp4", ".webm": "video/webm", ".mp3": "audio/mpeg",
}  # fmt: skip
"""What the system's own table may not have."""
