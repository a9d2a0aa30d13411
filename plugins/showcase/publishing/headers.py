"""What a store is told about a file, for no web server is set up there: its type, and how long it may be kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

__all__ = ["cache_of", "is_lasting", "type_of"]

_LASTING: Final = re.compile(
    r"(?:assets|search|pagefind)/.*[._-][0-9a-f]{8,64}[._-][^/]*|assets/(?:photos|media)/[0-9a-f]{16,64}[.-][^/]*"
)
"""As ``site_config/deploy/nginx.conf`` has it."""
_TYPES: Final[Mapping[str, str]] = MappingProxyType({
    "html": "text/html", "css": "text/css", "js": "text/javascript", "mjs": "text/javascript", "xml": "text/xml",
    "csv": "text/csv", "ics": "text/calendar", "txt": "text/plain", "json": "application/json",
    "webmanifest": "application/manifest+json", "map": "application/json", "wasm": "application/wasm",
    "rss": "application/rss+xml", "svg": "image/svg+xml", "webp": "image/webp", "avif": "image/avif",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "ico": "image/x-icon",
    "woff2": "font/woff2", "mp4": "video/mp4", "webm": "video/webm", "mp3": "audio/mpeg", "pdf": "application/pdf",
    "epub": "application/epub+zip", "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
})  # fmt: skip


def is_lasting(path: str) -> bool:
    """Whether its name holds its hash: another content has another name, and nothing ever writes over it."""
    return _LASTING.fullmatch(path) is not None


def cache_of(path: str) -> str:
    """``Cache-Control``: a year for what lasts; of the rest a browser asks each time whether it changed."""
    return "public, max-age=31536000, immutable" if is_lasting(path) else "no-cache"


def type_of(path: str) -> str:
    """``Content-Type`` by the end of the name."""
    found = _TYPES.get(PurePosixPath(path).suffix.lstrip(".").lower(), "application/octet-stream")
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
