"""One text → remarks: all rules over it, each pure, linear in its length."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import Final

from showcase.model.documents import Text
from showcase.proofreading.arithmetic import arithmetic
from showcase.proofreading.characters import half_width, odd_characters
from showcase.proofreading.cut_words import cut_words, misprints
from showcase.proofreading.digits import lost_digits
from showcase.proofreading.masks import masks
from showcase.proofreading.numbering import numbering
from showcase.proofreading.paragraphs import broken_paragraphs
from showcase.proofreading.prose import prose_of
from showcase.proofreading.quotes import lost_quotes
from showcase.proofreading.remains import copied_remains
from showcase.proofreading.script import fold, mixed_script
from showcase.proofreading.values import Finding, Prose, Remark, lines_of

__all__ = ["RULES", "Misprints", "findings", "proofread", "proofread_line"]

Misprints = Mapping[str, tuple[str, str, bool]]
"""Wrong → right, reason, whether it is grave."""
_NONE: Final[Misprints] = MappingProxyType({})
_MOST: Final = 10
"""Remarks of one rule on one text; of what a machine did there are hundreds, and ten tell it."""
_ENOUGH: Final = 2000
"""Findings of one rule after which a text is garbage, and no more of them are looked for."""
_SHORT: Final = (masks, lost_quotes, lost_digits, copied_remains, cut_words, misprints, odd_characters)
"""What can be wrong in a title or a caption."""
RULES: Final[tuple[Callable[[Prose], Iterator[Finding]], ...]] = (
    *_SHORT, broken_paragraphs, numbering, arithmetic, half_width, mixed_script,
)  # fmt: skip


def findings(markdown: str, known: Misprints = _NONE) -> list[Finding]:
    """All that the rules find, in the order of the text."""
    text = prose_of(markdown)
    folded = fold(text)
    prose = Prose(text, folded, known, lines_of(folded))
    found = (finding for rule in RULES for finding in islice(rule(prose), _ENOUGH))
    return sorted(found, key=lambda finding: finding.offset)


def proofread(text: Text, known: Misprints = _NONE) -> tuple[Remark, ...]:
    """Remarks on a text with their lines in the file; of one rule at most ten, the last says how many there are."""
    found = findings(text.markdown, known)
    if not found:
        return ()
    starts = [start for start, _ in lines_of(text.markdown)]
    return tuple(_remark(one, starts, text.first_line) for one in _fewer(found))


def _remark(found: Finding, starts: list[int], first_line: int) -> Remark:
    line = bisect_right(starts, found.offset) - 1
    return Remark(first_line + line, found.offset - starts[line] + 1, found.message, found.rule, found.is_error)


def proofread_line(words: str, known: Misprints = _NONE) -> tuple[Finding, ...]:
    """What is wrong with a title, a summary, a caption."""
    prose = Prose(words, fold(words), known)
    return tuple(_fewer([finding for rule in _SHORT for finding in rule(prose)]))


def _fewer(found: list[Finding]) -> Iterator[Finding]:
    """Errors are told one by one, whatever their number."""
    totals, told = Counter(one.rule for one in found if not one.is_error), Counter[str]()
    for one in found:
        told[one.rule] += not one.is_error
        if one.is_error or told[one.rule] < _MOST or totals[one.rule] <= _MOST:
            yield one
        elif told[one.rule] == _MOST:
            message = f"{one.message}；本篇还有 {totals[one.rule] - _MOST} 处同类问题没有列出"
            yield replace(one, message=message)
