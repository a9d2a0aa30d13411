"""Writing path data without a thicket of braces."""

from __future__ import annotations

from .shapes import num


def trace(*parts: str | float) -> str:
    """Path data from commands and numbers: trace("M", x, y, "h", w, "Z")."""
    return " ".join(part if isinstance(part, str) else num(part) for part in parts)
