"""Chinese names → pinyin, for addresses and for sorting."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from showcase.digest import program_digest
from showcase.kept import Kept

__all__ = ["OTHER_SOUNDS", "KeptSlugs", "KeptTitles", "Pinyin", "slug_of", "sort_key_of", "sounds_of", "title_key_of"]


@dataclass(frozen=True, slots=True)
class Pinyin:
    """Of the names in one folder: what was worked out when it was last read saves the dictionary, 0.26 s."""

    before: Mapping[tuple[str, str], str] = field(default_factory=dict)
    used: dict[tuple[str, str], str] = field(default_factory=dict)
    """Filled here, for the next time."""

    def slug_of(self, name: str) -> str:
        """As the function of this name."""
        return self._of("slug", name)

    def sort_key_of(self, name: str) -> str:
        """As the function of this name."""
        return self._of("sort", name)

    def sounds_of(self, name: str) -> str:
        """As the function of this name."""
        return self._of("sounds", name)

    def _of(self, what: str, name: str) -> str:
        key = (what, name)
        if key not in self.used:
            found = self.before.get(key)
            make = {"slug": slug_of, "sort": sort_key_of, "sounds": sounds_of}[what]
            self.used[key] = make(name) if found is None else found
        return self.used[key]


class KeptSlugs:
    """Slugs worked out before: looking one up does without the dictionary."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def slug_of(self, name: str) -> str:
        """As :func:`slug_of`."""
        key = f"{program_digest()}:{name}"
        found = self._kept.get(_KIND, key)
        if found is None:
            found = slug_of(name).encode()
            self._kept.put(_KIND, {key: found})
        return found.decode()


class KeptTitles:
    """Titles as volumes are ordered by them, worked out before where it can be: without the dictionary."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def key_of(self, title: str) -> str:
        """As :func:`title_key_of`."""
        name = f"{program_digest()}:{title}"
        found = self._kept.get(_TITLE, name)
        if found is None:
            found = title_key_of(title).encode()
            self._kept.put(_TITLE, {name: found})
        return found.decode()


_PLACES: Final = {
    "朝阳": "cháo yáng", "长垣": "cháng yuán", "曾都": "zēng dū", "洪洞": "hóng tóng", "都匀": "dū yún",
    "珲春": "hún chūn", "单县": "shàn xiàn", "单家": "shàn jiā", "仇家": "qiú jiā",
}  # fmt: skip
"""Words that pypinyin 0.55 reads otherwise than names of places and villages are read."""
_KIND: Final = "slug"
_TITLE: Final = "title"


@lru_cache(maxsize=4096)
def slug_of(name: str) -> str:
    """``三代务林人`` → ``san-dai-wu-lin-ren``: lower case, digits and hyphens only; empty when nothing is left."""
    from pypinyin import Style, lazy_pinyin  # its dictionary of phrases takes 0.2 s

    _know_places()
    syllables = lazy_pinyin(name, style=Style.NORMAL, errors=lambda rest: re.sub(r"[^0-9A-Za-z]+", "-", rest))
    return re.sub(r"-+", "-", "-".join(syllables)).strip("-").lower().replace("ü", "v")


@lru_cache(maxsize=4096)
def sort_key_of(name: str) -> str:
    """Pinyin with tone numbers, for a directory from A to Z."""
    from pypinyin import Style, lazy_pinyin  # as above

    _know_places()
    return " ".join(lazy_pinyin(name, style=Style.TONE3)).lower()


@lru_cache(maxsize=1)
def _know_places() -> None:
    """Once a process: the dictionary is sorted anew for it, 0.03 s."""
    from pypinyin import load_phrases_dict  # as above

    load_phrases_dict({word: [[sound] for sound in sounds.split()] for word, sounds in _PLACES.items()})


@lru_cache(maxsize=4096)
def sounds_of(name: str) -> str:
    """What a name may be typed as: for each character its syllable without tone, further readings after ``/``.

    Letters stand for themselves, ``-`` for what has no sound: ``长乐A区`` → ``chang/zhang le/yue a qu``.
    """
    from pypinyin import Style, lazy_pinyin  # as above

    _know_places()
    syllables = lazy_pinyin(name, style=Style.NORMAL, errors=lambda rest: " ".join(map(_letter, rest)))
    return " ".join(map(_readings, name, " ".join(syllables).split(" ")))


def _letter(sign: str) -> str:
    return sign.lower() if sign.isascii() and sign.isalpha() else "-"


def _readings(sign: str, first: str) -> str:
    first = first.replace("ü", "v")
    others = (*OTHER_SOUNDS.get(sign, "").split(), first.replace("v", "u"))
    return "/".join(dict.fromkeys((first, *others)))


OTHER_SOUNDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "长": "chang zhang", "乐": "le yue", "重": "chong zhong", "行": "hang xing", "厦": "xia sha", "朝": "chao zhao",
        "都": "du dou", "曾": "zeng ceng", "单": "dan shan", "解": "jie xie", "会": "hui kuai", "涡": "guo wo",
        "蚌": "beng bang", "铅": "yan qian", "番": "pan fan", "柏": "bai bo", "荥": "xing ying", "尉": "wei yu",
        "洞": "dong tong", "六": "lu liu", "泌": "mi bi", "筠": "jun yun", "犍": "qian jian", "藏": "zang cang",
        "车": "che ju", "盛": "sheng cheng", "查": "cha zha", "堡": "bao pu bu", "圩": "xu wei", "角": "jiao lu",
        "什": "shi shen", "巷": "xiang hang", "埔": "pu bu", "莘": "shen xin", "大": "da dai", "石": "shi dan",
        "参": "can shen", "尾": "wei yi", "血": "xue xie", "率": "lv shuai", "校": "xiao jiao", "阿": "a e",
    }
)  # fmt: skip
"""Characters of names that readers, and the dictionary, may read otherwise; it knows most from their phrases."""


def title_key_of(title: str) -> str:
    """Of a title, whose quotation marks and dashes do not count."""
    return sort_key_of(re.sub(r"\W+", "", title))
