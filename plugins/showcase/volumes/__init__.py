"""Compilations → finished volumes: which articles, how much of each, and their HTML.

Pure functions: the collection, the honours and the day in, frozen :class:`~showcase.model.volumes.Volume` out. Web
pages, PDF and EPUB are made from that one value.
"""

from __future__ import annotations

from showcase.volumes.chapters import chapter_html, preface_html
from showcase.volumes.choosing import Choice, Choices, choose
from showcase.volumes.making import Volumes, make_volumes
from showcase.volumes.shortening import Shortened, shorten
from showcase.volumes.skeleton import recognise

__all__ = [
    "Choice",
    "Choices",
    "Shortened",
    "Volumes",
    "chapter_html",
    "choose",
    "make_volumes",
    "preface_html",
    "recognise",
    "shorten",
]
