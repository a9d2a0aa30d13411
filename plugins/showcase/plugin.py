"""The MkDocs shell: hooks without logic."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup, escape
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from showcase.config import ShowcaseConfig, cache_of, cluster_of, folders_of, is_alone, moment
from showcase.inputs import Verdict, Watch, inputs_stamp
from showcase.kept import Kept, kept_in
from showcase.pickling import from_bytes
from showcase.published import LiveSite, SiteRecord, keep_record, read_record
from showcase.release import Release
from showcase.storage import unwritable
from showcase.telling import print_diagnostics, remind, say_refused, say_unchanged, say_unwritable
from showcase.theming import TEMPLATES, allowed_html, refused_in

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from showcase.building import Build

__all__ = ["ShowcasePlugin"]


class ShowcasePlugin(BasePlugin[ShowcaseConfig]):
    """Key ``showcase``: loads units and the office's texts, checks them, and hands pages to MkDocs."""

    def __init__(self) -> None:
        self._serves = False
        self._kept = Kept(None)
        self._record = SiteRecord()
        self._live = LiveSite(Path(), {})
        self._watch: Watch | None = None
        self._stamp = ""
        self._is_alone = False
        """Others may write to what we made; then nothing of it is known to the next build."""
        self._verdict: Verdict | None = None
        """Of the last build, when it stands."""
        self._release: Release | None = None
        self._build: Build | None = None
        self._nav: Navigation | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """``serve`` shows drafts, and builds into a folder that nobody else reads."""
        self._serves = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Our templates come before Material's and after the site's own."""
        try:
            moment(self.config.today)
        except ValueError:
            message = f'mkdocs.yml 的 today“{self.config.today}”不是日期，应形如 2026-11-18 或 "2026-11-18 09:30"'
            raise ConfigurationError(message) from None
        try:
            cluster_of(self.config)
        except ValueError:
            message = f"mkdocs.yml 的 cluster“{self.config.cluster}”应形如 tcp://主机:8786"
            raise ConfigurationError(message) from None
        if not config.site_url:
            raise ConfigurationError("mkdocs.yml 缺少 site_url：订阅源里的地址要用它")
        if not config.use_directory_urls:
            raise ConfigurationError("mkdocs.yml 不能设 use_directory_urls: false：页面地址长期不变")
        if str(TEMPLATES) not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(TEMPLATES))
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """From here on MkDocs writes into a folder beside the site."""
        self._kept = kept_in(cache_of(folders_of(config, self.config).root, self.config))
        if self._serves:
            return
        gc.disable()  # nothing of a build is garbage before its end, and looking for it takes a sixth of the time
        site = Path(config.site_dir).resolve()
        self._watch = Watch()
        self._is_alone = is_alone(config)
        if self._is_alone:
            self._record = read_record(self._kept, site)
            self._stamp = inputs_stamp(config, self.config)
            self._live = LiveSite(site, self._record.live)
            if self._stands():
                config.site_dir = str(site / ".nothing")  # MkDocs empties it, if it were there
                return
            self._release = Release(site, cache_of(folders_of(config, self.config).root, self.config) / "site-before")
            config.site_dir = str(self._release.inbox)
        else:  # other plugins look for pages where MkDocs builds
            self._release = Release(site)
            config.site_dir = str(self._release.folder)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Run the pipeline; replace the office's raw texts by finished pages."""
        if self._verdict is not None:
            return self._nothing(config)
        from showcase.building import Build, Place  # here, for MkDocs imports this module for ``showcase check`` too

        folder = self._release.folder if self._release else Path(config.site_dir)
        place = Place(folder, self._live, self._record)
        self._build = Build(config, self.config, self._kept, place, serves=self._serves)
        return self._build.replace_files(files)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Kept for rendering pages."""
        self._nav = nav
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Of a free page that was taken back only the sentence is left that says so."""
        sentence = self._build.sentence_of(page.file.dest_uri) if self._build else ""
        return str(escape(sentence)) if sentence else markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The office's own pages are trusted, or cleaned; escaping would print their tags."""
        allowed = allowed_html(self._build.clean(page, html) if self._build else html)
        for refused in refused_in(allowed):
            say_refused(page.file.src_uri, refused)
        return Markup(allowed)  # noqa: S704

    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Write our pages."""
        if self._verdict is not None:
            return env
        if self._build is None or self._nav is None:
            raise RuntimeError("on_env came before on_files and on_nav")
        self._build.write_pages(env, self._nav)
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The new site takes its place; a failure after this hook (``--strict``) undoes it."""
        if self._verdict is not None:
            config.site_dir = str(Path(config.site_dir).parent)
        if self._release is not None and self._build is not None:
            config.site_dir = str(self._release.site)
            self._build.complete(self._release.inbox)
            self._build.inspect(self._release.site)
            self._release.publish()

    def on_build_error(self, *, error: Exception) -> None:
        """The last good site is untouched, or back."""
        if problem := unwritable(error):
            say_unwritable(problem)
        if self._release is not None:
            self._release.undo()
            self._release = None

    def _stands(self) -> bool:
        """Whether the site is what would be built, and nobody touched it."""
        verdict: Verdict | None = from_bytes(self._record.inputs) if self._record.inputs else None
        if verdict is None or not verdict.holds(self._stamp, moment(self.config.today)) or not self._live.is_whole():
            return False
        self._verdict = verdict
        return True

    def _nothing(self, config: MkDocsConfig) -> Files:
        """MkDocs has nothing to do; what was told is told again."""
        print_diagnostics(self._verdict.diagnostics() if self._verdict else ())
        remind(self._verdict.unrecorded if self._verdict else 0)
        say_unchanged(len(self._record.live))
        config.nav, config.extra_templates = None, []
        config.theme.static_templates.clear()
        return Files([])

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """A change of what lies outside ``content/`` rebuilds the preview too."""
        folders = folders_of(config, self.config)
        for folder in (folders.units, folders.site_config, TEMPLATES):
            server.watch(str(folder))
        return server

    def on_shutdown(self) -> None:
        """The old site is not needed any more; only now do its files keep still."""
        if self._release is not None:
            self._release.close()
            if self._build is not None and self._release.is_published:
                stamp = "" if self._watch is None or self._watch.has_seen else self._stamp
                record = self._build.record(self._release.site, stamp)
                keep_record(self._kept, self._release.site, record if self._is_alone else SiteRecord())
            self._release = None
        if self._watch is not None:
            self._watch.end()
        self._live.close()
        self._kept.close()
        gc.enable()
