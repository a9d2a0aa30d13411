"""ID numbers, mobile numbers and bank cards in a text: pure, linear, with what stands beside them.

A *chain* is the longest run of digits with at most three separators between two of them; its groups are then laid
against the shapes in which people write such numbers (18 digits, 6-8-4, 3-4-4, …). A number split over cells or lines
is no chain.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from showcase.model.privacy import Masks
from showcase.privacy.checks import is_card, is_day, is_mobile, is_region, is_right_id, is_short_day, is_unit_code
from showcase.privacy.context import Context, Role
from showcase.privacy.values import Finding, Kind

__all__ = ["CHAIN", "find_numbers"]

_D: Final = "[0-9０-９]"
_X: Final = "XxＸｘ×Хх"
_BETWEEN: Final = "[ \u00a0\u00ad\u2000-\u200d\u2060\u3000\ufeff.·\\-\u2010-\u2015\u2212－]"
CHAIN: Final = re.compile(f"{_D}(?:{_BETWEEN}{{0,3}}{_D}){{10,}}(?:{_BETWEEN}?[{_X}](?![A-Za-z]))?")
"""Begins with a set of characters, which the engine looks for without running the pattern: 20 µs for 2,000 signs."""
_MOST_GROUPS: Final = 60
"""A longer chain is a table of figures: only whole numbers are looked for in it, or 4-digit groups by the million would
each be laid against ten shapes."""
_GROUP: Final = re.compile(f"{_D}+")
_ALNUM: Final = re.compile(r"[A-Za-z0-9_]")
_LABELLED: Final = re.compile(r"(?i)(?:tel|phone|mobile|mob|cell|wechat|weixin|wx|vx|id|no)$")
_MONEY_BEFORE: Final = re.compile(r"[¥￥$€]\s?$")
_AMOUNT_AFTER: Final = re.compile(
    r"\s{0,2}(?:余)?(?:[多个]?[元亿万千百]|人民币|[%％‰]|[人件次吨册份户条美字]|平方米|公里|千瓦|立方)"
)

_ID_SHAPES: Final = (
    (18,), (6, 8, 4), (6, 12), (14, 4), (3, 3, 4, 4, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (4, 4, 4, 4, 2), (2,) * 9,
    (3,) * 6, (1,) * 18, (8, 6, 4), (10, 8), (6, 6, 6), (2, 4, 8, 4), (6, 8, 3, 1),
)  # fmt: skip
_MOBILE_SHAPES: Final = ((11,), (3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (3, 3, 5), (4, 4, 3), (5, 6), (1,) * 11)
_PREFIXED: Final = MappingProxyType({12: ("0",), 13: ("86",), 14: ("086",), 15: ("0086",)})
"""A mobile number with what is dialled before it, in one group."""
_CARD_SHAPES: Final = (
    (16,), (17,), (18,), (19,), (15,), (20,), (4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3),
    (4, 4, 4, 7), (6, 10), (6, 13), (4, 12), (4, 15), (8, 8), (8, 8, 3), (6, 4, 4, 5),
)  # fmt: skip
_GROUPED_CARD: Final = frozenset({(4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3)})


@dataclass(frozen=True, slots=True)
class _Number:
    """Some groups of a chain taken together, digits in half width."""

    digits: str
    shape: tuple[int, ...]
    start: int
    end: int


def find_numbers(text: str, masks: Masks, context: str = "") -> Iterator[Finding]:
    """Everything of the three kinds, in order, no two overlapping.

    :param context: what stands over the text: the head of a column
    """
    for chain in CHAIN.finditer(text):
        yield from _in_chain(text, chain.start(), chain.end(), masks, context)


def _in_chain(text: str, start: int, end: int, masks: Masks, context: str) -> Iterator[Finding]:
    groups = [(match.start(), match.end()) for match in _GROUP.finditer(text, start, end)]
    if text[end - 1] in _X:  # beside its digits it is one of them, else a group of its own
        is_apart = groups[-1][1] < end - 1
        groups[-1:] = [groups[-1], (end - 1, end)] if is_apart else [(groups[-1][0], end)]
    lengths = tuple(last - first for first, last in groups)
    at = 0
    while at < len(groups):
        found, taken = _at_group(text, groups, lengths, at, masks, context)
        if found:
            yield found
        at += taken


Reader = Callable[[_Number, str, Context, Masks], Finding | None]


def _at_group(
    text: str, groups: list[tuple[int, int]], lengths: tuple[int, ...], at: int, masks: Masks, context: str
) -> tuple[Finding | None, int]:
    """What begins at a group, and how many groups it takes."""
    for shape, read in _BY_FIRST.get(lengths[at], ()):
        if len(shape) > 1 and len(groups) > _MOST_GROUPS:
            continue
        if lengths[at : at + len(shape)] != shape or (shape[0] == 1 and _is_part(lengths, at, len(shape))):
            continue
        start, end = groups[at][0], groups[at + len(shape) - 1][1]
        if not _stands_alone(text, start, end, len(shape)):
            continue
        digits = "".join(_plain(text[first:last]) for first, last in groups[at : at + len(shape)])
        found = read(_Number(digits, shape, start, end), text, Context(text, start, context), masks)
        if found:
            return found, len(shape)
    return None, 1


def _is_part(lengths: tuple[int, ...], at: int, count: int) -> bool:
    """Digits one by one are a number only when there are no more of them: a row of figures has any length."""
    return lengths[at - 1 : at] == (1,) or lengths[at + count : at + count + 1] == (1,)


def _plain(group: str) -> str:
    folded = unicodedata.normalize("NFKC", group)
    return "".join(sign if sign.isdigit() else "X" for sign in folded if not sign.isspace())


def _stands_alone(text: str, start: int, end: int, count: int) -> bool:
    """Not within a word, a SHA-256 or a decimal fraction."""
    before, after = text[max(0, start - 8) : start], text[end : end + 2]
    if before and _ALNUM.match(before[-1]) and not _LABELLED.search(before):
        return False
    if after and _ALNUM.match(after[0]):
        return False
    if count > 1:
        return True
    is_fraction = before[-1:] == "." and before[-2:-1].isdigit()
    return not is_fraction and not (after[:1] == "." and after[1:].isdigit())


# --- one kind each -----------------------------------------------------------------------------


def _read_id(number: _Number, text: str, context: Context, masks: Masks) -> Finding | None:
    digits = number.digits
    role, has_day = context.role(), is_day(digits[6:14])
    shown = masks.id.apply(digits)
    if is_right_id(digits) and has_day:
        if not (role is Role.OTHER or context.is_in_url()) or is_region(digits):
            return Finding(Kind.ID, number.start, number.end, shown)
        return None
    if role is Role.ID:
        return Finding(Kind.SUSPECT_ID, number.start, number.end, shown, "date" if not has_day else "check")
    if role is not None or context.is_in_url() or is_unit_code(digits) or not has_day or not is_region(digits):
        return None
    return Finding(Kind.SUSPECT_ID, number.start, number.end, shown, "check")


def _read_misfit(number: _Number, text: str, context: Context, masks: Masks) -> Finding | None:
    """A sign too few or too many; only beside a word that says what it is to be."""
    if context.role() is not Role.ID or "X" in number.digits[:-1]:
        return None
    return Finding(Kind.SUSPECT_ID, number.start, number.end, masks.id.apply(number.digits), "length")


def _read_old_id(number: _Number, text: str, context: Context, masks: Masks) -> Finding | None:
    """Until 1999: six digits of a region, YYMMDD, three more, and nothing to check them by."""
    role = context.role()
    if not is_short_day(number.digits[6:12]) or "X" in number.digits:
        return None
    if role is Role.ID:
        return Finding(Kind.ID, number.start, number.end, masks.id.apply(number.digits))
    if role is not None or context.is_in_url() or not is_region(number.digits):
        return None
    return Finding(Kind.OLD_ID, number.start, number.end, masks.id.apply(number.digits))


def _read_mobile(number: _Number, text: str, context: Context, masks: Masks) -> Finding | None:
    digits = number.digits
    digits = next((digits.removeprefix(p) for p in _PREFIXED.get(len(digits), ()) if digits.startswith(p)), digits)
    if len(digits) != 11 or digits[0] != "1" or digits[1] < "3" or "X" in digits:
        return None
    role = context.role()
    if role in (Role.OTHER, Role.CARD) or (role is not Role.PHONE and context.is_in_url()):
        return None
    is_amount = _MONEY_BEFORE.search(text, max(0, number.start - 2), number.start) or _AMOUNT_AFTER.match(
        text, number.end
    )
    if len(number.shape) == 1 and is_amount:
        return None
    if not is_mobile(digits) and role is not Role.PHONE:
        return None
    return Finding(Kind.MOBILE, number.start, number.end, masks.mobile.apply(digits))


def _read_card(number: _Number, text: str, context: Context, masks: Masks) -> Finding | None:
    """Luhn alone passes one number in ten (MEASURED.md §5): a bank's prefix or a word must stand by it."""
    digits, role = number.digits, context.role()
    if "X" in digits or role is Role.OTHER or (role is not Role.CARD and context.is_in_url()):
        return None
    shown = masks.card.apply(digits)
    is_likely = digits.startswith(("62", "9558")) or number.shape in _GROUPED_CARD
    if 16 <= len(digits) <= 19 and is_card(digits) and digits[0] in "34569" and (role is Role.CARD or is_likely):
        return Finding(Kind.CARD, number.start, number.end, shown)
    if role is Role.CARD and context.is_strict():
        return Finding(Kind.SUSPECT_CARD, number.start, number.end, shown)
    return None


def _by_first() -> Mapping[int, tuple[tuple[tuple[int, ...], Reader], ...]]:
    """Shapes by the length of their first group, what is surest first."""
    readers: tuple[tuple[Reader, tuple[tuple[int, ...], ...]], ...] = (
        (_read_id, _ID_SHAPES),
        (_read_card, _CARD_SHAPES),
        (_read_mobile, (*_MOBILE_SHAPES, *((length,) for length in _PREFIXED))),
        (_read_old_id, ((15,), (6, 6, 3))),
        (_read_misfit, ((16,), (17,), (19,))),
    )
    table: dict[int, list[tuple[tuple[int, ...], Reader]]] = {}
    for read, shapes in readers:
        for shape in sorted(shapes, key=sum, reverse=True):  # 4-4-4-4-3 before 4-4-4-4
            table.setdefault(shape[0], []).append((shape, read))
    return MappingProxyType({first: tuple(found) for first, found in table.items()})


_BY_FIRST: Final = _by_first()
