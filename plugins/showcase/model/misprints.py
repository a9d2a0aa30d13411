"""What the office's list of misprints says (DOMAIN.md §3.4, §4 D23)."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Misprint"]


@dataclass(frozen=True, slots=True)
class Misprint:
    """Words that must not be printed, what is meant, and why."""

    wrong: str
    right: str
    reason: str = ""
    is_grave: bool = False
    """It stops publication; else it is a question to the author."""
