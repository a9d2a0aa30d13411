"""A text as a volume takes it up: some sections of it, without greetings and whatever else is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from showcase.markdown.sections import Block, blocks_of, without_lines
from showcase.model.documents import Text
from showcase.model.office import Skeleton
from showcase.volumes.skeleton import NUMBERED, Span, recognise, section_end

__all__ = ["Shortened", "known_sections", "shorten"]


@dataclass(frozen=True, slots=True)
class Shortened:
    """What is left of a text."""

    text: Text
    left_out: tuple[str, ...] = ()
    """What was found and cut, by the words of :class:`~showcase.model.office.Skeleton`, in the order of the text."""


def shorten(text: Text, sections: Sequence[str], leave_out: Collection[Skeleton]) -> Shortened:
    """Only the chosen sections, if any are, without what is left out; the rest is as it was written.

    A text that is nothing but what is to be left out stays whole, unless sections of it were chosen.

    :param sections: headings with or without their numbers, or words of the skeleton
    """
    if not sections and not leave_out:
        return Shortened(text)
    blocks = blocks_of(text)
    spans = recognise(blocks)
    wanted = frozenset(leave_out)
    chosen = _lines(_chosen(blocks, spans, sections)) if sections else _lines((b.start, b.stop) for b in blocks)
    cut = [span for span in spans if span.kinds <= wanted and span.start in chosen]
    lines = _lines((span.start, span.stop) for span in cut)
    if not sections and chosen <= lines:
        return Shortened(text)
    gone = _with_bare_headings(blocks, lines | (_lines((b.start, b.stop) for b in blocks) - chosen))
    if not gone:
        return Shortened(text)
    names = dict.fromkeys(kind.value for span in cut for kind in Skeleton if kind in span.kinds)
    return Shortened(without_lines(text, ((line, line + 1) for line in sorted(gone))), tuple(names))


def _lines(spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(line for start, stop in spans for line in range(start, stop))


def _with_bare_headings(blocks: Sequence[Block], gone: frozenset[int]) -> frozenset[int]:
    """The lines that are cut, and those of headings under which nothing is left."""
    found = set(gone)
    for index in reversed(range(len(blocks))):
        end = section_end(blocks, index) if blocks[index].level else 0
        below = [block for block in blocks[index + 1 :] if block.start < end]
        if below and all(block.start in found for block in below):
            found.update(range(blocks[index].start, blocks[index].stop))
    return frozenset(found)


def known_sections(text: Text) -> tuple[tuple[str, ...], frozenset[str]]:
    """The headings of a text; and all that ``sections`` may name of it."""
    blocks = blocks_of(text)
    headings = tuple(block.text for block in blocks if block.level)
    found = {word for heading in headings for word in _names(heading)}
    return headings, frozenset({*found, *(kind.value for span in recognise(blocks) for kind in span.kinds)})


def _chosen(blocks: Sequence[Block], spans: Sequence[Span], sections: Sequence[str]) -> Iterator[tuple[int, int]]:
    """By heading; where none is called so, by what the part is."""
    for name in sections:
        headed = [n for n, block in enumerate(blocks) if block.level and name in _names(block.text)]
        if headed:
            yield from ((blocks[n].start, section_end(blocks, n)) for n in headed)
        else:
            yield from ((span.start, span.stop) for span in spans if name in span.kinds)


def _names(heading: str) -> tuple[str, str]:
    return heading, NUMBERED.sub("", heading)
