"""The gate over everything that authors put in: texts, drafts, tables, attachments, and the names of files."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from showcase.diagnostics import Diagnostics
from showcase.digest import digest_of, program_digest, text_digest
from showcase.kept import Kept
from showcase.loading import Folders
from showcase.loading.files import Root
from showcase.model.collection import Collection
from showcase.model.privacy import Masks
from showcase.privacy.memory import Memory
from showcase.privacy.sources import source_files
from showcase.privacy.values import Kind
from showcase.privacy.wording import told

__all__ = ["check_privacy"]


def check_privacy(
    folders: Folders,
    collection: Collection,
    kept: Kept,
    diagnostics: Diagnostics,
    pause: Callable[[], None] = lambda: None,
) -> None:
    """Report what is nobody's business in any file of the three folders, published or not.

    :param pause: called now and then; what it raises ends the work
    """
    attachments = {a.path: notice.source.path for notice in collection.notices for a in notice.attachments}
    memory = _look(folders, kept, collection.config.site.masks, pause)
    faulty = {error.location.file for error in diagnostics.errors}
    for path in sorted(memory.stamps):
        seen = memory.seen(path)
        if path in faulty:  # what is damaged must be mended anyhow, and one message says so
            seen = tuple(one for one in seen if one.kind is not Kind.UNREAD)
        if seen and (owner := attachments.get(path) or _owner(folders, path)):
            diagnostics.belongs_beside(path, owner)
        diagnostics.extend(told(path, seen))


def _look(folders: Folders, kept: Kept, masks: Masks, pause: Callable[[], None]) -> Memory:
    """What is known of all files, after a look at those that are new or changed."""
    name = text_digest(program_digest(), digest_of(masks), str(folders.root))
    before, files = Memory.of(kept, name), list(source_files(folders, pause))
    new = [file for file in files if not before.knows(file)]
    if not new and len(files) == len(before.stamps):
        return before
    from showcase.privacy.looking import look_at_all  # its patterns take 30 ms to make; most builds need none

    looked = dict(zip((file.path for file in new), look_at_all(new, before.findings, masks, pause), strict=True))
    now = before.renewed(files, looked)
    now.settled().save(kept, name)
    return now


def _owner(folders: Folders, path: str) -> str:
    """The text that speaks for a file: the note beside it, of the same name; in a unit else the unit's own."""
    beside = f"{posixpath.splitext(path)[0]}.md"
    if beside == path:
        return ""
    if (folders.root / beside).is_file():
        return beside
    unit = Root(folders.root).relative(folders.units)
    inside = path.removeprefix(f"{unit}/")
    return f"{unit}/{inside.partition('/')[0]}/index.md" if inside != path and "/" in inside else ""
