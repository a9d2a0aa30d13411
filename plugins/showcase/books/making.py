"""Volumes → files in the cache, each made once: the same volume, photos, fonts and program give the same file."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from showcase.books.binding import Binding, Bound, bind
from showcase.books.epub import make_epub
from showcase.books.glyphs import missing_glyphs
from showcase.books.layout import signs_of, volume_data
from showcase.books.page import make_page
from showcase.books.pictures import forget_pictures
from showcase.books.typesetting import TypesettingError, draw_cover, typeset
from showcase.books.values import EPUB, HTML, PDF
from showcase.diagnostics import Diagnostic, Location, Severity
from showcase.digest import digest_of, program_digest, text_digest
from showcase.fonts import FontSet, covered, fonts_key, known_fonts
from showcase.kept import Kept
from showcase.model.documents import Marks, Text
from showcase.model.renditions import plan_fallback
from showcase.model.volumes import Volume
from showcase.storage import write_whole

__all__ = ["BookFile", "Press", "Printed"]

_KIND: Final = "book"
_BLANKS: Final = frozenset(" \n\t\u00a0")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFile:
    """A finished file."""

    slug: str
    form: str
    """``pdf``, ``epub`` or ``html``."""
    file: Path
    """In the cache."""
    size: int
    """Bytes."""
    digest: str
    pages: int = 0
    """Of a PDF."""

    @property
    def name(self) -> str:
        """As readers save it."""
        return f"{self.slug}.{self.form}"


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of one volume in one form."""

    made: BookFile | None
    diagnostics: tuple[Diagnostic, ...] = ()
    is_new: bool = False
    """It had to be made."""


@dataclass(frozen=True)
class Press:
    """Makes books, and remembers what it made.

    :ivar fonts_folder: the office's own fonts
    :ivar texts: whole bodies, by path of the file
    :ivar keys: of what each text is made from with all that its links lead to, by path (``Texts.keys``)
    """

    cache: Path
    kept: Kept
    binding: Binding
    texts: Mapping[str, Text]
    keys: Mapping[str, str]
    fonts_folder: Path | None = None
    tell: Callable[[Volume, str], None] | None = None
    """Called before a file is made."""
    _bound: dict[str, Bound] = field(default_factory=dict)
    """The volume at hand, for its next form."""

    @cached_property
    def _fonts_key(self) -> str:
        return fonts_key(self.fonts_folder)

    @cached_property
    def fonts(self) -> FontSet | None:
        """What there is to print with."""
        return known_fonts(self.kept, self.fonts_folder)

    @cached_property
    def _covered(self) -> frozenset[int]:
        return covered(self.fonts) if self.fonts else frozenset()

    def print(self, volume: Volume, form: str) -> Printed:
        """The file of a volume, from the cache when nothing of it changed."""
        key = self._key(volume, form)
        kept = self._kept(volume, form, key)
        if kept is not None:
            return kept
        if self.tell:
            self.tell(volume, form)
        try:
            content, found = self._make(volume, form)
        except TypesettingError as error:
            return Printed(None, (_failure(volume, str(error)),))
        return self._keep(volume, form, key, content, found)

    def _key(self, volume: Volume, form: str) -> str:
        """By all that a file is made from; nothing need be rendered to know it."""
        paths = (volume.source.path, *dict.fromkeys(chapter.source.path for chapter in volume.chapters))
        fonts = self._fonts_key if form != HTML else ""
        place = (self.binding.site_url, self.binding.site, *self.binding.chop)
        content = digest_of(volume, (Marks,))
        return text_digest(program_digest(), form, fonts, content, *place, *(self.keys[path] for path in paths))

    def _kept(self, volume: Volume, form: str, key: str) -> Printed | None:
        """As it was made, whole to the last byte."""
        packed = self.kept.get(_KIND, key)
        if packed is None:
            return None
        digest, pages, told = marshal.loads(packed)  # noqa: S302 – our own, and whole
        file = self._file(key, form)
        try:
            content = file.read_bytes()
        except OSError:
            return None
        if _digest(content) != digest:
            return None
        found = tuple(Diagnostic(Location(*at), message, rule, Severity(grade)) for at, message, rule, grade in told)
        return Printed(
            BookFile(slug=volume.slug, form=form, file=file, size=len(content), digest=digest, pages=pages), found
        )

    def _keep(self, volume: Volume, form: str, key: str, content: bytes, found: tuple[Diagnostic, ...]) -> Printed:
        file, digest, pages = self._file(key, form), _digest(content), _pages(content) if form == PDF else 0
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, content)
        told = [
            ((d.location.path, d.location.line, d.location.column), d.message, d.rule, str(d.severity)) for d in found
        ]
        self.kept.put(_KIND, {key: marshal.dumps((digest, pages, told))})
        made = BookFile(slug=volume.slug, form=form, file=file, size=len(content), digest=digest, pages=pages)
        return Printed(made, found, is_new=True)

    def _file(self, key: str, form: str) -> Path:
        return self.cache / "books" / f"{key}.{form}"

    @property
    def _photos(self) -> Path:
        return self.cache / "books" / "photos"

    def _make(self, volume: Volume, form: str) -> tuple[bytes, tuple[Diagnostic, ...]]:
        bound = self._bind(volume)
        if form == HTML:
            return make_page(bound.book, bound.addresses), ()
        if self.fonts is None:
            if form == PDF:
                raise TypesettingError(NO_FONTS)
            return make_epub(bound.book, bound.addresses, None), ()
        data = volume_data(bound.book, self.fonts, bound.addresses)
        missing = frozenset(sign for sign in signs_of(data) - _BLANKS if ord(sign) not in self._covered)
        if form == EPUB:
            cover = draw_cover(bound.book, data, self.fonts, missing)
            return make_epub(bound.book, bound.addresses, cover), ()
        pdf = typeset(bound.book, data, self.fonts, missing, self._photos)
        return pdf, tuple(missing_glyphs(volume, missing, self.texts))

    def _bind(self, volume: Volume) -> Bound:
        if volume.slug not in self._bound:
            self._bound.clear()
            self._bound[volume.slug] = bind(volume, self.binding)
        return self._bound[volume.slug]

    def stand_ins(self, volumes: Iterable[Volume]) -> tuple[str, ...]:
        """What the report says of fonts: which kinds are missing, and what stands in for them."""
        if self.fonts is None or not tuple(volumes):
            return ()
        return tuple(f"没有{kind}字体，书里用 {family} 代替" for kind, family in self.fonts.stand_ins)

    def clean(self, needed: Iterable[BookFile], volumes: Iterable[Volume]) -> None:
        """Remove from the cache what is no book, and no photo of a book, of this site any more."""
        names = {made.file.name for made in needed}
        for file in (self.cache / "books").glob("*.*"):
            if file.name not in names:
                file.unlink(missing_ok=True)
        self.kept.drop(_KIND, self.kept.keys(_KIND) - {name.partition(".")[0] for name in names})
        shown = (photo for volume in volumes for chapter in volume.chapters for photo in chapter.pictures)
        forget_pictures(self._photos, (plan_fallback(photo).name for photo in shown))


NO_FONTS: Final = "这台机器上没有中文字体；请安装 fonts-noto-cjk，或用 books: {fonts: 文件夹} 写明字体在哪里"


def _failure(volume: Volume, reason: str) -> Diagnostic:
    return Diagnostic(volume.source.at(), f"《{volume.title}》做不成 PDF：{reason}", "book-failed")


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _pages(pdf: bytes) -> int:
    import io

    from pypdf import PdfReader  # here, for most builds make no book

    return len(PdfReader(io.BytesIO(pdf)).pages)
