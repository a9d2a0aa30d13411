"""What is published of photos, made into the cache: private, upright, sRGB (DESIGN.md §6)."""

from __future__ import annotations

from showcase.renditions.cleaning import Cleaned, clean_cache
from showcase.renditions.cluster import ClusterError, hire_cluster
from showcase.renditions.fields import read_placeholders
from showcase.renditions.making import Progress, make_renditions, rendition_file
from showcase.renditions.seals import Seals

__all__ = [
    "Cleaned",
    "ClusterError",
    "Progress",
    "Seals",
    "clean_cache",
    "hire_cluster",
    "make_renditions",
    "read_placeholders",
    "rendition_file",
]
