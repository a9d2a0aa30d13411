"""Documents of one shard → its files: an index of every pair of neighbouring characters, facts, and a record a page.

Any part of a word is found, exactly, because the index knows no words: it says of each pair of characters at which
places of the shard's text it stands, and of each single character at which place of each page it stands first. What is
longer than a pair is found where its pairs stand at the right distances (``assets/search.js``). The text is folded
(``folding``); a page's part of it is its title, the names of its unit, its words, the pinyin of a unit's name.

Why not Pagefind, which was tried first over text with a space at every character: 3,000 pages took 10 s and 883 MB, one
edit in a shard of 750 pages 3.1 s, each character is a list of its own (志愿服务 asks for four long ones, not two
short ones), it drops what is no letter (3.5万元 finds 35万元), and its script needs ``wasm-unsafe-eval``.

Numbers are written as characters, for UTF-8 is a good code for small ones, Python and browsers are quick at it, and
the files stay plain text that servers compress and the gate reads.
"""

from __future__ import annotations

import datetime as dt
import json
from base64 import b32hexencode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b
from operator import add, sub
from typing import Any, Final

from showcase.search.extracting import Document
from showcase.search.folding import BREAK, PINYIN, Folding, pinyin_lines

__all__ = ["FACTS", "FORMAT", "catalog", "documents_in", "index_shard"]

FORMAT: Final = 2
"""Of the files; a browser that has an older script looks again for a newer one."""
_ENTRIES: Final = 4_000
"""Places that one file of pairs tells of, about: 9 KB."""
_MOST_FILES: Final = 1024
_FIRST: Final = 35
"""Numbers of columns begin at ``#``: what lies before it JSON writes in two characters."""
_SURROGATES: Final = 0xD800
_GAP: Final = 0x800
_LEAP: Final = 0x10FFFF - _GAP - 1
"""As far as one character reaches; the last one of all says that it goes on from there."""
FACTS: Final = "/facts.json"
_FACETS: Final = ("type", "kind", "level", "region")
_EPOCH: Final = dt.date(1949, 9, 30).toordinal()
"""Days are counted from it; what is older counts as the first of them."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A page's part of the shard's text."""

    title: int
    """Characters of its title and the break after it."""
    unit: int
    """Of the names and the break after each."""
    lines: tuple[int, ...]
    """On a page that bears these names: how many there are, how many lines of pinyin, and the length of each line."""
    text: str
    """All of it."""


def index_shard(documents: Sequence[Document], folding: Folding, place: str) -> dict[str, bytes]:
    """Files of one shard by path, the same for the same documents; its facts (``FACTS``) are for ``catalog``.

    :param documents: in the order in which they are numbered
    :param place: path of the shard's folder, with its slash
    """
    parts = [_part(document, folding) for document in documents]
    records = {f"{place}r/{name}.json": content for name, content in _records(documents)}
    names = [path.rpartition("/")[2].removesuffix(".json") for path in records]
    pairs = _files(parts)
    facts = _facts(documents, parts, names, len(pairs) - 1)
    edition = blake2b(b"\0".join((facts, *pairs)), digest_size=5).hexdigest()
    made = {f"{place}{edition}/{number}.txt": content for number, content in enumerate(pairs)}
    return {f"{place}{edition}{FACTS}": facts, **made, **records}


def catalog(shards: Iterable[Mapping[str, bytes]], folding: Folding) -> dict[str, bytes]:
    """Files for all shards: the facts of all in one, asked for together with the first pairs; and where things are.

    :param shards: their facts by path
    :param folding: by whose edition a browser knows that it has the right table
    """
    found = [(path.removesuffix(FACTS), facts) for files in shards for path, facts in files.items()]
    whole = b"[%s]" % b",".join(facts for _, facts in found)
    name = f"search/facts.{_digest(whole)}.json"
    places = [[place, json.loads(facts)["files"]] for place, facts in found]
    told = {"format": FORMAT, "fold": folding.edition, "facts": name, "shards": places}
    return {"search/catalog.json": json.dumps(told).encode(), name: whole}


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=5).hexdigest()


# --- records ---------------------------------------------------------------------------------------


def _records(documents: Iterable[Document]) -> Iterator[tuple[str, bytes]]:
    """Name and content of each; the name says what it holds, so that no reader gets another page's."""
    taken: set[str] = set()
    for document in documents:
        content = _record(document)
        digest = b32hexencode(blake2b(content, digest_size=20).digest()).decode().lower()
        name = next(n for start in range(26) if (n := digest[start : start + 6]) not in taken)
        taken.add(name)
        yield name, content


def _record(document: Document) -> bytes:
    given = {name: getattr(document, name) for name in _FIELDS}
    return json.dumps(
        {name: value for name, value in given.items() if value or name in _ALWAYS}, ensure_ascii=False
    ).encode()


def documents_in(records: Iterable[bytes]) -> Iterator[Document]:
    """The documents that records were made of."""
    for record in records:
        told: dict[str, Any] = json.loads(record)
        yield Document(**{**told, "topics": tuple(told.get("topics", ()))})


