"""Full-text search that a browser does alone: finished pages → documents → an index in files of some kilobytes.

``folding`` says which characters are the same to a search, ``extracting`` reads a finished page, ``indexing`` makes the
files of one shard, ``sharding`` says which page is in which shard. Nothing here knows of caches and builds.
"""

from __future__ import annotations

from showcase.search.extracting import Document, Unsearched, read_page
from showcase.search.folding import Folding, make_folding
from showcase.search.indexing import FACTS, FORMAT, catalog, documents_in, index_shard
from showcase.search.sharding import shard_count, shard_of
from showcase.search.whole import index_site

__all__ = [
    "FACTS",
    "FORMAT",
    "Document",
    "Folding",
    "Unsearched",
    "catalog",
    "documents_in",
    "index_shard",
    "index_site",
    "make_folding",
    "read_page",
    "shard_count",
    "shard_of",
]
