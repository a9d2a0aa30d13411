"""Compilations → finished volumes: which articles, how much of each, and their HTML.

Pure functions: the collection, the honours and the day in, frozen :class:`~showcase.model.volumes.Volume` out. Web
pages, PDF and EPUB are made from that one value.
"""

from __future__ import annotations

from showcase.volumes.chapters import chapter_html, preface_html
from showcase.volumes.choosing import Choice, Choices, Sources, choose
from showcase.volumes.making import Volumes, album_of, make_volumes, media_line, pictures_of
from showcase.volumes.shortening import Shortened, known_sections, shorten
from showcase.volumes.skeleton import recognise

__all__ = [
    "Choice",
    "Choices",
    "Shortened",
    "Sources",
    "Volumes",
    "album_of",
    "chapter_html",
    "choose",
    "known_sections",
    "make_volumes",
    "media_line",
    "pictures_of",
    "preface_html",
    "recognise",
    "shorten",
]
