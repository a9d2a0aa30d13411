"""What ``showcase check`` tells besides what is wrong: what was accepted, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from showcase.diagnostics import Diagnostics
from showcase.reports import acceptance_text

__all__ = ["accepted_lines", "exception_lines", "is_below"]


def is_below(path: str, wanted: Iterable[str]) -> bool:
    """Whether a path is one of those, or within one; of none every path is."""
    places = tuple(wanted)
    return not places or any(place in (".", path) or path.startswith(f"{place}/") for place in places)


def accepted_lines(diagnostics: Diagnostics, wanted: tuple[str, ...]) -> Iterator[str]:
    """Every acceptance with its reason."""
    for acceptance in diagnostics.acceptances:
        if is_below(acceptance.location.path, wanted):
            yield f"接受　{acceptance_text(acceptance)}"


def exception_lines(diagnostics: Diagnostics, wanted: tuple[str, ...]) -> Iterator[str]:
    """What the privacy gate let pass because somebody wrote why; told every time, for somebody else reads it."""
    shown = [a for a in diagnostics.in_force() if is_below(a.file or a.location.path, wanted)]
    if shown:
        yield f"隐私检查的例外（{len(shown)} 条）："
    yield from (f"例外　{acceptance_text(acceptance)}" for acceptance in shown)
