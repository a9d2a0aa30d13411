"""The scene library: one function per scene, registered by its key."""

from __future__ import annotations

from collections.abc import Callable

from ..look import Look
from . import indoor, outdoor

Scene = Callable[[Look], str]
SCENES: dict[str, Scene] = {**outdoor.SCENES, **indoor.SCENES}
