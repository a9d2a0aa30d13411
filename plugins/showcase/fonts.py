"""Which fonts books and previews are set in: the office's own, else free ones, and what stands in for what.

Nothing is fetched: fonts lie in the folder that ``mkdocs.yml`` names (``books: {fonts: …}``), else where the system
keeps them. GB/T 9704—2012 wants 小标宋 and 仿宋; Debian has one complete Simplified 仿宋 under a free licence,
FandolFang (6,763 characters of GB 2312 all there), within texlive-lang-chinese; no free 小标宋 was found.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from showcase.digest import program_digest, text_digest
from showcase.kept import Kept
from showcase.pickling import from_bytes, to_bytes

__all__ = [
    "Face",
    "FontSet",
    "choose_fonts",
    "covered",
    "find_faces",
    "font_files",
    "fonts_key",
    "known_fonts",
    "known_signs",
    "signs_of",
]

_KIND: Final = "fonts"
_SIGNS: Final = "font-signs"
_SUFFIXES: Final = (".ttf", ".otf", ".ttc", ".otc")
_PLACES: Final = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts",
    "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts",
)  # fmt: skip
_FREE_SONG: Final = ("Noto Serif CJK SC", "Source Han Serif SC", "FandolSong", "AR PL SungtiL GB", "AR PL UMing CN")
_FREE_HEI: Final = ("Noto Sans CJK SC", "Source Han Sans SC", "FandolHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei")
_FREE_KAI: Final = ("LXGW WenKai", "FandolKai", "AR PL KaitiM GB", "AR PL UKai CN")


@dataclass(frozen=True, slots=True)
class _Role:
    """A kind of type, and who may play it, the best one first."""

    key: str
    name: str
    real: tuple[str, ...]
    """Families of this kind."""
    stand_ins: tuple[str, ...]
    """Families of another kind."""


_ROLES: Final = (
    _Role("song", "宋体", ("FZShuSong-Z01S", "FZShuSong-Z01", "STSong", "SimSun", *_FREE_SONG), _FREE_HEI),
    _Role("hei", "黑体", ("SimHei", "FZHei-B01S", "FZHei-B01", "STHeiti", *_FREE_HEI), _FREE_SONG),
    _Role(
        "kai", "楷体", ("KaiTi_GB2312", "KaiTi", "FZKai-Z03S", "FZKai-Z03", "STKaiti", *_FREE_KAI), _FREE_SONG
    ),
    _Role(
        "fang",
        "仿宋",
        ("FangSong_GB2312", "FangSong", "FZFangSong-Z02S", "FZFangSong-Z02", "STFangsong", "FandolFang"),
        _FREE_SONG,
    ),
    _Role(
        "title", "小标宋", ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "STZhongsong"), (*_FREE_SONG, *_FREE_HEI)
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """One design in a font file."""

    family: str
    file: str
    index: int
    """In a collection."""
    names: tuple[str, ...] = ()
    """What else it is called: programs differ in which of a font's names they go by."""
    weight: int = 400
    """As in CSS: 700 is bold."""
    mark: str = ""
    """What no other version of the font has: its own checksum, wherever the file lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontSet:
    """What a book is set in."""

    families: Mapping[str, tuple[str, ...]]
    """By role, the wanted one first, then all that may help with a character that it lacks."""
    faces: tuple[Face, ...]
    stand_ins: tuple[tuple[str, str], ...]
    """Kinds of type that are not there, and the family that stands for each."""

    @property
    def is_title_real(self) -> bool:
        """小标宋 is heavy as it is; what stands in for it is set in bold."""
        return "小标宋" not in dict(self.stand_ins)

    def chain(self, role: str, weight: int) -> tuple[Face, ...]:
        """Who draws the text of a role: the wanted family first, then all that may help, each as near to the weight."""
        family_of = {name: face.family for face in self.faces for name in face.names}
        families = dict.fromkeys(family_of[name] for name in self.families[role])
        of = {family: [face for face in self.faces if face.family == family] for family in families}
        return tuple(min(of[family], key=lambda face: abs(face.weight - weight)) for family in families)

    @property
    def files(self) -> tuple[str, ...]:
        """Places of the fonts, each once."""
        return tuple(dict.fromkeys(face.file for face in self.faces))


def font_files(folder: Path | None) -> tuple[str, ...]:
    """All font files, those of the office's folder first."""
    places = (*((str(folder),) if folder else ()), *(os.path.expanduser(place) for place in _PLACES))  # noqa: PTH111
    return tuple(dict.fromkeys(file for place in places for file in _below(place)))


