"""What is published of photos, made into the cache: private, upright, sRGB (DESIGN.md §6)."""

from __future__ import annotations

from showcase.renditions.cleaning import Cleaned, clean_cache
from showcase.renditions.fields import read_placeholders
from showcase.renditions.making import Progress, make_renditions, rendition_file

__all__ = ["Cleaned", "Progress", "clean_cache", "make_renditions", "read_placeholders", "rendition_file"]
