"""What lies in ``content/`` beside the texts, and in ``site_config/``: MkDocs publishes it as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from showcase.diagnostics import Diagnostics, Location
from showcase.loading.drawings import drawing_danger_in
from showcase.loading.file_content import PACKAGES, danger_in, mismatch_in
from showcase.loading.files import Root, walk
from showcase.loading.photo_names import PHOTO_SUFFIXES

__all__ = ["check_free_file", "check_settings_folder"]

_PAGES: Final = frozenset(".html .htm .xhtml .js .mjs .css .xml .xsl .json .map .swf .wasm".split())
"""What a browser runs or lets decide how a page looks."""
_DOCUMENTS: Final = frozenset({*PACKAGES, ".pdf", ".csv", ".txt", ".doc", ".xls", ".wps", ".et"})
_MAX_DRAWING: Final = 10_000_000


def check_free_file(root: Root, path: Path, diagnostics: Diagnostics) -> None:
    """A file of the office's beside its free pages: published unless it is said why not."""
    place, suffix = Location(root.relative(path)), path.suffix.lower()
    if suffix in PHOTO_SUFFIXES:
        message = "content 里的图片会连同拍摄位置等信息原样发布；请放进单位的 photos 文件夹，或画成 SVG"
        diagnostics.error(place, message, "content-photo")
    elif suffix in _PAGES:
        if root.checks_pages:
            message = "free_pages 是 checked 时，content 里不能放网页、脚本和样式；请写成 .md"
            diagnostics.error(place, message, "unsafe-file")
    elif found := _danger(root, path, suffix):
        diagnostics.error(place, *found)


def _danger(root: Root, path: Path, suffix: str) -> tuple[str, str] | None:
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
            if size > (limit := max(root.limits.file, root.limits.media)) * 1_000_000:
                return f"文件有 {size / 1e6:.1f} MB，超过 {limit} MB", "file-too-large"
            stream.seek(0)
            if suffix in (".svg", ".svgz"):
                found = drawing_danger_in(stream.read(_MAX_DRAWING))
            else:
                found = (suffix in _DOCUMENTS and mismatch_in(stream, size, suffix)) or danger_in(stream, suffix)
    except OSError as error:
        return f"读不了这个文件：{error.strerror or '系统错误'}", "unreadable-file"
    return (found, "unsafe-file") if found else None


def check_settings_folder(root: Root, folder: Path, diagnostics: Diagnostics) -> None:
    """No odd names, links or pipes; the theme is a program of the office's own, but its drawings only draw."""
    for path in walk(root, folder, diagnostics):
        if path.suffix.lower() in (".svg", ".svgz") and (found := _danger(root, path, ".svg")):
            diagnostics.error(Location(root.relative(path)), *found)