_ALWAYS: Final = frozenset({"url", "title", "text"})
"""The home page's address is empty."""
_FIELDS: Final = tuple(field.name for field in fields(Document))


# --- the index ---------------------------------------------------------------------------------------


def _part(document: Document, folding: Folding) -> _Part:
    title, unit = (f"{folding.fold(words)}{BREAK}" for words in (document.title, document.unit))
    sounds = [line for name in document.pinyin.split(BREAK) for line in pinyin_lines(name)]
    names = unit.split(BREAK)[:-1]
    lines = (len(names), len(sounds), *map(len, (*names, *sounds))) if document.own else ()
    text = BREAK.join((*sounds, folding.fold(document.text)))
    return _Part(len(title), len(unit), lines, f"{title}{unit}{text}{BREAK}")


def _files(parts: Sequence[_Part]) -> list[bytes]:
    """Each begins with a line of JSON: gram, length of its list, gram …; the lists follow one another.

    All pinyin is in the last one, for its pairs are few, and a name has many of them.
    """
    lists = {**_singles(parts), **_pairs("".join(part.text for part in parts))}
    count = _file_count(sum(map(len, lists.values())))
    heads: list[list[str | int]] = [[] for _ in range(count + 1)]
    bodies: list[list[str]] = [[] for _ in range(count + 1)]
    for gram in sorted(lists):
        signs = _signs(lists[gram])
        number = count if gram[0] in PINYIN else _hash(gram) % count
        heads[number] += (gram, _units(signs))
        bodies[number].append(signs)
    return [
        f"{json.dumps(head, ensure_ascii=False, separators=(',', ':'))}\n{''.join(body)}".encode()
        for head, body in zip(heads, bodies, strict=True)
    ]


def _pairs(text: str) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, pair in enumerate(map(add, text, text[1:])):
        found[pair].append(place)
    return {pair: places for pair, places in found.items() if BREAK not in pair}


def _singles(parts: Iterable[_Part]) -> dict[str, list[int]]:
    """Where each page has a character first: before the others stands the title."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    start = 0
    for part in parts:
        for sign in set(part.text) - PINYIN:
            found[sign].append(start + part.text.index(sign))
        start += len(part.text)
    found.pop(BREAK, None)  # an empty shard has none
    return dict(found)


def _signs(places: Sequence[int]) -> str:
    """Steps from place to place as characters, from the place before the first."""
    steps = [places[0] + 1, *map(sub, places[1:], places)]
    if max(steps) < _SURROGATES:
        return "".join(map(chr, steps))
    return "".join([chr(step) if step < _SURROGATES else _far(step) for step in steps])


def _units(signs: str) -> int:
    """Its length as browsers count."""
    return len(signs) if max(signs) < "\U00010000" else len(signs.encode("utf-16-le")) // 2


def _far(step: int) -> str:
    leaps, rest = divmod(step - 1, _LEAP)
    return chr(0x10FFFF) * leaps + _sign(rest + 1)


def _sign(number: int) -> str:
    return chr(number if number < _SURROGATES else number + _GAP)


def _file_count(entries: int) -> int:
    count = 1
    while count * _ENTRIES < entries and count < _MOST_FILES:
        count *= 2
    return count


def _hash(gram: str) -> int:
    first, second = ord(gram[0]), ord(gram[1]) if len(gram) > 1 else 0
    return ((first * 31 + second) * 0x9E3779B1 & 0xFFFFFFFF) >> 16


# --- facts -------------------------------------------------------------------------------------------


def _facts(documents: Sequence[Document], parts: Sequence[_Part], names: Iterable[str], files: int) -> bytes:
    """Columns of numbers, a character for each page; words by their number."""
    topics = sorted({document.topics for document in documents})
    words = {name: sorted({getattr(document, name) for document in documents}) for name in _FACETS}
    columns = {
        "size": _column(len(part.text) for part in parts),
        "title": _column(part.title for part in parts),
        "unit": _column(part.unit for part in parts),
        "lines": _column(number for part in parts for number in (part.lines or (0,))),
        "date": _column(_day(document.date) for document in documents),
        "rank": _column(document.rank for document in documents),
        "topics": _column(topics.index(document.topics) for document in documents),
        **{name: _column(words[name].index(getattr(d, name)) for d in documents) for name in _FACETS},
    }
    told = {"files": files, "names": "".join(names), "words": {**words, "topics": topics}, **columns}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _column(numbers: Iterable[int]) -> str:
    return "".join(_sign(number + _FIRST) for number in numbers)


def _day(iso: str) -> int:
    """Days, 0 of an unknown one; what is known by the month or year counts as its beginning."""
    if not iso:
        return 0
    year, month, day = ([int(part) for part in iso.split("-")] + [1, 1])[:3]
    return max(dt.date(year, month, day).toordinal() - _EPOCH, 1)
