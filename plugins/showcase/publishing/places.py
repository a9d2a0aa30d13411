"""What a person writes for a place → the place."""

from __future__ import annotations

from pathlib import Path

from showcase.publishing.target import Target
from showcase.publishing.values import PublishError

__all__ = ["place_named"]


def place_named(written: str) -> Target:
    """The place that ``showcase publish`` was told; one line here for each kind.

    :raises PublishError: nothing of that kind is known
    """
    if "://" in written:
        raise PublishError(f"不认识“{written}”；请写一个文件夹")
    from showcase.publishing.directory import DirectoryTarget

    return DirectoryTarget(Path(written))
