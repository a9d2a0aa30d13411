"""Which characters are the same to a search: one table for both sides, the index and the browser (DOMAIN.md §3.5).

A character is folded by itself: compatibility forms (NFKC: full-width letters, ①, ㎡), then lower case, then
Traditional to Simplified, and brackets, quotation marks and dashes of every kind to one of each, for nobody types 〔〕.
The browser does NFKC and lower case itself; the rest it gets as a table of 20 KB (``assets/search.js`` does the same).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

__all__ = ["BREAK", "PINYIN", "Folding", "make_folding", "pinyin_lines"]

BREAK: Final = "\n"
"""Stands between two blocks of a page: no word reaches from one into the next."""
_ALIKE: Final = {
    "(": "〔［【〖{[〈《<",
    ")": "〕］】〗}]〉》>",
    '"': "“”„‟「」『』‘’'‚‛`´",
    "-": "—–―‐‑‒−─",
    "~": "〜∼",
}
_IDEOGRAPHS: Final = (range(0x3400, 0xA000), range(0xF900, 0xFB00))
"""Of the Basic Multilingual Plane: rare Traditional forms beyond it have no Simplified one that anybody types."""
_PLANE: Final = 0x10000
_SPACE: Final = re.compile(r"(?<=[0-9a-z])[^\S\n]+(?=[0-9a-z])|[^\S\n]+")
_BREAKS: Final = re.compile(r"\s*\n\s*")
_INITIAL, _FIRST, _INNER = 0xE000, 0xE020, 0xE040
"""Pinyin is written in characters for private use, so that no text looks like it: initials; first letters of
syllables; their other letters."""
PINYIN: Final = frozenset(map(chr, range(_INITIAL, _INNER + 26)))


@dataclass(frozen=True, slots=True)
class Folding:
    """Folds as the browser does."""

    simplified: tuple[tuple[str, str], ...]
    """Characters that NFKC and lower case leave as they are, and what they become."""
    table: dict[int, str]
    """Every character of the first plane that changes."""

    def fold(self, text: str) -> str:
        """Of a text in blocks: white space is left only between letters or digits, blocks stay apart."""
        found = text.translate(self.table)
        if not found.isascii():
            found = "".join(map(_beyond, found)) if max(found) >= "\U00010000" else found
        return _SPACE.sub(_space, _BREAKS.sub(BREAK, found)).strip()

    def for_browser(self) -> bytes:
        """The same table as JSON: two strings of equal length, and its edition."""
        return json.dumps([*self._strings, self.edition], ensure_ascii=False).encode()

    @property
    def edition(self) -> str:
        """By which a browser knows that the table is the one that the index was made with."""
        return blake2b("".join(self._strings).encode(), digest_size=5).hexdigest()

    @property
    def _strings(self) -> tuple[str, str]:
        old, new = zip(*self.simplified, strict=True)
        return "".join(old), "".join(new)


def make_folding() -> Folding:
    """The table, by OpenCC's characters; 0.2 s."""
    import opencc  # here, for most builds find the table made

    signs = [chr(code) for ranges in _IDEOGRAPHS for code in ranges]
    converted = opencc.OpenCC("t2s").convert(BREAK.join(signs)).split(BREAK)
    pairs = {old: new for old, new in zip(signs, converted, strict=True) if old != new and len(new) == 1}
    pairs = {old: new for old, new in pairs.items() if ord(new) < _PLANE}
    pairs |= {sign: new for new, alike in _ALIKE.items() for sign in alike}
    table = {}
    for code in range(_PLANE):
        folded = "".join(pairs.get(sign, sign) for sign in unicodedata.normalize("NFKC", chr(code)).lower())
        if folded != chr(code) and not 0xD800 <= code < 0xE000:
            table[code] = folded
    return Folding(tuple(sorted(pairs.items())), table)


def pinyin_lines(name: str) -> list[str]:
    """``bai lu zhen`` → its initials and its whole, in letters that no text has; then with other readings, one each."""
    readings = [word.split("/") for word in name.split(" ") if re.fullmatch("[a-z/]+", word)]
    first = [word[0] for word in readings]
    found = list(_both(first)) if first else []
    for place, words in enumerate(readings):
        for other in words[1:]:
            found += _both([*first[:place], other, *first[place + 1 :]])
    return list(dict.fromkeys(found))


def _both(words: Sequence[str]) -> tuple[str, str]:
    initials = "".join(_shift(word[0], _INITIAL) for word in words)
    return initials, "".join(_shift(word[0], _FIRST) + "".join(_shift(c, _INNER) for c in word[1:]) for word in words)


def _shift(letter: str, base: int) -> str:
    return chr(base + ord(letter) - ord("a"))


def _beyond(sign: str) -> str:
    """Of the further planes, where a table would be long: mathematical letters, rare ideographs."""
    return unicodedata.normalize("NFKC", sign).lower() if ord(sign) >= _PLANE else sign


def _space(found: re.Match[str]) -> str:
    before, after = found.string[found.start() - 1 : found.start()], found.string[found.end() : found.end() + 1]
    return " " if _is_plain(before) and _is_plain(after) else ""


def _is_plain(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
