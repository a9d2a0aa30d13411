"""The index of a whole site at once, for the preview; a build makes it shard by shard (``search_files``)."""

from __future__ import annotations

from collections.abc import Mapping

from showcase.search.extracting import Document, Unsearched
from showcase.search.folding import Folding
from showcase.search.indexing import FACTS, catalog, index_shard
from showcase.search.sharding import shard_count, shard_of

__all__ = ["index_site"]


def index_site(pages: Mapping[str, Document | Unsearched | None], folding: Folding, room: int) -> dict[str, bytes]:
    """All files by path.

    :param pages: all pages by the path of their file
    :param room: most pages of a shard, about
    """
    count = shard_count(len(pages), room)
    groups: list[list[Document]] = [[] for _ in range(count)]
    for path in sorted(pages):
        page = pages[path]
        if isinstance(page, Document):
            groups[shard_of(path.removesuffix("index.html"), count)].append(page)
    shards = [index_shard(group, folding, f"search/{number}/") for number, group in enumerate(groups)]
    facts = [{path: content for path, content in shard.items() if path.endswith(FACTS)} for shard in shards]
    files = {path: content for shard in shards for path, content in shard.items() if not path.endswith(FACTS)}
    return {**files, **catalog(facts, folding), "search/fold.json": folding.for_browser()}
