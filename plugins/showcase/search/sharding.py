"""Which page is in which shard: a shard is what one edit makes anew, and what every query asks one file of."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

__all__ = ["shard_count", "shard_of"]

_MOST: Final = 32
"""A query asks two or three files of every shard; more shards would make a slow line slower still."""


def shard_count(pages: int, room: int) -> int:
    """A power of two, so that it changes rarely: then all is made anew.

    :param room: most pages of a shard, until there are too many shards
    """
    count = 1
    while count * room < pages and count < _MOST:
        count *= 2
    return count


def shard_of(url: str, count: int) -> int:
    """All pages of one unit are in one shard: an edit of its texts changes several of them, and no others."""
    parts = url.split("/")
    key = "/".join(parts[:2]) if parts[0] == "units" and len(parts) > 2 else url
    return int.from_bytes(blake2b(key.encode(), digest_size=4).digest(), "big") % count
