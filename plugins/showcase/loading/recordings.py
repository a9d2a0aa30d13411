"""The video and audio files of a unit: each with its note in words and its poster (DOMAIN §1.5, R1)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path
from typing import Final

from showcase.diagnostics import Location
from showcase.loading.archive_places import place_of
from showcase.loading.file_content import hidden_danger_in
from showcase.loading.media import BrokenMediaError, MediaFacts, read_media
from showcase.loading.photo_names import number_and_caption
from showcase.loading.unit_desk import UnitDesk, nfc
from showcase.loading.unit_files import UnitFiles, stem_of
from showcase.model.units import Photo, Recording

__all__ = ["load_recordings"]

_SUFFIXES: Final = {"MP4": ".mp4", "WebM": ".webm", "MP3": ".mp3"}


@dataclass(frozen=True, slots=True)
class _Probed:
    facts: MediaFacts
    size: int
    digest: str


def load_recordings(
    desk: UnitDesk, folder: Path, files: UnitFiles, posters: tuple[Photo, ...]
) -> tuple[Recording, ...]:
    """All recordings in their order; those that cannot be shown are told and left out."""
    notes = {stem_of(path): desk.root.relative(path) for path in files.articles}
    pictures = {stem_of(Path(photo.file)): photo for photo in posters}
    found: list[Recording] = []
    for path in files.recordings:
        stem = stem_of(path)
        recording = _recording(desk, folder, path, notes.get(stem, ""))
        if recording is not None:
            found.append(replace(recording, poster=pictures.get(stem)))
    return tuple(sorted(found, key=lambda recording: (recording.number, recording.path)))


def _recording(desk: UnitDesk, folder: Path, path: Path, note: str) -> Recording | None:
    place = Location(desk.root.relative(path))
    desk.diagnostics.belongs(place.file, desk.root.relative(folder / "index.md"))
    number, caption = number_and_caption(nfc(path.stem))
    lies = place_of(desk, folder, path)
    _tell_missing(desk, path, place, caption, note)
    probed = _probe(desk, path, place)
    if probed is None or not caption:
        return None
    return Recording(
        path=place.file,
        file=str(path),
        number=number,
        caption=caption,
        is_video=probed.facts.is_video,
        suffix=_SUFFIXES[probed.facts.type],
        size=probed.size,
        digest=probed.digest,
        width=probed.facts.width,
        height=probed.facts.height,
        seconds=probed.facts.seconds,
        archive=lies.category,
        note=note,
    )


def _tell_missing(desk: UnitDesk, path: Path, place: Location, caption: str, note: str) -> None:
    """What is heard and seen is said in words too: for who does not hear or see, and for the archive."""
    if not caption:
        message = f"音像文件没有说明：请把文件名写成“01-说明{path.suffix.lower()}”"
        desk.diagnostics.error(place, message, "media-caption")
    elif not note:
        message = f"没有文字说明：请在旁边放“{nfc(path.stem)}.md”，写解说词或内容提要，听不见、看不见的人也能了解"
        desk.diagnostics.warning(place, message, "media-note")


def _probe(desk: UnitDesk, path: Path, place: Location) -> _Probed | None:
    """Heads, and the digest of all bytes; ``None`` with a diagnostic for what cannot be published."""
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > desk.root.limits.media * 1_000_000:
                desk.diagnostics.error(place, _too_large(size, desk.root.limits.media), "file-too-large")
                return None
            if danger := hidden_danger_in(stream, "音像"):
                desk.diagnostics.error(place, danger, "unsafe-file")
                return None
            facts = _facts(desk, stream, path, place)
            return _Probed(facts, size, desk.digests.of(path, stream)) if facts else None
    except OSError as error:
        desk.diagnostics.error(place, f"读不了这个文件：{error.strerror or '系统错误'}", "unreadable-file")
        return None


def _too_large(size: int, limit: int) -> str:
    hint = "请压缩或分段，或在 site_config/site.yml 的 limits 里改 media"
    return f"文件有 {size / 1e6:.1f} MB，超过 {limit} MB；{hint}"


def _facts(desk: UnitDesk, stream: BufferedReader, path: Path, place: Location) -> MediaFacts | None:
    try:
        facts = read_media(stream)
        fault = facts.fault
    except BrokenMediaError as error:
        fault = str(error)
    if fault:
        message = f"打不开这个音像文件：{fault}；请用 .mp4（H.264）、.webm 或 .mp3"
        desk.diagnostics.error(place, message, "bad-media")
        return None
    if facts.private:
        message = f"文件里带有{'、'.join(facts.private)}，公开就会泄露；{_cure(facts, path)}"
        desk.diagnostics.error(place, message, "media-metadata")
    for message, rule in _oddities(facts, path):
        desk.diagnostics.warning(place, message, rule)
    return facts


def _cure(facts: MediaFacts, path: Path) -> str:
    """The same for all that only moves or leaves out what is beside the pictures and the sound."""
    suffix = _SUFFIXES[facts.type]
    streams = "-map 0:v? -map 0:a?" if facts.is_video else "-map 0:a"
    quick = " -movflags +faststart" if suffix == ".mp4" else ""
    command = f"ffmpeg -i {_argument(path)} {streams} -map_metadata -1 -c copy{quick} 新文件{suffix}"
    return f"可用 ffmpeg 去掉，不会重新压缩：{command}"


def _argument(path: Path) -> str:
    """The file's name as a part of a command."""
    name = nfc(path.name)
    return f'"{name}"' if re.search(r"[\s&()'$]", name) else name


def _oddities(facts: MediaFacts, path: Path) -> Iterator[tuple[str, str]]:
    good, name = _SUFFIXES[facts.type], _argument(path)
    if path.suffix.lower() != good:
        yield f"文件名的后缀是 {path.suffix}，内容其实是 {facts.type}，请把后缀改成 {good}", "media-type"
    if facts.codecs:
        convert = f"ffmpeg -i {name} -c:v libx264 -crf 23 -c:a aac -map_metadata -1 -movflags +faststart 新文件.mp4"
        yield f"编码是 {'、'.join(facts.codecs)}，不少浏览器放不出来；请转成 H.264：{convert}", "media-codec"
    if facts.is_slow:
        convert = f"ffmpeg -i {name} -c copy -movflags +faststart 新文件.mp4"
        message = f"播放要用的信息在文件末尾，要全部下载完才能开始放；可用 ffmpeg 挪到开头，不会重新压缩：{convert}"
        yield message, "media-slow-start"
