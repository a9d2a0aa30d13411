"""A Word report → an article of a unit with its photos; nothing that is there is overwritten."""

from __future__ import annotations

from showcase.importing.arriving import Arrival, ImportRefusedError, bring_in
from showcase.importing.document import Document, Picture, understood

__all__ = ["Arrival", "Document", "ImportRefusedError", "Picture", "bring_in", "understood"]
