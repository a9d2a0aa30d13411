"""Markdown of the showcase's texts → clean HTML, in one pure function (DESIGN.md §5).

:func:`render` depends on its arguments alone. comrak reads CommonMark with tables, footnotes and
CJK-friendly emphasis; every link and picture is looked up in :class:`Links`; nh3 removes what is not
on the list. What had to be refused comes back as :class:`Refusal` with line and column. On a page of
5,500 characters with 126 elements comrak takes about 0.2 ms and nh3 about 0.5 ms; the second pass,
which finds lines and columns, is made only when something was refused.
"""

from __future__ import annotations

import html as html_text
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, unquote, urlsplit

import comrak
import nh3

from showcase.diagnostics import suggest_file
from showcase.model.records import Text

__all__ = [
    "Heading",
    "Html",
    "Image",
    "LinkUse",
    "Links",
    "Refusal",
    "Rendered",
    "plain_text",
    "relative_url",
    "render",
]


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that is safe to print as it is; template engines recognise ``__html__``."""

    text: str

    def __html__(self) -> str:
        return self.text

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """What a picture in a text is replaced by: the published rendition."""

    url: str
    """Site-relative."""
    width: int
    height: int
    caption: str = ""
    srcset: tuple[tuple[str, int], ...] = ()
    """Site-relative address and width in pixels of each size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where the links of one text may lead.

    ``folder`` is the folder of the text's file, ``root`` the folder that it must not leave (both
    relative to the repository, which an empty ``root`` stands for); ``pages`` and ``images`` are known
    files by path. Addresses are made relative to ``page_url``, or absolute when ``site_url`` is given.
    """

    folder: str
    root: str
    pages: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    images: Mapping[str, Image] = field(default_factory=lambda: MappingProxyType({}))
    page_url: str = ""
    site_url: str = ""

    def address(self, url: str) -> str:
        """The address to print for a site-relative one."""
        return self.site_url + url if self.site_url else relative_url(url, self.page_url)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text with its anchor."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that must not reach the page: message in Chinese, its rule, line and column in the file."""

    message: str
    rule: str
    line: int
    column: int
    target: str = ""
    """Path of the file that a refused link or picture means, if it is one of ours."""


