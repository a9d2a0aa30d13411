"""Figures that tests count, added up over all of them and printed at the end of a run.

``figures("payloads tried", 247)`` in a test; with several workers the figures travel with the reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

_MARK = "figure: "


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Adds a number to the figure of that name."""
    return lambda name, number: record_property(f"{_MARK}{name}", number)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """All figures in the order of their names, none when there were none."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    counted: Counter[str] = Counter()
    for report in reports:
        if getattr(report, "when", "") == "call":
            for name, number in report.user_properties:
                if name.startswith(_MARK):
                    counted[name.removeprefix(_MARK)] += number
    if counted:
        terminalreporter.section("figures")
        for name in sorted(counted):
            terminalreporter.write_line(f"{name}: {counted[name]:,}")
