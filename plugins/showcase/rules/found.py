"""How a rule says what it found."""

from __future__ import annotations

from showcase.diagnostics import Diagnostic, Location, Severity

__all__ = ["error", "warning"]


def error(place: Location, message: str, rule: str) -> Diagnostic:
    """What always stops the build."""
    return Diagnostic(place, message, rule, Severity.ERROR)


def warning(place: Location, message: str, rule: str) -> Diagnostic:
    """What stops the build only under ``--strict``."""
    return Diagnostic(place, message, rule, Severity.WARNING)
