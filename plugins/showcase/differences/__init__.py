"""What changed between two builds, told from their open data and addresses: ``showcase diff``."""

from __future__ import annotations

from showcase.differences.compare import compare
from showcase.differences.reading import UnreadableBuildError, build_of, read_build
from showcase.differences.values import Build, Change, Differences
from showcase.differences.wording import FORMATS, sentences_of, summary_of

__all__ = [
    "FORMATS", "Build", "Change", "Differences", "UnreadableBuildError", "build_of", "compare", "read_build",
    "sentences_of", "summary_of",
]  # fmt: skip
