"""Whether anything changed since the last build; when nothing did, that is known in a tenth of a second."""

from __future__ import annotations

import datetime as dt
import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from showcase.config import ShowcaseConfig, folders_of, fonts_of
from showcase.diagnostics import Diagnostic, Location, Severity
from showcase.digest import program_digest, text_digest
from showcase.fonts import fonts_key
from showcase.loading.folder_state import folder_state

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

__all__ = ["Verdict", "Watch", "inputs_stamp"]

_ADDRESS: Final = re.compile(r" at 0x[0-9a-f]+")
_NOT_MADE_FROM: Final = frozenset({"plugins", "theme", "strict", "site_dir", "config_file_path"})
"""Settings that are looked at otherwise, or that change nothing of a site."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a build made of its inputs."""

    stamp: str = ""
    """Of the inputs; empty when they may have changed meanwhile, or when not all of it is known."""
    since: str = ""
    until: str = ""
    """Moments, in ISO's form, between which the same inputs give the same site."""
    warnings: tuple[tuple[str, int, int, str, str], ...] = ()
    """What was told then and is true still: path, line, column, message, rule."""
    unrecorded: int = 0
    """Addresses that were not in ``urls.yml``."""

    def holds(self, stamp: str, now: dt.datetime) -> bool:
        """Whether the site that came of it is what would come of it now; not when the clock was set back."""
        return bool(stamp) and stamp == self.stamp and self.since <= now.isoformat() < self.until

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The warnings, to be told again."""
        return tuple(
            Diagnostic(Location(path, line, column), message, rule, Severity.WARNING)
            for path, line, column, message, rule in self.warnings
        )


def inputs_stamp(config: MkDocsConfig, options: ShowcaseConfig) -> str:
    """Of all files and settings that a site is made from; empty when one changed a moment ago."""
    folders = folders_of(config, options)
    fonts = fonts_of(folders.root, options)
    watched = (
        folders.units, folders.content, folders.site_config, *_theme_folder(config), *((fonts,) if fonts else ()),
    )  # fmt: skip
    states = [folder_state(folder) for folder in watched if folder.is_dir()]
    if not all(state.is_settled for state in states):
        return ""
    settings = {key: value for key, value in config.items() if key not in _NOT_MADE_FROM}
    told = _ADDRESS.sub("", f"{settings} {dict(config.theme)} {dict(options)}")
    lettered = fonts_key(fonts) if options.social or options.books else ""
    return text_digest(program_digest(), told, lettered, *map(str, watched), *(state.stamp for state in states))


def _theme_folder(config: MkDocsConfig) -> tuple[Path, ...]:
    return (Path(config.theme.custom_dir),) if config.theme.custom_dir else ()


class Watch(logging.Handler):
    """Notes whether MkDocs itself had a warning: those are not told again, so the next build must be a real one."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.has_seen = False
        logging.getLogger("mkdocs").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Ours are known."""
        self.has_seen = self.has_seen or record.name != "mkdocs.plugins.showcase"

    def end(self) -> None:
        """Watch no more."""
        logging.getLogger("mkdocs").removeHandler(self)
