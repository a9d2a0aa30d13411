"""What MkDocs makes itself: the office's free pages, 404, the theme's files, and the frame around our pages.

It is made by MkDocs' own build into a folder of its own, without units and texts, which are not written there.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from showcase.building import remove_raw, sentence_of
from showcase.kept import Kept
from showcase.markdown import clean_page
from showcase.model.collection import Collection
from showcase.rendering import PageFile, Renderer, prepare_environment
from showcase.theming import addresses_of, allowed_html, take_assets

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

__all__ = ["Shell", "make_shell"]


@dataclass(frozen=True, slots=True)
class Shell:
    """One build of MkDocs."""

    folder: Path
    renderer: Renderer
    asked: Mapping[str, bool]
    """Pages of ours that navigation and free pages name: whether there were such."""
    shared: Mapping[str, Any]

    def remove(self) -> None:
        """When another one has taken its place."""
        shutil.rmtree(self.folder, ignore_errors=True)


def make_shell(
    config_file: Path, collection: Collection, shared: Mapping[str, Any], has: Callable[[str], bool], kept: Kept
) -> Shell:
    """Build what is MkDocs'.

    :param shared: what all templates may print
    :param has: whether we have a page at an address
    :raises Exception: whatever MkDocs and Jinja raise for mistakes in settings and templates
    """
    folder = Path(tempfile.mkdtemp(prefix="showcase-"))
    try:
        config = load_config(str(config_file), site_dir=str(folder), strict=False)
        hooks = _Hooks(collection, shared, has, kept)
        hooks.take_over(config)
        build(config, serve_url=config.site_url)
        return Shell(folder, hooks.renderer(config), hooks.asked, shared)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@dataclass(slots=True)
class _Hooks:
    """In place of the plugin's own hooks, which would build everything."""

    collection: Collection
    shared: Mapping[str, Any]
    has: Callable[[str], bool]
    kept: Kept
    asked: dict[str, bool] = field(default_factory=dict)
    assets: Mapping[str, str] = field(default_factory=dict)
    nav: Navigation | None = None
    env: jinja2.Environment | None = None

    def take_over(self, config: MkDocsConfig) -> None:
        """Its hook for settings stays: it knows where our templates are."""
        plugin = config.plugins["showcase"]
        for name, methods in config.plugins.events.items():
            if name not in ("config", "startup"):
                methods[:] = [method for method in methods if getattr(method, "__self__", None) is not plugin]
        for name in ("files", "nav", "page_markdown", "page_content", "env"):
            config.plugins._register_event(name, getattr(self, f"on_{name}"), plugin_name="showcase")

    def renderer(self, config: MkDocsConfig) -> Renderer:
        """For our pages, once MkDocs is through."""
        if self.env is None or self.nav is None:
            raise RuntimeError("MkDocs called neither on_env nor on_nav")
        return Renderer(self.env, self.nav, config)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Free pages only; ours are named when somebody asks for them."""
        remove_raw(files, self.collection)
        config.theme.static_templates.discard("sitemap.xml")
        assets = take_assets(files, config)
        self.assets = addresses_of(assets)
        for asset in assets:
            files.append(File.generated(config, asset.url, content=asset.content))
        return _KnownFiles(files, config, self._has)

    def _has(self, url: str) -> bool:
        if url not in self.asked:
            self.asked[url] = self.has(url)
        return self.asked[url]

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Kept for our pages."""
        self.nav = nav
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """As in a build."""
        sentence = sentence_of(page.file.dest_uri, self.collection)
        return str(escape(sentence)) if sentence else markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """As in a build."""
        checks = config.plugins["showcase"].config.free_pages == "checked"
        return Markup(allowed_html(clean_page(html).html if checks else html))  # noqa: S704

    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Kept for our pages."""
        prepare_environment(env, {**self.shared, "assets": self.assets, "view_page": None, "view": None}, self.kept)
        self.env = env
        return env


class _KnownFiles(Files):
    """Of 80,000 pages only those that a link or the navigation names become files."""

    def __init__(self, files: Files, config: MkDocsConfig, has: Callable[[str], bool]) -> None:
        super().__init__(files)
        self._config, self._has = config, has

    def get_file_from_path(self, path: str) -> File | None:
        """Asked for by MkDocs wherever a path stands."""
        found = super().get_file_from_path(path)
        url = path.removesuffix("index.md")
        if found is None and url != path and self._has(url):
            found = PageFile.of(self._config, url)
            self.append(found)
        return found
