"""All texts of a showcase, proofread: what was read before is not read again, and copies are found among all.

The key is what a text says and where it begins in its file, so that an unchanged file costs a digest (0.01 ms).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from showcase.diagnostics import Diagnostic, Location, Severity
from showcase.digest import program_digest, text_digest
from showcase.kept import Kept
from showcase.model.collection import Collection, Thing
from showcase.model.documents import Source, Text
from showcase.model.units import Article, Unit
from showcase.pickling import from_bytes, to_bytes
from showcase.proofreading.duplicates import Match, conflicts, fingerprint, near_duplicates
from showcase.proofreading.reading import Misprints, proofread, proofread_line
from showcase.proofreading.values import Finding, Remark
from showcase.workers import fork_map, usable_cores

__all__ = ["check_proofs"]

_KIND: Final = "proof"
_ALL: Final = "proofs"
_WORTH_FORKING: Final = 300
"""Texts below which workers take longer than they save: a text takes 0.3 ms, a fork some ten."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """One file: its text, and the words of its front matter with their places."""

    source: Source
    text: Text
    fields: tuple[tuple[str | Location, str], ...] = ()
    """Key or place, and words: places of keys are unpacked only where there is something to say."""
    is_own: bool = False
    """A unit tells of itself; what the office announces has one form each year, and copies are no fault."""

    @property
    def path(self) -> str:
        """Of the file."""
        return self.source.path

    def place(self, field: int) -> Location:
        """Of one of the fields."""
        at = self.fields[field][0]
        return self.source.at(at) if isinstance(at, str) else at


@dataclass(frozen=True, slots=True)
class _Proof:
    """What came of reading one file."""

    remarks: tuple[Remark, ...] = ()
    fields: tuple[tuple[int, Finding], ...] = ()
    """By the number of the field."""
    print: bytes = b""


@dataclass(frozen=True, slots=True)
class _Said:
    """A remark on one of the copies: on its text, or on a field."""

    copy: int
    remark: Remark
    field: int | None = None


def check_proofs(collection: Collection, kept: Kept) -> tuple[Diagnostic, ...]:
    """Damage of the texts, their titles and captions, and copies; when nothing changed, what was found before."""
    known = _known(collection)
    copies = (*(_copy_of(thing) for thing in collection.things), *_leftovers(collection))
    base = text_digest(program_digest(), repr(sorted(known.items())))
    keys = [_key(copy, base) for copy in copies]
    whole = text_digest(*keys, *(copy.path for copy in copies))

    def make() -> bytes:
        proofs = _proofs(copies, keys, known, kept)
        return to_bytes((*_said(proofs), *_duplicates(copies, proofs)))

    said: tuple[_Said, ...] = from_bytes(kept.keeper(_ALL)(whole, make))
    return tuple(_diagnostic(copies[one.copy], one) for one in said)


def _diagnostic(copy: _Copy, said: _Said) -> Diagnostic:
    at = said.remark
    place = Location(copy.path, at.line, at.column) if said.field is None else copy.place(said.field)
    return Diagnostic(place, at.message, at.rule, Severity.ERROR if at.is_error else Severity.WARNING)


def _known(collection: Collection) -> Misprints:
    listed = {item.wrong: (item.right, item.reason, item.is_grave) for item in collection.config.misprints}
    return MappingProxyType(listed)


def _leftovers(collection: Collection) -> Iterator[_Copy]:
    return (_Copy(left.source, left.text) for left in collection.leftovers)


def _copy_of(thing: Thing) -> _Copy:
    is_own = isinstance(thing, Unit | Article)
    fields: list[tuple[str | Location, str]] = []
    if not isinstance(thing, Unit):
        fields.append(("title", thing.title))
    if isinstance(thing, Unit | Article):
        fields.append(("summary", thing.summary))
    if isinstance(thing, Unit):
        fields += ((Location(photo.path), words) for photo in thing.photos for words in (photo.caption, photo.alt))
    return _Copy(thing.source, thing.text, tuple((place, words) for place, words in fields if words), is_own)


def _key(copy: _Copy, base: str) -> str:
    return text_digest(base, str(copy.text.first_line), copy.text.markdown, *(words for _, words in copy.fields))


def _proofs(copies: Sequence[_Copy], keys: Sequence[str], known: Misprints, kept: Kept) -> list[_Proof]:
    """Those of an earlier build, and the rest read now."""
    packed = dict(kept.get_many(_KIND, keys))
    fresh = [number for number, key in enumerate(keys) if key not in packed]
    workers = usable_cores() if len(fresh) >= _WORTH_FORKING else 1
    made = fork_map(lambda n: _read(copies[fresh[n]], known), len(fresh), lambda n: copies[fresh[n]].path, workers)
    new = {keys[number]: proof for number, proof in zip(fresh, made, strict=True)}
    kept.put(_KIND, new)
    kept.drop(_KIND, kept.keys(_KIND) - frozenset(keys))
    packed.update(new)
    return [from_bytes(packed[key]) for key in keys]


def _read(copy: _Copy, known: Misprints) -> bytes:
    fields = copy.fields if proofread_line("\n".join(words for _, words in copy.fields), known) else ()
    found = ((number, one) for number, (_, words) in enumerate(fields) for one in proofread_line(words, known))
    print_ = fingerprint(copy.text.markdown) if copy.is_own else b""
    return to_bytes(_Proof(proofread(copy.text, known), tuple(found), print_))


def _said(proofs: Iterable[_Proof]) -> Iterator[_Said]:
    for number, proof in enumerate(proofs):
        yield from (_Said(number, remark) for remark in proof.remarks)
        for field, found in proof.fields:
            yield _Said(number, Remark(0, 0, found.message, found.rule, found.is_error), field)


def _duplicates(copies: Sequence[_Copy], proofs: Sequence[_Proof]) -> Iterator[_Said]:
    """Said of the smaller one; which is right only the originals know."""
    for match in near_duplicates([proof.print for proof in proofs]):
        smaller, fuller = copies[match.smaller], copies[match.fuller]
        remark = Remark(smaller.text.first_line, 1, _copied(smaller, fuller, match), "near-duplicate")
        yield _Said(match.smaller, remark)


def _copied(smaller: _Copy, fuller: _Copy, match: Match) -> str:
    here, there = len(smaller.text.markdown), len(fuller.text.markdown)
    which = f"那一篇更完整（{there} 字，本篇 {here} 字）" if there > here else "两篇一样长"
    message = f"正文有 {match.share:.0%} 和 {fuller.path} 相同，{which}，请留最完整的一篇，另一篇改成链接"
    shown, count = conflicts(fuller.text.markdown, smaller.text.markdown)
    if shown:
        message += f"；{count} 处数字不一致（那一篇／本篇）：{'，'.join(shown)}，请与原件核对"
    return message
