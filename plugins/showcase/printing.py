"""Volumes as files in a folder, without a site: what ``showcase book`` does."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from showcase.books import PDF, Press, Printed
from showcase.bookshelf import BookOptions, make_press
from showcase.diagnostics import Diagnostic
from showcase.model.volumes import Volume
from showcase.pipeline import Checked
from showcase.renditions import Progress, make_renditions

__all__ = ["Commission", "print_volumes", "printable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """What is to be printed, and where it goes."""

    volumes: Sequence[Volume]
    forms: Sequence[str]
    site_url: str
    cache: Path
    out: Path
    fonts: Path | None = None


def printable(volumes: Iterable[Volume]) -> Mapping[str, Volume]:
    """Those that hold anything and were not taken back, by slug."""
    return {volume.slug: volume for volume in volumes if volume.chapters and not volume.is_withdrawn}


def print_volumes(
    checked: Checked, order: Commission, say: Callable[[str], None], tell: Callable[[Progress], None]
) -> tuple[Diagnostic, ...]:
    """Each volume in each form, one sentence a file; a damaged photo stops all.

    :param tell: called after each photo that had to be made
    :raises OSError: the folder cannot be written
    """
    shown = {
        photo.digest: photo for volume in order.volumes for chapter in volume.chapters for photo in chapter.pictures
    }
    if problems := make_renditions(shown.values(), order.cache, tell=tell):
        return problems
    press = _press(checked, order, say)
    order.out.mkdir(parents=True, exist_ok=True)
    found = [d for volume, printed in _printed(press, order) for d in _put(volume, printed, order.out, say)]
    if PDF in order.forms:
        for note in press.stand_ins(order.volumes):
            say(f"{note}。")
    return tuple(found)


def _press(checked: Checked, order: Commission, say: Callable[[str], None]) -> Press:
    def tell(volume: Volume, form: str) -> None:
        say(f"制作《{volume.title}》的 {form.upper()}……")

    options = BookOptions(wanted=True, fonts=order.fonts, tell=tell)
    return make_press(checked.public, checked.texts, checked.kept, order.site_url, order.cache, options)


def _printed(press: Press, order: Commission) -> Iterator[tuple[Volume, Printed]]:
    for volume in order.volumes:
        for form in order.forms:
            yield volume, press.print(volume, form)


def _put(volume: Volume, printed: Printed, out: Path, say: Callable[[str], None]) -> tuple[Diagnostic, ...]:
    """Nothing where it could not be made; what is wrong with it."""
    made = printed.made
    if made is not None:
        shutil.copyfile(made.file, out / made.name)
        pages = f" {made.pages} 页" if made.pages else ""
        say(f"《{volume.title}》{made.form.upper()}{pages}，{made.size / 1e6:.1f} MB：{out / made.name}")
    return printed.diagnostics
