"""Chinese names → pinyin, for addresses and for sorting."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["slug_of", "sort_key_of"]


@lru_cache(maxsize=4096)
def slug_of(name: str) -> str:
    """``三代务林人`` → ``san-dai-wu-lin-ren``: lower case, digits and hyphens only; empty when nothing is left."""
    from pypinyin import Style, lazy_pinyin  # its dictionary of phrases takes 0.2 s

    syllables = lazy_pinyin(name, style=Style.NORMAL, errors=lambda rest: re.sub(r"[^0-9A-Za-z]+", "-", rest))
    return re.sub(r"-+", "-", "-".join(syllables)).strip("-").lower().replace("ü", "v")


@lru_cache(maxsize=4096)
def sort_key_of(name: str) -> str:
    """Pinyin with tone numbers, for a directory from A to Z."""
    from pypinyin import Style, lazy_pinyin  # as above

    return " ".join(lazy_pinyin(name, style=Style.TONE3)).lower()
