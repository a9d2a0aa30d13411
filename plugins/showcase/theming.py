"""Files of the theme: which of them are published. MkDocs would copy all that Material has, 3 MB that no page loads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from showcase.assets import Asset, name_assets

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

__all__ = ["TEMPLATES", "addresses_of", "sources_of", "take_assets"]

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


def _named(config: MkDocsConfig) -> Iterator[str]:
    """What ``mkdocs.yml`` names, wherever it lies."""
    yield from (str(value) for key in ("favicon", "logo") if (value := config.theme.get(key)))
    yield from map(str, config.extra_css)
    yield from map(str, config.extra_javascript)


def _is_wanted(file: File, config: MkDocsConfig, named: set[str]) -> bool:
    own = {str(TEMPLATES), str(config.theme.custom_dir)}
    return file.src_dir in own or file.src_uri in named
