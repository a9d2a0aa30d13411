"""The drawn previews of a site: which there are, where they stand, what the report says of those that are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from showcase.fonts import FontSet, known_fonts
from showcase.kept import Kept
from showcase.model.social import Lettering, PreviewCard
from showcase.outputs import Output
from showcase.renditions import Seals, rendition_file
from showcase.social import lettering_of, make_previews, preview_file
from showcase.views.parts import Context, Preview
from showcase.views.previews import preview_cards, site_preview

__all__ = ["PreviewOptions", "Previews", "Studio", "open_studio", "with_previews"]

_NAMED: Final = 5
"""Units whose names no font can draw that the report names."""
_NO_FONTS: Final = "这台机器上没有中文字体，没有画分享图，分享时显示封面照片；安装 fonts-noto-cjk 以后再建一次就有"


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """Whether and with what a build draws previews."""

    wanted: bool = False
    fonts: Path | None = None
    """The office's own fonts."""


@dataclass(frozen=True, slots=True)
class Previews:
    """What came of it."""

    outputs: tuple[Output, ...] = ()
    notes: tuple[str, ...] = ()
    of_site: Preview | None = None
    """Of pages that have none of their own."""


@dataclass(frozen=True, slots=True)
class Studio:
    """Draws the previews of one build; without fonts, or when none are wanted, it draws nothing."""

    kept: Kept
    cache: Path
    wanted: bool = False
    fonts: FontSet | None = None
    lettering: Lettering | None = None
    """What views must know to print the addresses."""

    def make(self, context: Context) -> Previews:
        """All of a site; those that the cache has are not drawn again."""
        if self.fonts is None or self.lettering is None:
            return Previews(notes=(_NO_FONTS,) if self.wanted else ())
        wanted = tuple(preview_cards(context))
        fitting = ((self.lettering.fit(card)) for _, card in wanted)
        cards = {self.lettering.file_name(card): card for card in fitting if card is not None}
        files = {name: (preview_file(name, self.cache),) for name in cards}
        seals = Seals(self.kept, "preview-seal")
        seals.break_damaged(files)
        made = make_previews(cards, self.fonts, self.kept, self.cache, lambda r: rendition_file(r, self.cache))
        seals.renew(files)
        self._clean(cards)
        told = (f"新画分享图 {made} 张",) if made else ()
        outputs = (Output(f"assets/previews/{name}", file=file, digest=name) for name, (file,) in files.items())
        return Previews(tuple(outputs), (*told, *_lacking(self.lettering, wanted)))

    def _clean(self, needed: Iterable[str]) -> None:
        """Remove from the cache what is no preview of this site any more."""
        names = frozenset(needed)
        for file in (self.cache / "previews").glob("*.jpg"):
            if file.name not in names:
                file.unlink(missing_ok=True)


def with_previews(
    context: Context, options: PreviewOptions | None, kept: Kept, cache: Path
) -> tuple[Context, Previews]:
    """The same context, able to print the addresses of previews, and those previews."""
    studio = open_studio(options, kept, cache)
    able = replace(context, lettering=studio.lettering)
    return able, replace(studio.make(able), of_site=site_preview(able))


def open_studio(options: PreviewOptions | None, kept: Kept, cache: Path) -> Studio:
    """Look for fonts, when previews are wanted."""
    if options is None or not options.wanted:
        return Studio(kept, cache)
    fonts = known_fonts(kept, options.fonts)
    return Studio(kept, cache, True, fonts, lettering_of(fonts, kept) if fonts else None)


def _lacking(lettering: Lettering, wanted: Iterable[tuple[str, PreviewCard]]) -> Iterator[str]:
    """Words that were left out, and what stands for a card whose name could not be drawn."""
    lacking = [(url or "首页", card, signs) for url, card in wanted if (signs := lettering.lacking(card))]
    for url, card, signs in lacking[:_NAMED]:
        what = "只少这几个字所在的一行" if lettering.fit(card) else "改用封面照片"
        yield f"分享图：没有字体画得出“{signs}”（{url}），{what}；把有这些字的字体放进 books.fonts 的文件夹"
    if len(lacking) > _NAMED:
        yield f"分享图：另有 {len(lacking) - _NAMED} 张也有字体画不出的字"
