"""The pages of an EPUB: cover, colophon, preface, parts, chapters, contents, and the package that lists them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from showcase.books.layout import colophon
from showcase.books.values import Book, BookChapter, BookPart
from showcase.books.xhtml import printable

__all__ = ["CONTAINER", "STYLE", "Page", "chapter_body", "colophon_body", "cover_body", "identifier", "nav", "opf"]
__all__ += ["part_body", "preface_body", "xhtml"]

CONTAINER: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
STYLE: Final = """\
body { margin: 0 4%; font-family: "Songti SC", "Source Han Serif SC", "Noto Serif CJK SC", serif; line-height: 1.8; }
p { margin: 0; text-indent: 2em; text-align: justify; }
h1, h2, h3, h4, h5, h6 { font-family: "PingFang SC", "Noto Sans CJK SC", sans-serif; line-height: 1.4; text-indent: 0; }
h1 { margin: 2.5em 0 0.6em; font-size: 1.5em; text-align: center; }
h2 { margin: 1.4em 0 0.5em; font-size: 1.15em; }
h3, h4, h5, h6 { margin: 1em 0 0.4em; font-size: 1em; }
blockquote { margin: 0.8em 0 0.8em 2em; font-family: "Kaiti SC", "LXGW WenKai", serif; }
figure { margin: 1.2em 0; text-align: center; page-break-inside: avoid; }
img { max-width: 100%; height: auto; }
figcaption { font-size: 0.85em; text-align: center; }
table { margin: 1em auto; border-collapse: collapse; font-size: 0.9em; line-height: 1.5; }
th, td { border: 1px solid #888; padding: 0.3em 0.5em; }
td p, th p { text-indent: 0; }
.ta-center { text-align: center; }
.ta-right { text-align: right; }
li p { text-indent: 0; }
a { color: inherit; }
.by, .sub, .note { text-indent: 0; text-align: center; }
.by { margin: 0 0 2em; font-size: 0.95em; }
.note { margin-top: 2em; text-align: left; font-size: 0.85em; }
.sign { text-align: right; }
.footnotes { margin-top: 2em; border-top: 1px solid #888; font-size: 0.85em; }
.cover { margin: 0; text-align: center; }
.cover img { max-width: 100%; max-height: 100%; }
.title { margin-top: 25%; text-align: center; }
.title p { text-indent: 0; text-align: center; }
.part { margin-top: 30%; text-align: center; }
dt { margin-top: 0.5em; font-weight: bold; }
dd { margin: 0; }
nav ol { padding-left: 1.2em; list-style-type: none; }
"""


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the book's reading order."""

    name: str
    title: str
    content: str
    properties: str = ""


def xhtml(title: str, body: str, kind: str) -> str:
    """A whole page.

    :param kind: what it is, in words of EPUB's own list (``chapter``, ``part`` …)
    """
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        ' xml:lang="zh-CN" lang="zh-CN">\n'
        f'<head><meta charset="UTF-8"/><title>{_text(title)}</title>'
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f'<body epub:type="{kind}">\n{body}\n</body>\n</html>\n'
    )


def _text(words: str) -> str:
    return escape(printable(words), quote=True)


def cover_body(book: Book, picture: str) -> str:
    """The picture of the cover, or its words where there is none."""
    if picture:
        return f'<div class="cover"><img src="images/{picture}" alt="{_text(f"封面：{book.title}")}"/></div>'
    lines = (book.kicker, book.subtitle, book.issuers, book.date)
    words = "".join(f"<p>{_text(line)}</p>" for line in lines if line)
    return f'<div class="title"><h1>{_text(book.title)}</h1>{words}</div>'


def colophon_body(book: Book) -> str:
    """版权页."""
    rows = "".join(f"<dt>{_text(name)}</dt><dd>{_linked(words)}</dd>" for name, words in colophon(book) if words)
    notes = "".join(f'<p class="note">{_text(note)}</p>' for note in book.notes)
    return f"<h1>版权页</h1><dl>{rows}</dl>{notes}"


def _linked(words: str) -> str:
    return f'<a href="{_text(words)}">{_text(words)}</a>' if words.startswith("http") else _text(words)


def preface_body(book: Book, text: str) -> str:
    """前言, signed."""
    signed = f'<p class="sign">{_text(book.editors or book.issuers)}<br/>{_text(book.date)}</p>'
    return f"<h1>前言</h1>{text}{signed}"


def part_body(part: BookPart, item_word: str) -> str:
    """A page for itself."""
    words = f"{_text(part.label)}<br/>{_text(part.title)}" if part.title else _text(part.label)
    return f'<div class="part"><h1>{words}</h1><p class="sub">{len(part.chapters)} {item_word}</p></div>'


def chapter_body(chapter: BookChapter, text: str) -> str:
    """An article under its title, with who wrote it."""
    below = f'<p class="sub">——{_text(chapter.subtitle)}</p>' if chapter.subtitle else ""
    by = "　".join(_text(words) for words in (chapter.unit, chapter.date) if words)
    full = f'全文见 <a href="{_text(chapter.url)}">{_text(chapter.url)}</a>'
    note = f'<p class="note">（编入时有删节，{full}）</p>' if chapter.is_shortened else ""
    return f'<h1>{_text(chapter.title)}</h1>{below}<p class="by">{by}</p>{text}{note}'


def nav(book: Book, pages: Iterable[Page], parts: Sequence[tuple[Page | None, Sequence[Page]]]) -> str:
    """The contents that a reader's own menu shows."""
    fronts = "".join(_entry(page) for page in pages)
    inner = "".join(_part_entry(part, chapters) for part, chapters in parts)
    first = next((chapters[0].name for _, chapters in parts if chapters), "colophon.xhtml")
    body = (
        f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>目录</h1><ol>{fronts}{inner}</ol></nav>\n'
        '<nav epub:type="landmarks" hidden="hidden"><h1>导航</h1><ol>'
        '<li><a epub:type="cover" href="cover.xhtml">封面</a></li><li><a epub:type="toc" href="#toc">目录</a></li>'
        f'<li><a epub:type="bodymatter" href="{first}">正文</a></li></ol></nav>'
    )
    return xhtml(f"{book.title} 目录", body, "frontmatter")


def _entry(page: Page) -> str:
    return f'<li><a href="{page.name}">{_text(page.title)}</a></li>'


def _part_entry(part: Page | None, chapters: Sequence[Page]) -> str:
    entries = "".join(_entry(page) for page in chapters)
    if part is None:
        return entries
    return f'<li><a href="{part.name}">{_text(part.title)}</a>' + (f"<ol>{entries}</ol></li>" if entries else "</li>")


def identifier(book: Book) -> str:
    """For life: of the volume's address, which never changes."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, book.url)}"


def opf(book: Book, pages: Iterable[Page], pictures: Iterable[str], cover: str) -> str:
    """The package: what the book is, its files, their order."""
    items = "".join(
        f'<item id="p{number}" href="{page.name}" media-type="application/xhtml+xml"{_properties(page)}/>\n'
        for number, page in enumerate(pages)
    )
    images = "".join(
        f'<item id="m{number}" href="images/{name}" media-type="{_media_type(name)}"'
        f"{_COVER_MARK if name == cover else ''}/>\n"
        for number, name in enumerate(pictures)
    )
    spine = "".join(f'<itemref idref="p{number}"/>' for number, _ in enumerate(pages))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-CN">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{"".join(_metadata(book))}</metadata>\n'
        '<manifest>\n<item id="style" href="style.css" media-type="text/css"/>\n'
        f"{items}{images}</manifest>\n<spine>{spine}</spine>\n</package>\n"
    )


_COVER_MARK: Final = ' properties="cover-image"'


def _properties(page: Page) -> str:
    return f' properties="{page.properties}"' if page.properties else ""


def _media_type(name: str) -> str:
    return "image/png" if name.endswith(".png") else "image/jpeg"


def _metadata(book: Book) -> Iterable[str]:
    yield f'<dc:identifier id="id">{identifier(book)}</dc:identifier>\n'
    yield f"<dc:title>{_text('：'.join(filter(None, (book.title, book.subtitle))))}</dc:title>\n"
    yield "<dc:language>zh-CN</dc:language>\n"
    yield f"<dc:creator>{_text(book.editors or book.issuers)}</dc:creator>\n" if book.editors or book.issuers else ""
    yield f"<dc:publisher>{_text(book.issuers)}</dc:publisher>\n" if book.issuers else ""
    yield f"<dc:date>{book.day.isoformat()}</dc:date>\n"
    yield f"<dc:description>{_text(book.summary)}</dc:description>\n" if book.summary else ""
    yield f"<dc:source>{_text(book.url)}</dc:source>\n"
    yield f'<meta property="dcterms:modified">{book.day.isoformat()}T00:00:00Z</meta>\n'
    if book.series:
        yield f'<meta property="belongs-to-collection" id="series">{_text(book.series)}</meta>\n'
        yield '<meta refines="#series" property="collection-type">series</meta>\n'
    if book.series and book.number:
        yield f'<meta refines="#series" property="group-position">{book.number}</meta>\n'
    for name, value in _ACCESS:
        yield f'<meta property="schema:{name}">{value}</meta>\n'


_ACCESS: Final = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityHazard", "none"),
    ("accessibilitySummary", "全书有目录和标题层次，图片有文字说明。"),
)
