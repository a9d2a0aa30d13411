"""Where each address of a text leads, and which are refused."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from showcase.diagnostics import suggest_file
from showcase.markdown.allowed import SCHEMES
from showcase.markdown.images import quoted
from showcase.markdown.values import Links, LinkUse, unescape

__all__ = ["Lookup", "foreign", "unreadable", "unsafe"]

_ADDRESS: Final = re.compile(r'(?:href|src)="([^"]*)"')
_RECORDINGS: Final = (".mp4", ".webm", ".mp3")
_OF_THE_PAGE: Final = re.compile(r"main|(?:s-|__).*")
"""Ids of the templates (``s-about``) and of Material (``__search``)."""


class Lookup:
    """Resolves every address of one text, and remembers what it refused and what is to be checked."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self.refused: dict[str, tuple[str, str, str]] = {}
        """Message, rule and target by address as written."""
        self._seen: set[str] = set()
        self.uses: list[LinkUse] = []
        self.targets: dict[str, str] = {}
        """Addresses by file."""
        self._ids: set[str] = set()

    def attribute(self, tag: str, name: str, value: str) -> str | None:
        """nh3's filter: the value to print, or ``None`` to drop the attribute."""
        if name in ("href", "src"):
            self._seen.add(value)
        if name == "href" and tag == "a":
            return self._href(value)
        if name == "src" and tag == "img":
            return self._src(value)
        return self._id(value) if name == "id" else value

    def knows(self, value: str) -> bool:
        """True for an address that came to the filter."""
        return value in self._seen

    def has_missed(self, html: str) -> bool:
        """True when nh3 dropped an address before it came to the filter: a scheme, or no address at all."""
        return any(not self.knows(unescape(value)) for value in _ADDRESS.findall(html))

    def _id(self, value: str) -> str | None:
        """An anchor as it is read, not escaped (comrak's footnotes are); the first of two alike stays."""
        anchor = _anchor(value)
        if not anchor or anchor in self._ids:
            return None
        self._ids.add(anchor)
        return anchor

    def _refuse(self, value: str, message: str, rule: str, target: str = "") -> str | None:
        """Takes note, and drops the attribute."""
        self.refused[value] = (message, rule, target)
        return None

    def _href(self, value: str) -> str | None:
        if value.startswith("#"):
            anchor = _anchor(value[1:])
            self._use("", anchor, value)
            page = self._links.site_url and self._links.address(quoted(self._links.page_url))
            return f"{page}#{quote(anchor)}"
        parts = _split(value)
        if parts is None or not value:
            return self._refuse(value, unreadable(value), "bad-link")
        if parts.scheme or value.startswith("//"):
            return self._outside(value, parts.scheme.lower())
        path = self._inside(value, parts.path, "链接")
        if path is None:
            return None
        url = self._links.pages.get(path)
        if url is None:
            return self._refuse(value, self._dead(path, unquote(parts.path)), "dead-link", path)
        self.targets[path] = url
        anchor = _anchor(parts.fragment)
        self._use(url, anchor, value)
        return self._links.address(quoted(url) + (f"#{quote(anchor)}" if anchor else ""))

    def _dead(self, path: str, written: str) -> str:
        if path in self._links.images:
            return f"照片“{_short(written)}”不能作为链接，请写成 ![说明]({_short(written)})"
        if written.endswith("/"):
            return f"链接“{_short(written)}”是文件夹，请写明其中的文件，如 index.md"
        folder = self._links.root or posixpath.dirname(path)
        known = (posixpath.relpath(page, self._links.folder) for page in self._links.pages if page.startswith(folder))
        return f"链接指向的“{_short(written)}”不存在{suggest_file(written, known)}"

    def _outside(self, value: str, scheme: str) -> str | None:
        if scheme in SCHEMES and not value.startswith("//"):
            return value
        return self._refuse(value, unsafe(value), "unsafe-link")

    def _inside(self, value: str, written: str, what: str) -> str | None:
        """The path in the repository, or ``None`` when it leaves the text's own folder."""
        meant = unquote(written)
        path = posixpath.normpath(posixpath.join(self._links.folder, meant))
        root = self._links.root
        inside = f"{path}/".startswith(f"{root}/") if root else not path.startswith("..")
        if meant.startswith("/") or not inside or "\\" in meant:
            place = f"“{root}”" if root else "内容库的"
            return self._refuse(value, f"{what}“{_short(unquote(value))}”离开了{place}文件夹", "outside-folder")
        return path

    def _use(self, url: str, anchor: str, href: str) -> None:
        if anchor:
            self.uses.append(LinkUse(url, anchor, href))

    def _src(self, value: str) -> str | None:
        parts = _split(value)
        if parts is None or parts.scheme or value.startswith("//"):
            return self._refuse(value, foreign(value), "foreign-image")
        if not self._links.root:
            message = "公示、决定和汇编的正文里不能放图片，请改用附件，或放进单位的材料"
            return self._refuse(value, message, "foreign-image")
        path = self._inside(value, parts.path, "图片")
        if path is None:
            return None
        if path not in self._links.images:
            return self._refuse(value, self._no_photo(unquote(parts.path)), "missing-photo", path)
        return path  # replaced by the rendition in _figures, where width and height are known too

    def _no_photo(self, written: str) -> str:
        if written.lower().endswith(_RECORDINGS):
            return f"“{_short(written)}”是音像，不能当图片放；它会列在单位页的音像里，正文里可以写成链接 [说明](文件)"
        known = (posixpath.relpath(image, self._links.folder) for image in self._links.images)
        return f"照片“{_short(written)}”不存在{suggest_file(written, known)}"


def _anchor(written: str) -> str:
    """The anchor that is meant; one that the page itself has is put out of its way."""
    anchor = unquote(written)
    return f"t-{anchor}" if _OF_THE_PAGE.fullmatch(anchor) else anchor


def _split(value: str) -> _Parts | None:
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return _Parts(parts.scheme, parts.path, parts.fragment)


@dataclass(frozen=True, slots=True)
class _Parts:
    scheme: str
    path: str
    fragment: str


def unsafe(value: str) -> str:
    """Message for a scheme that is not allowed."""
    return f"链接“{_short(value)}”的形式不允许，只可用 http、https、mailto、tel 和相对链接"


def unreadable(value: str) -> str:
    """Message for what is no address."""
    return f"链接“{_short(unquote(value))}”写得不对，请核对" if value else "链接是空的，请写上地址"


def foreign(value: str) -> str:
    """Message for a picture from elsewhere."""
    return f"图片“{_short(value)}”不是本站的照片；请把照片放进 photos 文件夹再引用"


def _short(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:57]}…"