@dataclass(frozen=True, slots=True)
class LinkUse:
    """A link to an anchor inside the site, to be checked once all texts are rendered."""

    url: str
    """Site-relative address of the page; empty for the same page."""
    anchor: str
    href: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as clean HTML, with what is needed to check and to index it."""

    html: Html
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    refusals: tuple[Refusal, ...] = ()
    uses: tuple[LinkUse, ...] = ()


_TAGS: Final = frozenset(
    "a abbr b bdi blockquote br caption code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6"
    " hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody"
    " td tfoot th thead tr u ul var wbr".split()
)
_OWN_ATTRIBUTES: Final = {
    "a": {"href", "title", "id", "aria-label", "class", "data-footnote-ref", "data-footnote-backref",
          "data-footnote-backref-idx", "data-heading-content"},
    "img": {"src", "alt", "title"},
    "li": {"id"}, "ol": {"start"}, "sup": {"class"}, "section": {"class", "data-footnotes"},
    "td": {"class", "align", "colspan", "rowspan"}, "th": {"class", "align", "colspan", "rowspan", "scope"},
    "code": {"class"}, "pre": {"lang"}, "abbr": {"title"},
    **{f"h{n}": {"id"} for n in range(1, 7)},
}  # fmt: skip
_CLASSES: Final = {
    "a": {"footnote-backref"}, "sup": {"footnote-ref"}, "section": {"footnotes"},
    "td": {"ta-center", "ta-right"}, "th": {"ta-center", "ta-right"},
}  # fmt: skip
_KEPT: Final = {
    tag: {name for name in names if name not in {"class", "align"} and not name.startswith("data-")}
    for tag, names in _OWN_ATTRIBUTES.items()
}
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_HEADING_ANCHOR: Final = re.compile(
    r'<a href="#[^"]*" aria-label="[^"]*" data-heading-content="[^"]*" class="anchor"></a>'
)
_BACK_LABEL: Final = re.compile(r'aria-label="Back to reference [^"]*"')
_ALIGN: Final = re.compile(r' align="(left|center|right)"')
_HEADING: Final = re.compile(r'<h([1-6]) id="([^"]*)">(.*?)</h\1>', re.DOTALL)
_IMAGE: Final = re.compile(r"<img ([^>]*)>")
_LONE_IMAGE: Final = re.compile(r"<p>\s*(<img [^>]*>)\s*</p>")
_ATTRIBUTE: Final = re.compile(r'([a-z-]+)="([^"]*)"')
_ID: Final = re.compile(r' id="([^"]+)"')
_TAG: Final = re.compile(r"<[^>]*>")
_FIRST_LEVEL: Final = re.compile(r"<(/?)h1\b")
_OF_THE_PAGE: Final = re.compile(r"main|(?:s-|__).*")
"""Ids of the templates (``s-about``) and of Material (``__search``)."""
_RAW_TAG: Final = re.compile(r"<[a-zA-Z/!?]")
_ADDRESS: Final = re.compile(r'(?:href|src)="([^"]*)"')
_SCHEME: Final = re.compile(r"([a-zA-Z][\w+.-]*):")
_CONTROL: Final = re.compile(r"[\x00-\x20]")
_MAX_NESTING: Final = 400
_MAX_HEADINGS: Final = 2000
"""comrak makes their ids differ by trying one number after the other: 60,000 alike took 5 minutes."""
_HEADING_LINE: Final = re.compile(r"^(?:[ \t>*+\d.-]*#|[ \t>]*(?:=+|-+)[ \t]*$)", re.MULTILINE)


def render(text: Text, links: Links) -> Rendered:
    """Clean HTML of a text, its headings and anchors, and all that had to be refused.

    Nesting is capped: 100,000 nested quotes took a sanitiser 13 s (MEASURED.md §5).
    """
    if _nesting(text.markdown) > _MAX_NESTING:
        return Rendered(Html(""), refusals=(Refusal("引用或列表嵌套过深", "too-deep", text.first_line, 1),))
    if len(_HEADING_LINE.findall(text.markdown)) > _MAX_HEADINGS:
        return Rendered(Html(""), refusals=(Refusal("标题太多", "too-deep", text.first_line, 1),))
    lookup = _Lookup(links)
    raw = _tidy(_to_html(text.markdown, sourcepos=False))
    clean = _clean(raw, lookup)
    suspicious = lookup.refused or _RAW_TAG.search(text.markdown) or lookup.has_missed(raw)
    refusals = _refusals(text, lookup) if suspicious else ()
    headings = tuple(Heading(int(n), _unescape(i), plain_text(t)) for n, i, t in _HEADING.findall(clean))
    anchors = frozenset(_unescape(found) for found in _ID.findall(clean))
    finished = _figures(clean, links)
    return Rendered(Html(finished.strip()), headings, anchors, refusals, tuple(lookup.uses))


def plain_text(html: str) -> str:
    """The words of a piece of HTML, without tags."""
    return _unescape(_TAG.sub("", html)).strip()


def relative_url(url: str, page_url: str) -> str:
    """From one site-relative address to another: ``units/a/`` seen from ``notices/b/`` is ``../../units/a/``."""
    path, _, fragment = url.partition("#")
    depth = page_url.count("/")
    start = page_url.rstrip("/").split("/") if page_url.strip("/") else []
    target = path.split("/")
    shared = 0
    while shared < min(len(start), len(target) - 1) and start[shared] == target[shared]:
        shared += 1
    up = "../" * (depth - shared)
    result = up + "/".join(target[shared:])
    return (result or "./") + (f"#{fragment}" if fragment else "")


def _unescape(text: str) -> str:
    return html_text.unescape(text)


def _nesting(markdown: str) -> int:
    """Deepest possible nesting of block quotes and lists, by the markers a line begins with."""
    depths = (
        len(re.findall(r"[<>\[]|[-*+](?=\s)", line)) for line in markdown.splitlines() if len(line) > _MAX_NESTING
    )
    return max(depths, default=0)


def _to_html(markdown: str, *, sourcepos: bool) -> str:
    extension = comrak.ExtensionOptions()
    extension.table = True
    extension.footnotes = True
    extension.strikethrough = True
    extension.cjk_friendly_emphasis = True
    extension.header_id_prefix = ""
    parse = comrak.ParseOptions()
    parse.sourcepos_chars = True
    options = comrak.RenderOptions()
    options.unsafe_ = True  # nh3 decides; comrak's own escape would hide from it what was there
    options.sourcepos = sourcepos
    return comrak.render_markdown(markdown, extension, parse, options)


def _tidy(html: str) -> str:
    """comrak's English labels and obsolete attributes, before anything is judged; a page has its h1 already."""
    html = _HEADING_ANCHOR.sub("", html)
    html = _FIRST_LEVEL.sub(r"<\1h2", html)
    html = _BACK_LABEL.sub('aria-label="返回正文"', html)
    return _ALIGN.sub(lambda m: "" if m[1] == "left" else f' class="ta-{m[1]}"', html)


