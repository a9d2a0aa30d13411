"""What changed between two builds, told from their open data and addresses: ``showcase diff``."""

from __future__ import annotations

from showcase.differences.compare import compare
from showcase.differences.reading import UnreadableBuildError, read_build
from showcase.differences.values import Build, Change, Differences
from showcase.differences.wording import FORMATS

__all__ = ["FORMATS", "Build", "Change", "Differences", "UnreadableBuildError", "compare", "read_build"]
