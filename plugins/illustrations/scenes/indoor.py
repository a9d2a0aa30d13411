"""The indoor scenes by key."""

from __future__ import annotations

from collections.abc import Callable

from ..look import Look
from .indoor_canteen import canteen
from .indoor_culture import calligraphy, dragon_boat
from .indoor_honours import plaque
from .indoor_learning import archive_room, classroom, meeting, reading
from .indoor_service import hospital, reception_window, service_hall
from .indoor_work import laboratory, sports, workshop

SCENES: dict[str, Callable[[Look], str]] = {
    "plaque": plaque,
    "reading": reading,
    "hospital": hospital,
    "classroom": classroom,
    "service-hall": service_hall,
    "workshop": workshop,
    "laboratory": laboratory,
    "meeting": meeting,
    "canteen": canteen,
    "archive-room": archive_room,
    "calligraphy": calligraphy,
    "dragon-boat": dragon_boat,
    "sports": sports,
    "reception-window": reception_window,
}