class _Lookup:
    """Resolves every address of one text, and remembers what it refused and what is to be checked."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self.refused: dict[str, tuple[str, str, str]] = {}
        """Message, rule and target by address as written."""
        self._seen: set[str] = set()
        self.uses: list[LinkUse] = []
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
        return any(not self.knows(_unescape(value)) for value in _ADDRESS.findall(html))

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
            page = self._links.site_url and self._links.address(_quoted(self._links.page_url))
            return f"{page}#{quote(anchor)}"
        parts = _split(value)
        if parts is None or not value:
            return self._refuse(value, _unreadable(value), "bad-link")
        if parts.scheme or value.startswith("//"):
            return self._outside(value, parts.scheme.lower())
        path = self._inside(value, parts.path, "链接")
        if path is None:
            return None
        url = self._links.pages.get(path)
        if url is None:
            return self._refuse(value, self._dead(path, unquote(parts.path)), "dead-link", path)
        anchor = _anchor(parts.fragment)
        self._use(url, anchor, value)
        return self._links.address(_quoted(url) + (f"#{quote(anchor)}" if anchor else ""))

    def _dead(self, path: str, written: str) -> str:
        if path in self._links.images:
            return f"照片“{_short(written)}”不能作为链接，请写成 ![说明]({_short(written)})"
        if written.endswith("/"):
            return f"链接“{_short(written)}”是文件夹，请写明其中的文件，如 index.md"
        folder = self._links.root or posixpath.dirname(path)
        known = (posixpath.relpath(page, self._links.folder) for page in self._links.pages if page.startswith(folder))
        return f"链接指向的“{_short(written)}”不存在{suggest_file(written, known)}"

    def _outside(self, value: str, scheme: str) -> str | None:
        if scheme in _SCHEMES and not value.startswith("//"):
            return value
        return self._refuse(value, _unsafe(value), "unsafe-link")

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
            return self._refuse(value, _foreign(value), "foreign-image")
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


def _quoted(url: str) -> str:
    return quote(url, safe="/#")


def _unsafe(value: str) -> str:
    return f"链接“{_short(value)}”的形式不允许，只可用 http、https、mailto、tel 和相对链接"


def _unreadable(value: str) -> str:
    return f"链接“{_short(unquote(value))}”写得不对，请核对" if value else "链接是空的，请写上地址"


def _foreign(value: str) -> str:
    return f"图片“{_short(value)}”不是本站的照片；请把照片放进 photos 文件夹再引用"


def _has_foreign_scheme(value: str) -> bool:
    scheme = _SCHEME.match(_CONTROL.sub("", value))
    return scheme is not None and scheme[1].lower() not in _SCHEMES


def _short(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:57]}…"


def _clean(html: str, lookup: _Lookup) -> str:
    cleaner = nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags={
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "noscript",
            "template",
            "title",
            "textarea",
        },
        attributes=_KEPT,
        allowed_classes=_CLASSES,
        attribute_filter=lookup.attribute,
        url_schemes=_SCHEMES,
        link_rel=None,  # no link opens a window of its own
    )
    return cleaner.clean(html)


def _figures(html: str, links: Links) -> str:
    """Pictures get their rendition; one that stands alone becomes a figure with its caption."""
    html = _LONE_IMAGE.sub(partial(_figure, links), html)
    return _IMAGE.sub(partial(_image, links), html)


def _figure(links: Links, match: re.Match[str]) -> str:
    attributes = dict(_ATTRIBUTE.findall(match[1]))
    image = links.images.get(_unescape(attributes.get("src", "")))
    caption = attributes.get("title") or html_text.escape(image.caption if image else "")
    return f"<figure>{match[1]}" + (f"<figcaption>{caption}</figcaption>" if caption else "") + "</figure>"


def _image(links: Links, match: re.Match[str]) -> str:
    attributes = dict(_ATTRIBUTE.findall(match[1]))
    image = links.images.get(_unescape(attributes.get("src", "")))
    if image is None:
        return ""
    alt = attributes.get("alt") or html_text.escape(image.caption, quote=True)
    sizes = ", ".join(f"{links.address(_quoted(url))} {width}w" for url, width in image.srcset)
    srcset = f' srcset="{sizes}" sizes="(min-width: 60em) 44em, 92vw"' if sizes and not links.site_url else ""
    return (
        f'<img src="{links.address(_quoted(image.url))}"{srcset} alt="{alt}"'
        f' width="{image.width}" height="{image.height}" loading="lazy">'
    )


def _refusals(text: Text, lookup: _Lookup) -> tuple[Refusal, ...]:
    finder = _Finder(text, lookup)
    finder.feed(_tidy(_to_html(text.markdown, sourcepos=True)))
    finder.close()
    return tuple(finder.found)


class _Finder(HTMLParser):
    """Second pass, for lines and columns: comrak marks its elements with their place in the source.

    Raw HTML has no mark but stands verbatim in the source, behind the last mark: it is searched there.
    """

    def __init__(self, text: Text, lookup: _Lookup) -> None:
        super().__init__(convert_charrefs=True)
        self._text = text
        self._lookup = lookup
        self._lines = text.markdown.split("\n")
        self._place = (1, 1)
        self.found: list[Refusal] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        place = self._at(given.pop("data-sourcepos", None))
        if tag not in _TAGS:
            self._report(f"不允许使用 HTML 标签 <{tag}>，请改用 Markdown 写法", "unsafe-html", place)
            return
        for name, value in given.items():
            self._attribute(tag, name, value or "", place)

    def _attribute(self, tag: str, name: str, value: str, place: tuple[int, int]) -> None:
        if name in ("href", "src"):
            self._address(tag, value, place)
        elif name not in _OWN_ATTRIBUTES.get(tag, set()) and name not in ("lang",):
            self._report(f"HTML 标签 <{tag}> 不允许带属性 {name}", "unsafe-html", place)

    def _address(self, tag: str, value: str, place: tuple[int, int]) -> None:
        if value in self._lookup.refused:
            self._report(*self._lookup.refused[value][:2], place, self._lookup.refused[value][2])
        elif self._lookup.knows(value):
            return
        elif tag == "img":  # this and the next nh3 drops before its filter
            self._report(_foreign(value), "foreign-image", place)
        elif _has_foreign_scheme(value):
            self._report(_unsafe(value), "unsafe-link", place)
        else:
            self._report(_unreadable(value), "bad-link", place)

    def _at(self, sourcepos: str | None) -> tuple[int, int]:
        if sourcepos:
            line, column = sourcepos.partition("-")[0].split(":")
            self._place = (int(line), int(column))
            return self._place
        raw = self.get_starttag_text() or ""
        return self._search(raw) or self._place

    def _search(self, raw: str) -> tuple[int, int] | None:
        line, column = self._place
        for number, content in enumerate(self._lines[line - 1 :], line):
            found = content.find(raw.partition("\n")[0], column - 1 if number == line else 0)
            if raw and found >= 0:
                return number, found + 1
        return None

    def _report(self, message: str, rule: str, place: tuple[int, int], target: str = "") -> None:
        self.found.append(Refusal(message, rule, place[0] + self._text.first_line - 1, place[1], target))
