"""What a place is where sites are published: a directory that nginx serves, a server behind ssh, an archive, a store.

Whoever adds a kind of place writes a class with these methods and a line in :mod:`showcase.publishing.places`.

The order is always the same (:mod:`showcase.publishing.releasing`)::

    with target.lock(by, at):
        live = target.live()
        target.send(release, site, tell)    # readers see nothing of it
        target.switch(release)              # from one site to the next, as nearly in one step as the place can
        target.record(entry)
        target.tidy(keep)                   # what is not needed any more goes last

A process may be killed at any moment in between. Then readers see the old or the new site, and the next run ends what
was begun or removes it: every method may be called again after a kill, and does no harm. What goes wrong at the place
is a :class:`~showcase.publishing.values.PublishError` with a Chinese message (of a full disk and the like an
``OSError``); it never changes what is live.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from showcase.publishing.values import Entry, Release, Tell

__all__ = ["Target"]


class Target(Protocol):
    """One place. Nothing is touched before :meth:`lock`; ``live``, ``read`` and ``history`` need no lock."""

    @property
    def name(self) -> str:
        """As people know it: a path or an address, without anything secret."""
        ...

    def lock(self, by: str, at: dt.datetime) -> AbstractContextManager[None]:
        """Nobody else publishes there until this is left; the lock of a killed process holds nobody up.

        The first time it makes the place ours: an empty or missing one only.

        :param by: told to whoever comes meanwhile
        :raises BusyTargetError: somebody else has it; says who and since when
        :raises ForeignTargetError: the place holds what is not ours
        """
        ...

    def live(self) -> Release | None:
        """What readers see, with its manifest; ``None`` where nothing was published yet.

        :raises ForeignTargetError: the place holds what is not ours
        """
        ...

    def read(self, path: str) -> bytes:
        """A file of what is live.

        :raises PublishError: it is not there
        """
        ...

    def send(self, release: Release, site: Path, tell: Tell) -> None:
        """Everything that the release needs and the place has not. Readers see none of it.

        ``tell`` is called after each file, in any order. Files are checked against the manifest as they are read.

        :raises ChangedSiteError: the site was changed meanwhile
        """
        ...

    def switch(self, release: Release) -> None:
        """Make live what was sent; its assets and those of the release before stay readable."""
        ...

    def tidy(self, keep: int) -> None:
        """Remove half-sent releases and all whole ones but the newest ``keep``, the live one among them.

        With 1 nothing of the release before can be read any more: for what must be gone at once.
        """
        ...

    def roll_back(self) -> Release:
        """Make live the release before, and say which; it stays possible to publish the newer one again.

        :raises NoRollbackError: there is none any more
        """
        ...

    def record(self, entry: Entry) -> None:
        """Add a line to the log of the place, which outlives its releases."""
        ...

    def history(self) -> Sequence[Entry]:
        """The log, oldest first."""
        ...
