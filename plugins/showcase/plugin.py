"""The MkDocs shell: hooks without logic."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import jinja2
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from showcase.config import ShowcaseConfig, cache_of, folders_of, moment
from showcase.diagnostics import Diagnostics, Severity
from showcase.inspection import inspect_site, originals_of, recordings_of, source_in
from showcase.loading import unrecorded
from showcase.markdown import with_placeholders
from showcase.model.dates import day_words
from showcase.pipeline import Output, PhotoOptions, Showcase, assemble, check
from showcase.progress import PhotoProgress
from showcase.release import Release
from showcase.rendering import PageFile, Renderer, prepare_environment
from showcase.workers import WorkerError, fork_map, usable_cores

__all__ = ["ShowcasePlugin"]

_TEMPLATES = Path(__file__).parent / "templates"
_OFFICE = ("decisions/", "notices/", "compilations/")
_log = get_plugin_logger("showcase")
_WORTH_FORKING = 60
"""Pages below which workers take longer than they save."""


class ShowcasePlugin(BasePlugin[ShowcaseConfig]):
    """Key ``showcase``: loads units and the office's texts, checks them, and hands pages to MkDocs."""

    def __init__(self) -> None:
        self._serves = False
        self._release: Release | None = None
        self._showcase: Showcase | None = None
        self._nav: Navigation | None = None
        self._as_of = ""
        self._originals: dict[str, str] = {}
        self._recordings: dict[str, str] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """``serve`` shows drafts, and builds into a folder that nobody else reads."""
        self._serves = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Our templates come before Material's and after the site's own."""
        try:
            moment(self.config.today)
        except ValueError:
            message = f"mkdocs.yml 的 today“{self.config.today}”不是日期，应形如 2026-11-18"
            raise ConfigurationError(message) from None
        if not config.site_url:
            raise ConfigurationError("mkdocs.yml 缺少 site_url：订阅源里的地址要用它")
        if not config.use_directory_urls:
            raise ConfigurationError("mkdocs.yml 不能设 use_directory_urls: false：页面地址长期不变")
        if str(_TEMPLATES) not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(_TEMPLATES))
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """From here on MkDocs writes into a folder beside the site."""
        if not self._serves:
            self._release = Release(Path(config.site_dir))
            config.site_dir = str(self._release.staging)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Run the pipeline; replace the office's raw texts by finished pages."""
        self._showcase = self._run(config)
        shown = {f"{page.url}index.html" for page in self._showcase.collection.free_pages}
        for file in list(files):
            is_hidden = file.is_documentation_page() and file.generated_by is None and file.dest_uri not in shown
            if file.src_uri.startswith(_OFFICE) or is_hidden:
                files.remove(file)
        for view_page in self._showcase.pages:
            file = PageFile.of(config, view_page)
            existing = files.get_file_from_path(file.src_uri)
            if existing is not None:
                raise PluginError(f"content/{file.src_uri} 与自动生成的页面冲突，请删去它")
            files.append(file)
        config.theme.static_templates.discard("sitemap.xml")  # ours is among the outputs
        for output in self._showcase.outputs:
            files.append(_file(config, output))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Kept for rendering pages."""
        self._nav = nav
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Of a free page that was taken back only the sentence is left that says so."""
        withdrawn = {
            f"{free.url}index.html": free.publication.withdrawn
            for free in (self._showcase.collection.free_pages if self._showcase else ())
        }
        withdrawal = withdrawn.get(page.file.dest_uri)
        return str(escape(withdrawal.sentence)) if withdrawal else markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The office's own pages are trusted; escaping would print their tags."""
        return Markup(html)  # noqa: S704

    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Render our pages, by workers that write them where MkDocs puts the rest."""
        if self._showcase is None or self._nav is None:
            raise RuntimeError("on_env came before on_files and on_nav")
        settings = self._showcase.collection.config
        as_of = self._showcase.data_as_of
        free_pages = self._showcase.collection.free_pages
        shared = {
            "site": settings.site,
            "feeds": settings.feeds,
            "free_pages": free_pages,
            "draft_urls": frozenset(free.url for free in free_pages if free.publication.draft),
            "as_of": self._as_of,
            "data_as_of": day_words(as_of) if as_of else "",
            "view_page": None,
            "view": None,
        }
        prepare_environment(env, shared)
        renderer = Renderer(env, self._nav, config)
        pages = [file for file in files if isinstance(file, PageFile)]
        renderer.prepare(pages)
        placeholders = self._showcase.placeholders

        def make(number: int) -> None:
            pages[number].write(with_placeholders(renderer.render(pages[number]), placeholders))

        with _no_traceback():
            fork_map(make, len(pages), lambda number: pages[number].view_page.url or "首页", self._workers(len(pages)))
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The new site takes its place; a failure after this hook (``--strict``) undoes it."""
        if self._release is not None:
            config.site_dir = str(self._release.site)
            self._inspect(config, self._release)
            self._release.publish()

    def on_build_error(self, *, error: Exception) -> None:
        """The last good site is untouched, or back."""
        if self._release is not None:
            self._release.undo()
            self._release = None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """A change of what lies outside ``content/`` rebuilds the preview too."""
        folders = folders_of(config, self.config)
        for folder in (folders.units, folders.site_config, _TEMPLATES):
            server.watch(str(folder))
        return server

    def on_shutdown(self) -> None:
        """The old site is not needed any more."""
        if self._release is not None:
            self._release.close()
            self._release = None

    def _workers(self, pages: int) -> int:
        """A fork costs as much as some pages, and ``serve`` has threads that it would lose."""
        wanted = self.config.workers or usable_cores()
        return 1 if self._serves or pages < _WORTH_FORKING else wanted

    def _inspect(self, config: MkDocsConfig, release: Release) -> None:
        """The gate: no metadata and no original leaves the office; ``serve`` publishes nothing and has none."""
        folders = folders_of(config, self.config)
        source = source_in(folders, release.site, self._recordings)
        diagnostics = Diagnostics()
        with _no_traceback():
            found = inspect_site(release.staging, self._originals, source, folders.root / self.config.cache_dir)
        diagnostics.extend(found)
        _print(diagnostics)
        if diagnostics.errors:
            raise PluginError(f"{diagnostics.summary()}，没有发布；site/ 保持上一次的样子；改正后再试")

    def _run(self, config: MkDocsConfig) -> Showcase:
        diagnostics = Diagnostics()
        folders = folders_of(config, self.config)
        now = moment(self.config.today)
        self._as_of = day_words(now)
        avif = self.config.photos.avif
        with _no_traceback():
            checked = check(folders, now, diagnostics, drafts=self._serves, avif=avif)
        showcase = None
        if checked is not None:
            self._originals = originals_of(checked.collection)
            self._recordings = recordings_of(checked.collection)
            cache, progress = cache_of(folders.root, self.config), PhotoProgress(sys.stderr)
            how = PhotoOptions(avif=avif, tell=progress.tell)
            showcase = assemble(checked, now.date(), _base(config.site_url), cache, diagnostics, how)
            if made := progress.close():
                _log.info("%s", made)
        _print(diagnostics)
        if checked is not None and not self._serves:
            _remind(len(unrecorded(checked.public)))
        if showcase is None:
            raise PluginError(
                f"{diagnostics.summary()}，没有发布；site/ 保持上一次的样子；改正后再试，或先运行 make check"
            )
        return showcase


@contextmanager
def _no_traceback() -> Iterator[None]:
    """What went wrong in a worker is told already."""
    try:
        yield
    except WorkerError as error:
        raise PluginError(str(error)) from None


def _remind(count: int) -> None:
    """Not a warning: a trial build need not record anything."""
    if count:
        _log.info("有 %s 个网址还没有记入 site_config/urls.yml；发布前请运行 showcase urls，记下后不再改变", count)


def _base(site_url: str | None) -> str:
    return f"{(site_url or '').rstrip('/')}/"


def _print(diagnostics: Diagnostics) -> None:
    """MkDocs prints the severity, and counts warnings for ``--strict``."""
    for diagnostic in diagnostics:
        log = _log.error if diagnostic.severity is Severity.ERROR else _log.warning
        log("%s", diagnostic)


def _file(config: MkDocsConfig, output: Output) -> File:
    fields: dict[str, Any] = {"content": output.content} if output.file is None else {"abs_src_path": str(output.file)}
    return File.generated(config, output.url, **fields)
