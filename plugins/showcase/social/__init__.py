"""Previews: pictures of a page's name that others show where its address is shared, drawn at build time."""

from __future__ import annotations

from showcase.social.making import lettering_of, make_previews, preview_file

__all__ = ["lettering_of", "make_previews", "preview_file"]
