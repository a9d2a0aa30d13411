"""Video and audio on pages: the browser's own player, and what it plays in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from showcase.model.units import Article, Recording, Unit
from showcase.views.parts import Context, Crumb, Picture, picture, size_words

__all__ = ["RecordingLine", "recording_lines", "recordings_of"]

_POSTER_WIDTH: Final = 800
"""Pixels that a poster should have: a player is 640 wide, on some screens twice that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingLine:
    """A recording as it is shown."""

    is_video: bool
    src: str
    media_type: str
    width: int
    height: int
    """0 when nobody knows; then the player takes the size of what it plays."""
    poster: str
    """Address of what a video shows before it plays; empty for none."""
    picture: Picture | None
    """Of what is only heard."""
    caption: str
    kind: str
    facts: str
    """视频 · 3 分 20 秒 · 12.4 MB · 思想建设类."""
    size: str
    file_name: str
    """Under which it is saved."""
    text: Crumb | None
    """The page that says in words what is seen and heard."""


def recording_lines(context: Context, unit: Unit) -> tuple[RecordingLine, ...]:
    """All that readers may see and hear of a unit."""
    return _lines(context, unit, unit.shown_recordings)


def recordings_of(context: Context, unit: Unit, article: Article) -> tuple[RecordingLine, ...]:
    """Those of which an article is the note: mostly one, or none."""
    return _lines(context, unit, (r for r in unit.shown_recordings if r.note == article.source.path))


def _lines(context: Context, unit: Unit, recordings: Iterable[Recording]) -> tuple[RecordingLine, ...]:
    pages = {article.source.path: Crumb(article.title, article.url) for article in unit.articles}
    return tuple(_line(context, recording, pages.get(recording.note)) for recording in recordings)


def _line(context: Context, recording: Recording, text: Crumb | None) -> RecordingLine:
    shown = picture(context, recording.poster) if recording.poster else None
    category = recording.archive.name if recording.archive else ""
    size = size_words(recording.size)
    facts = (recording.kind, length_words(recording.seconds), size, category)
    return RecordingLine(
        is_video=recording.is_video,
        src=recording.url,
        media_type=recording.media_type,
        width=recording.width,
        height=recording.height,
        poster=_poster(shown) if shown and recording.is_video else "",
        picture=None if recording.is_video else shown,
        caption=recording.caption,
        kind=recording.kind,
        facts=" · ".join(fact for fact in facts if fact),
        size=size,
        file_name=f"{recording.caption}{recording.suffix}",
        text=text,
    )


def _poster(shown: Picture) -> str:
    """The smallest size that is sharp; a player cannot choose by itself."""
    sizes = shown.image.sources[-1].sizes if shown.image.sources else ()
    return next((url for url, width in sizes if width >= _POSTER_WIDTH), sizes[-1][0] if sizes else shown.large)


def length_words(seconds: float) -> str:
    """3 分 20 秒, 1 小时 2 分; empty when nobody knows."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    parts = ((hours, "小时"), (minutes, "分"), (0 if hours else rest, "秒"))
    words = " ".join(f"{number} {unit}" for number, unit in parts if number)
    return words or ("1 秒" if seconds else "")
