"""What each file of a unit's folder is, by its place and suffix; what is nothing that we publish is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from showcase.diagnostics import Location
from showcase.loading.photo_names import PHOTO_SUFFIXES
from showcase.loading.unit_desk import UnitDesk, nfc

__all__ = ["ARCHIVE", "UnitFiles", "number_in", "sort_files", "stem_of", "title_in"]

ARCHIVE: Final = "archive"
RECORDING_SUFFIXES: Final = frozenset({".mp4", ".webm", ".mp3"})
_DOCUMENT_SUFFIXES: Final = frozenset(".pdf .docx .xlsx .pptx .ofd .csv .txt .zip".split())
"""Of an archive, published as they are: those that the gates before publishing can read."""
_PHOTOS: Final = "photos"
_MEDIA: Final = "media"
_TABLES: Final = frozenset({"honors", "facts", "photos", "assessment"})
_ARCHIVE_NAME: Final = re.compile(r"(\d{2})[：:\-_、 ]+(.+)")


@dataclass(slots=True)
class UnitFiles:
    """The files of a unit but its ``index.md`` and its tables, each kind in the order of the folder."""

    articles: list[Path] = field(default_factory=list)
    photos: list[Path] = field(default_factory=list)
    recordings: list[Path] = field(default_factory=list)
    posters: list[Path] = field(default_factory=list)
    """Pictures of the same name as a recording beside them, one each."""
    documents: list[Path] = field(default_factory=list)
    """Of the archive: what is neither Markdown, picture nor recording."""


def sort_files(desk: UnitDesk, folder: Path, files: Sequence[Path]) -> UnitFiles:
    """Every file to its kind."""
    found = UnitFiles()
    found.recordings += [path for path in files if _is_recording(path, path.relative_to(folder).parts)]
    wanted = {stem_of(path) for path in found.recordings}
    for path in files:
        parts = path.relative_to(folder).parts
        if _is_article(parts):
            found.articles.append(path)
        elif path.suffix.lower() in PHOTO_SUFFIXES and stem_of(path) in wanted:
            found.posters.append(path)
            wanted.discard(stem_of(path))
        elif path.suffix.lower() in PHOTO_SUFFIXES and _is_album(parts):
            found.photos.append(path)
        elif path.suffix.lower() in _DOCUMENT_SUFFIXES and parts[0] == ARCHIVE and len(parts) > 1:
            found.documents.append(path)
        elif not (_is_recording(path, parts) or _is_index_or_table(path, parts)):
            _stray(desk, path, parts)
    return found


def _is_article(parts: tuple[str, ...]) -> bool:
    return parts[-1].endswith(".md") and parts[0] != _PHOTOS and parts != ("index.md",)


def _is_recording(path: Path, parts: tuple[str, ...]) -> bool:
    """``media/<file>`` or ``archive/<category>/…/<file>``."""
    is_place = (parts[0] == _MEDIA and len(parts) == 2) or (parts[0] == ARCHIVE and len(parts) >= 3)
    return is_place and path.suffix.lower() in RECORDING_SUFFIXES


def stem_of(path: Path) -> str:
    """Place and name without the suffix: what belongs to a recording has the same."""
    return nfc(path.with_suffix("").as_posix())


def _is_album(parts: tuple[str, ...]) -> bool:
    """``photos/<file>`` or ``archive/<category>/…/<file>``."""
    return (parts[0] == _PHOTOS and len(parts) == 2) or (parts[0] == ARCHIVE and len(parts) >= 3)


def _is_index_or_table(path: Path, parts: tuple[str, ...]) -> bool:
    return parts == ("index.md",) or (len(parts) == 1 and path.stem in _TABLES and path.suffix in (".csv", ".xlsx"))


_OTHER_VIDEOS: Final = ".mov .avi .wmv .mkv .m4v .flv .f4v .rm .rmvb .mpg .mpeg .3gp .ogv .vob .mts".split()
_OTHER_SOUNDS: Final = ".m4a .wav .wma .aac .flac .ogg .opus .amr .ape .aiff".split()
_POSTER_HINT: Final = "视频的封面要与视频同名，如 01-说明.mp4 配 01-说明.jpg；照片请放进 photos 文件夹"
_STRAY_HINTS: Final = {
    **dict.fromkeys(PHOTO_SUFFIXES, "照片要直接放在 photos 文件夹或 archive/<档案类别>/ 里"),
    **dict.fromkeys((".bmp", ".raw", ".svg"), "照片请先转成 JPEG，放进 photos 文件夹"),
    **dict.fromkeys((".doc", ".docx", ".wps", ".txt", ".md", ".markdown"), "文字材料请写成小写 .md 结尾的文件"),
    **dict.fromkeys(RECORDING_SUFFIXES, "音像要直接放在 media 文件夹或 archive/<档案类别>/ 里"),
    **dict.fromkeys(_OTHER_VIDEOS, "视频请先转成 .mp4（H.264），放进 media 文件夹"),
    **dict.fromkeys(_OTHER_SOUNDS, "录音请先转成 .mp3，放进 media 文件夹"),
    **dict.fromkeys((".xls", ".xlsx", ".csv", ".et"), "表格只读 honors、facts、photos 的 .xlsx 或 .csv"),
}

_SAVE_AS: Final = "旧格式请另存为 .docx、.xlsx、.pptx，或转成 PDF"
_ARCHIVE_HINTS: Final = {
    **dict.fromkeys((".doc", ".wps", ".xls", ".et", ".ppt", ".dps", ".rtf"), _SAVE_AS),
    **dict.fromkeys((".html", ".htm", ".mht", ".mhtml", ".svg"), "网页和矢量图能带程序，请转成 PDF"),
    **dict.fromkeys((".rar", ".7z", ".tar", ".gz"), "压缩包只收 .zip；最好把文件一个个放进来"),
}
"""In an archive, where documents may lie."""


def _stray(desk: UnitDesk, path: Path, parts: tuple[str, ...]) -> None:
    suffix = path.suffix.lower()
    hint = _POSTER_HINT if parts[0] == _MEDIA and suffix in PHOTO_SUFFIXES else _STRAY_HINTS.get(suffix)
    hint = _ARCHIVE_HINTS.get(suffix, hint) if parts[0] == ARCHIVE else hint
    message = "这个文件不会发布" + (f"：{hint}" if hint else "")
    desk.diagnostics.warning(Location(desk.root.relative(path)), message, "stray-file")


# --- the archive: archive/<category>/NN-主题 (requirement R20) -------------------------------------


def number_in(path: Path) -> int | None:
    """The two digits that an archived file's name begins with; ``None`` when it does not."""
    match = _ARCHIVE_NAME.fullmatch(nfc(path.stem))
    return int(match[1]) if match else None


def title_in(path: Path) -> str:
    """What an archived file's name says after its number."""
    match = _ARCHIVE_NAME.fullmatch(nfc(path.stem))
    return match[2].strip() if match else nfc(path.stem)
