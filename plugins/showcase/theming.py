"""Files of the theme: which of them are published. MkDocs would copy all that Material has, 3 MB that no page loads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from showcase.assets import Asset, name_assets

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

__all__ = ["TEMPLATES", "addresses_of", "allowed_html", "refused_in", "sources_of", "take_assets"]

TEMPLATES: Final = Path(__file__).parent / "templates"
"""Our templates, and in ``assets/`` the scripts that they load."""


def take_assets(files: Files, config: MkDocsConfig) -> tuple[Asset, ...]:
    """Take the theme's files away from MkDocs; what is left of them is ours, the site's own, or named by a setting."""
    named = set(_named(config))
    theme = set(config.theme.dirs)
    taken = [file for file in files if file.src_dir in theme or file.src_uri in named]
    for file in taken:
        files.remove(file)
    return name_assets({file.src_uri: file.content_bytes for file in taken if _is_wanted(file, config, named)})


def addresses_of(assets: Iterable[Asset]) -> dict[str, str]:
    """Where templates find each by its name."""
    return {asset.name: asset.url for asset in assets}


def sources_of(assets: Iterable[Asset], config: MkDocsConfig, root: Path) -> dict[str, str]:
    """By address, the file that somebody may have to mend; for the gate."""
    folders = [Path(config.docs_dir), *([Path(config.theme.custom_dir)] if config.theme.custom_dir else [])]
    found = ((asset.url, folder / asset.name) for asset in assets for folder in reversed(folders))
    written = ((url, file.resolve()) for url, file in found if file.is_file())
    return {url: file.relative_to(root).as_posix() for url, file in written if file.is_relative_to(root)}


def allowed_html(html: str) -> str:
    """A free page as MkDocs makes it, without the ``style`` that its tables write: the policy lets none through.

    Boxes of lists to tick off get the name that extensions leave out; anchors of lines of code, which have no words,
    are no longer links (WCAG 4.1.2).
    """
    named = _LINE_ANCHOR.sub(r'<span id="\1"></span>', html)
    named = _TICKED.sub(lambda box: f'{box[0]} aria-label="{"已办" if " checked" in box[1] else "未办"}"', named)
    return _ALIGNED.sub(r' class="ta-\1"', named)


def refused_in(html: str) -> tuple[str, ...]:
    """What a browser will not load or run of a free page, as it stands there."""
    return tuple(dict.fromkeys(match[0][:_SHOWN] for match in _REFUSED.finditer(html)))


_ALIGNED: Final = re.compile(r' style="text-align: (left|center|right);"')
_LINE_ANCHOR: Final = re.compile(r'<a id="(__codelineno-[\d-]+)"[^<>]*></a>')
_TICKED: Final = re.compile(r"<input type=\"checkbox\" disabled([^<>]*?)(?=\s*/?>)")
_REFUSED: Final = re.compile(
    r"<(?:img|script|iframe|video|audio|source|link|embed|object)\b[^>]*?\b(?:src|href|data)=[\"'](?:(?:https?:)?//|data:)[^>]*"
    r"|<script\b(?![^>]*\bsrc=)[^>]*|<style\b[^>]*|<[a-z][^<>]*\s(?:style|on[a-z]+)=[^>]*",
    re.IGNORECASE,
)
_SHOWN: Final = 60
"""Characters of it that a message shows."""


def _named(config: MkDocsConfig) -> Iterator[str]:
    """What ``mkdocs.yml`` names, wherever it lies."""
    yield from (str(value) for key in ("favicon", "logo") if (value := config.theme.get(key)))
    yield from map(str, config.extra_css)
    yield from map(str, config.extra_javascript)


def _is_wanted(file: File, config: MkDocsConfig, named: set[str]) -> bool:
    own = {str(TEMPLATES), str(config.theme.custom_dir)}
    return file.src_dir in own or file.src_uri in named
