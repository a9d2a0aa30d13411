"""The order of publishing: what every kind of place has in common."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

from showcase.publishing.target import Target
from showcase.publishing.values import Entry, FileChanges, Manifest, Release, Tell, release_of

__all__ = ["KEEP", "put_live", "roll_back"]

KEEP: Final = 3
"""Releases that a place keeps when nobody says otherwise."""


def put_live(
    target: Target, site: Path, manifest: Manifest, at: dt.datetime, by: str, tell: Tell, keep: int = KEEP
) -> Entry:
    """Make a built site live, and say what became of it. The lock must be held.

    A site that is live already is not published again; but what a killed run left undone is done.
    """
    live = target.live()
    last = _caught_up(target, live, at, by)
    if live is not None and last is not None and live.manifest.content == manifest.content:
        target.tidy(keep)
        return last
    release = release_of(manifest, at, live, last.at if last else None)
    target.send(release, site, tell)
    target.switch(release)
    entry = _entry("发布", release, live, release.at, by)
    target.record(entry)
    target.tidy(keep)
    return entry


def roll_back(target: Target, at: dt.datetime, by: str) -> Entry:
    """Make the release before live again. The lock must be held.

    :raises NoRollbackError: there is none
    """
    live = target.live()
    last = _caught_up(target, live, at, by)
    release = target.roll_back()
    entry = _entry("退回", release, live, _after(at, last), by)
    target.record(entry)
    return entry


def _caught_up(target: Target, live: Release | None, at: dt.datetime, by: str) -> Entry | None:
    """The newest entry of the log; where a kill came between a switch and its line, the line is written now."""
    history = target.history()
    last = history[-1] if history else None
    if live is not None and (last is None or last.release != live.id):
        target.record(last := _entry("补记", live, live, _after(at, last), by))
    return last


def _after(at: dt.datetime, last: Entry | None) -> dt.datetime:
    """The log goes forward even when the clock went back."""
    at = at.replace(microsecond=0)
    return max(at, last.at + dt.timedelta(seconds=1)) if last else at


def _entry(action: str, release: Release, before: Release | None, at: dt.datetime, by: str) -> Entry:
    changes = FileChanges.between(before.manifest if before else None, release.manifest)
    return Entry(
        action=action, release=release.id, content=release.manifest.content, at=at, by=by,
        files=len(release.manifest.files), bytes=release.manifest.size,
        new=len(changes.new), changed=len(changes.changed), gone=len(changes.gone),
    )  # fmt: skip