def _below(place: str) -> Iterator[str]:
    for folder, folders, names in os.walk(place):
        folders.sort()
        found = (os.path.join(folder, name) for name in sorted(names) if name.lower().endswith(_SUFFIXES))  # noqa: PTH118
        yield from filter(os.path.isfile, found)  # a link may lead nowhere


def find_faces(files: Iterable[str]) -> tuple[Face, ...]:
    """The faces in those files that any role could use; a file that is no font is passed over."""
    wanted = {name for role in _ROLES for name in (*role.real, *role.stand_ins)}
    return tuple(face for file in files for face in _faces(file) if face.family in wanted)


def _faces(file: str) -> Iterator[Face]:
    from fontTools.ttLib import TTLibError  # here, for most builds make no book

    try:
        with _opened(file) as fonts:
            for index, font in enumerate(fonts):
                names = font["name"]
                found = tuple(dict.fromkeys(filter(None, map(names.getDebugName, (16, 1)))))
                if found:
                    mark = f"{font['head'].checkSumAdjustment:08x}"
                    yield Face(found[0], file, index, found, font["OS/2"].usWeightClass, mark)
    except (TTLibError, OSError, KeyError, ValueError):
        return


@contextmanager
def _opened(file: str) -> Iterator[list[Any]]:
    """All designs in a font file."""
    from fontTools.ttLib import TTCollection, TTFont  # as above

    is_many = file.lower().endswith((".ttc", ".otc"))
    with TTCollection(file, lazy=True) if is_many else TTFont(file, lazy=True) as opened:
        yield list(opened.fonts) if is_many else [opened]


def choose_fonts(faces: Iterable[Face]) -> FontSet | None:
    """The best there is for every role; ``None`` when no font could set Chinese at all."""
    known: dict[str, list[Face]] = {}
    for face in faces:
        known.setdefault(face.family, []).append(face)
    chosen = {role: next((f for f in (*role.real, *role.stand_ins) if f in known), "") for role in _ROLES}
    if not all(chosen.values()):
        return None
    helpers = [family for family in (*_FREE_SONG, *_FREE_HEI, *_FREE_KAI) if family in known][:3]
    names = {family: tuple(name for face in known[family] for name in face.names) for family in known}
    families = {
        role.key: tuple(dict.fromkeys(name for f in (family, *helpers) for name in names[f]))
        for role, family in chosen.items()
    }
    used = dict.fromkeys((*chosen.values(), *helpers))
    return FontSet(
        families=families,
        faces=tuple(face for family in used for face in known[family]),
        stand_ins=tuple((role.name, family) for role, family in chosen.items() if family not in role.real),
    )


def covered(fonts: FontSet) -> frozenset[int]:
    """Code points that at least one of them draws."""
    first = {face.family: face for face in reversed(fonts.faces)}
    return frozenset().union(*map(signs_of, first.values()))


def signs_of(face: Face) -> frozenset[int]:
    """Code points that it draws."""
    with _opened(face.file) as designs:
        return frozenset(designs[face.index].getBestCmap())


def fonts_key(folder: Path | None) -> str:
    """Of all font files as they lie there: another one when one came, went or was replaced."""
    found = font_files(folder)
    return text_digest(*(f"{file} {(facts := Path(file).stat()).st_size} {facts.st_mtime_ns}" for file in found))


def known_fonts(kept: Kept, folder: Path | None) -> FontSet | None:
    """The best there is; looked for again when a font file came or went.

    :param folder: the office's own
    """
    key = text_digest(program_digest(), fonts_key(folder))
    fonts: FontSet | None = from_bytes(
        kept.keeper(_KIND)(key, lambda: to_bytes(choose_fonts(find_faces(font_files(folder)))))
    )
    return fonts


def known_signs(kept: Kept, faces: Iterable[Face]) -> Mapping[Face, frozenset[int]]:
    """Of each face what it draws; read once from each version of a font, for 60,000 signs take a quarter second."""
    wanted = {f"{face.family} {face.weight} {face.mark}": face for face in faces}
    found = dict(kept.get_many(_SIGNS, wanted))
    for key in wanted.keys() - found.keys():
        found[key] = "".join(map(chr, sorted(signs_of(wanted[key])))).encode("utf-8", "surrogatepass")
        kept.put(_SIGNS, {key: found[key]})
    kept.drop(_SIGNS, kept.keys(_SIGNS) - wanted.keys())
    return {face: frozenset(map(ord, found[key].decode("utf-8", "surrogatepass"))) for key, face in wanted.items()}
