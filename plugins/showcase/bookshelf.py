"""The volumes of a checked showcase as books: which are made, where they stand on the site, what the report says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from showcase.books import BookFile, Press
from showcase.books.binding import Binding
from showcase.books.values import FORMATS, PDF
from showcase.diagnostics import Diagnostic
from showcase.feeds import Enclosure
from showcase.kept import Kept
from showcase.model.collection import Collection
from showcase.model.renditions import Rendition
from showcase.model.volumes import Volume
from showcase.outputs import Output
from showcase.renditions import rendition_file
from showcase.texts import Texts
from showcase.views.parts import BookLink, size_words

__all__ = ["BookOptions", "Shelf", "book_outputs", "books_by_volume", "enclosed_books", "make_press", "print_books"]

_PLACE: Final = "compilations"


@dataclass(frozen=True, slots=True)
class BookOptions:
    """Whether and how a build makes books."""

    wanted: bool = False
    fonts: Path | None = None
    """The office's own fonts."""
    tell: Callable[[Volume, str], None] | None = None
    """Called before a file is made; not for one that the cache has."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What came of it."""

    files: tuple[BookFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    notes: tuple[str, ...] = ()
    """For the report: which fonts stand in for which."""


def make_press(public: Collection, texts: Texts, kept: Kept, site_url: str, cache: Path, options: BookOptions) -> Press:
    """For the volumes of this showcase; the photos that they show must be in the cache."""
    site = public.config.site

    def file_of(rendition: Rendition) -> str:
        return str(rendition_file(rendition, cache).resolve())

    binding = Binding(
        links={path: manuscript.links for path, manuscript in texts.manuscripts.items()},
        photos={unit.slug: unit.photos for unit in public.units},
        file_of=file_of,
        site_url=site_url,
        site=f"{site.place}{site.name}",
        chop=site.chop,
    )
    return Press(
        cache=cache,
        kept=kept,
        binding=binding,
        texts={path: manuscript.text for path, manuscript in texts.manuscripts.items()},
        keys=texts.keys,
        fonts_folder=options.fonts,
        tell=options.tell,
    )


def print_books(
    public: Collection,
    texts: Texts,
    kept: Kept,
    volumes: Iterable[Volume],
    site_url: str,
    cache: Path,
    options: BookOptions,
    forms: Sequence[str] = FORMATS,
) -> Shelf:
    """Every volume that readers see, in every form; one with nothing in it, or taken back, is no book."""
    shown = tuple(v for v in volumes if v.chapters and not v.is_withdrawn)
    if not options.wanted or not shown:
        return Shelf()
    press = make_press(public, texts, kept, site_url, cache, options)
    printed = [press.print(volume, form) for volume in shown for form in forms]
    files = tuple(one.made for one in printed if one.made is not None)
    press.clean(files, shown)
    return Shelf(
        files=files,
        diagnostics=tuple(found for one in printed for found in one.diagnostics),
        notes=press.stand_ins(shown) if PDF in forms else (),
    )


def book_outputs(files: Iterable[BookFile]) -> Iterator[Output]:
    """Beside the page of their volume."""
    for made in files:
        yield Output(address(made), file=made.file, digest=f"{address(made)} {made.digest}")


def books_by_volume(files: Iterable[BookFile]) -> Mapping[str, tuple[BookLink, ...]]:
    """What the page of a volume offers, by slug."""
    found: dict[str, tuple[BookLink, ...]] = {}
    for made in files:
        link = BookLink(form=made.form.upper(), url=address(made), size=size_words(made.size), pages=made.pages)
        found[made.slug] = (*found.get(made.slug, ()), link)
    return found


def enclosed_books(files: Iterable[BookFile], site_url: str) -> Mapping[str, tuple[Enclosure, ...]]:
    """What the feeds' entry of a volume has, by slug."""
    found: dict[str, tuple[Enclosure, ...]] = {}
    for made in files:
        media_type = "application/pdf" if made.form == PDF else "application/epub+zip"
        book = Enclosure(
            url=f"{site_url}{address(made)}", size=made.size, media_type=media_type, title=made.form.upper()
        )
        found[made.slug] = (*found.get(made.slug, ()), book)
    return found


def address(made: BookFile) -> str:
    """Site-relative."""
    return f"{_PLACE}/{made.slug}/{made.name}"
