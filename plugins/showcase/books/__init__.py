"""Finished volumes → books: PDF by typst in two layouts, EPUB 3, one HTML file (requirements R61–R63)."""

from __future__ import annotations

from showcase.books.binding import Binding
from showcase.books.making import BookFile, Press, Printed
from showcase.books.values import EPUB, FORMATS, HTML, PDF

__all__ = ["EPUB", "FORMATS", "HTML", "PDF", "Binding", "BookFile", "Press", "Printed"]
