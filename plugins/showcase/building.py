"""One build under MkDocs: from the files of the office to a folder that may be published."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from showcase.assembly import Assembly, Rendering
from showcase.assets import Asset
from showcase.bookshelf import BookOptions
from showcase.config import ShowcaseConfig, cache_of, cluster_of, folders_of, fonts_of, is_alone, limits_of, moment
from showcase.diagnostics import Diagnostic, Diagnostics, Location, Severity
from showcase.digest import digest_of, program_digest, text_digest
from showcase.inputs import Verdict
from showcase.inspection import inspect_site, originals_of, recordings_of, source_in
from showcase.loading import Folders, unrecorded
from showcase.loading.file_names import is_hidden as is_hidden_name
from showcase.loading.file_names import is_litter
from showcase.markdown import CleanPage, clean_page
from showcase.model.changes import next_change
from showcase.model.columns import columns_of
from showcase.model.dates import day_words
from showcase.outputs import Output
from showcase.pickling import to_bytes
from showcase.pipeline import Checked, PhotoOptions, Showcase, assemble, check
from showcase.previews import PreviewOptions
from showcase.progress import PhotoProgress
from showcase.published import KnownFile, LiveSite, SiteRecord, files_below
from showcase.rendering import OutputFile, PageFile, Renderer, common_digest, prepare_environment
from showcase.renditions import ClusterError
from showcase.telling import print_diagnostics, remind
from showcase.theming import addresses_of, sources_of, take_assets
from showcase.workers import WorkerError, usable_cores

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from showcase.kept import Kept
    from showcase.model.collection import Collection
    from showcase.model.volumes import Volume
    from showcase.views.parts import Preview

__all__ = ["Build", "Place", "remove_raw", "sentence_of", "shared_values"]

_OFFICE: Final = ("decisions/", "notices/", "compilations/")
_log = get_plugin_logger("showcase")
_WORTH_FORKING: Final = 60
"""Pages below which workers take longer than they save."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a build leaves the site, and what was there before."""

    folder: Path
    live: LiveSite
    before: SiteRecord


class Build:
    """What one build knows from one hook to the next."""

    def __init__(
        self, config: MkDocsConfig, options: ShowcaseConfig, kept: Kept, place: Place, *, serves: bool
    ) -> None:
        self._config, self._options, self._serves = config, options, serves
        self._folders = folders_of(config, options)
        self._cache = cache_of(self._folders.root, options)
        self._now = moment(options.today)
        self.diagnostics = Diagnostics()
        self._assets: tuple[Asset, ...] = ()
        self._checked = self._check(kept)
        self.showcase = self._assemble()
        self.assembly = Assembly(place.folder, place.before.spare, place.live, kept)
        self._place, self._gate = place, ""
        self._verdicts: Mapping[str, str] = {}

    def _check(self, kept: Kept) -> Checked | None:
        avif = self._options.photos.avif
        with _no_traceback():
            return check(self._folders, self._now, self.diagnostics, drafts=self._serves, avif=avif, kept=kept)

    def _assemble(self) -> Showcase:
        checked, showcase = self._checked, None
        if checked is not None:
            progress = PhotoProgress(sys.stderr)
            avif, cluster = self._options.photos.avif, cluster_of(self._options)
            limits = limits_of(self._options)
            how = PhotoOptions(avif=avif, tell=progress.tell, cluster=cluster)
            base = f"{(self._config.site_url or '').rstrip('/')}/"
            try:
                with _no_traceback():
                    showcase = assemble(
                        checked, self._now.date(), base, self._cache, self.diagnostics, how, limits, self._books,
                        self._previews, is_searched=self._options.search,
                    )  # fmt: skip
            finally:  # no half of a bar is left before the message of a failure
                if made := progress.close():
                    _log.info("%s", made)
        print_diagnostics(self.diagnostics)
        if not self._serves:
            remind(self.unrecorded)
        for note in showcase.notes if showcase else ():
            _log.info("%s", note)
        if showcase is None:
            raise PluginError(f"{_refusal(self.diagnostics)}，或先运行 make check")
        return showcase

    @property
    def _books(self) -> BookOptions:
        def tell(volume: Volume, form: str) -> None:
            _log.info("制作《%s》的 %s", volume.title, form.upper())

        fonts = fonts_of(self._folders.root, self._options)
        return BookOptions(bool(self._options.books) and not self._serves, fonts, tell)

    @property
    def _previews(self) -> PreviewOptions:
        fonts = fonts_of(self._folders.root, self._options)
        return PreviewOptions(self._options.social and not self._serves, fonts)

    @property
    def unrecorded(self) -> int:
        """Addresses that are not in ``urls.yml`` yet."""
        return len(unrecorded(self._checked.public)) if self._checked else 0

    def replace_files(self, files: Files) -> Files:
        """The office's raw texts go, finished pages come."""
        remove_raw(files, self.showcase.collection)
        for plan in self.showcase.plans:
            page = PageFile.of(self._config, plan.url)
            if files.get_file_from_path(page.src_uri) is not None:
                raise PluginError(f"content/{page.src_uri} 与自动生成的页面冲突，请删去它")
            files.append(page)
        self._config.theme.static_templates.discard("sitemap.xml")  # ours is among the outputs
        self._assets = take_assets(files, self._config)
        styled = (Output(asset.url, content=asset.content) for asset in self._assets)
        for output in (*self.showcase.outputs, *styled):
            files.append(OutputFile.of(self._config, output, partial(self.assembly.place, output)))
        return files

    def sentence_of(self, path: str) -> str:
        """What is left of a free page that was taken back; empty of any other."""
        return sentence_of(path, self.showcase.collection)

    def clean(self, page: Page, html: str) -> str:
        """A free page as it may be published, by the option ``free_pages``; what it loses is told."""
        if not self._folders.checks_pages:
            return html
        cleaned, found = clean_page(html), Diagnostics()
        found.extend(removals_of(self._folders, page.file, cleaned))
        print_diagnostics(found)
        self.diagnostics.merge(found)
        return cleaned.html

    def write_pages(self, env: jinja2.Environment, nav: Navigation) -> None:
        """Our pages, by workers, where MkDocs puts the rest."""
        data_as_of = self.showcase.aggregates.data_as_of
        words = shared_values(self.showcase.collection, self._now, data_as_of, self.showcase.preview)
        shared = {**words, "assets": addresses_of(self._assets)}
        prepare_environment(env, {**shared, "view_page": None, "view": None}, self.showcase.kept)
        renderer = Renderer(env, nav, self._config)
        rendering = Rendering(
            render=renderer.render,
            prepare=renderer.prepare,
            digest=common_digest(nav, self._config, shared),
            placeholders=self.showcase.placeholders,
        )
        with _no_traceback():
            self.assembly.write_pages(self.showcase.plans, rendering, self._workers)
        _log.debug("%d pages rendered: %s", len(self.assembly.rendered), " ".join(self.assembly.rendered))

    def _workers(self, pages: int) -> int:
        """A fork costs as much as some pages, and ``serve`` has threads that it would lose."""
        wanted = self._options.workers or usable_cores()
        return 1 if self._serves or pages < _WORTH_FORKING else wanted

    def complete(self, inbox: Path) -> None:
        """Add what MkDocs made, remove what is no more."""
        self.assembly.take_in(inbox)
        if self._options.search and not self._serves:
            self._index()
        self.assembly.clear()

    def _index(self) -> None:
        """What the search looks things up in, from the finished pages."""
        from showcase.search_files import SearchError, SearchFiles  # here, for ``serve`` makes none

        room, is_known = limits_of(self._options).shard, is_alone(self._config)
        keys = self.assembly.keys if is_known else dict.fromkeys(files_below(self._place.folder), "")
        search = SearchFiles(self._place.folder, self.showcase.kept, room, trusts_keys=is_known)
        workers = self._options.workers or usable_cores()
        try:
            with _no_traceback():
                search.write(keys, self.assembly.place, workers)
        except SearchError as error:
            raise PluginError(f"{error}；没有发布；site/ 保持上一次的样子") from None

    def inspect(self, site: Path) -> None:
        """The gate: no metadata and no original leaves the office. What passed it and was not touched is not opened."""
        collection = self._checked.collection if self._checked else self.showcase.collection
        originals = originals_of(collection)
        self._gate = text_digest(program_digest(), digest_of(tuple(sorted(originals.items()))))
        before = self._place.before
        is_same_gate = self._gate == before.inspected_by
        untouched = {path: before.verdicts[path] for path in self.assembly.taken if path in before.verdicts}
        styled = sources_of(self._assets, self._config, self._folders.root)
        source = source_in(self._folders, site, {**recordings_of(collection), **styled})
        found = Diagnostics()
        with _no_traceback():
            inspection = inspect_site(
                self._place.folder,
                originals,
                source,
                self.showcase.kept,
                untouched if is_same_gate else {},
                self.assembly.keys if is_alone(self._config) else None,
            )
        found.extend(inspection.diagnostics)
        self._verdicts = inspection.verdicts
        print_diagnostics(found)
        self.diagnostics.merge(found)
        if found.errors:
            raise PluginError(_refusal(found))

    def record(self, site: Path, stamp: str) -> SiteRecord:
        """What the next build is to know; drops from the cache what this one did not need.

        :param stamp: of the inputs, taken before they were read
        """
        self.assembly.forget(self.showcase.plans)
        self.showcase.aggregates.remember(self.assembly.shared, self.assembly.keys)
        self.showcase.own_pages.remember(self.showcase.collection, self.assembly.own)
        live = self.assembly.known_files(site)
        spare = {path: _shared(file, live.get(path)) for path, file in self._place.before.live.items()}
        return SiteRecord(
            live=live,
            spare=spare,
            inspected_by=self._gate,
            verdicts=self._verdicts,
            inputs=to_bytes(self._verdict(stamp)),
        )

    def _verdict(self, stamp: str) -> Verdict:
        until = next_change(self._checked.collection, self._now) if self._checked else self._now
        told = ((d.location, d.message, d.rule) for d in self.diagnostics.warnings)
        return Verdict(
            stamp=stamp,
            since=self._now.isoformat(),
            until=until.isoformat(),
            warnings=tuple((at.path, at.line, at.column, message, rule) for at, message, rule in told),
            unrecorded=self.unrecorded,
        )


def _refusal(diagnostics: Diagnostics) -> str:
    return f"{diagnostics.summary()}，没有发布；site/ 保持上一次的样子；改正后再试"


def remove_raw(files: Files, collection: Collection) -> None:
    """Sources that MkDocs is not to publish: raw texts, free pages that are not shown, what systems leave behind."""
    shown = {f"{page.url}index.html" for page in collection.free_pages}
    for file in list(files):
        is_hidden = file.is_documentation_page() and file.generated_by is None and file.dest_uri not in shown
        is_left = any(is_hidden_name(part) or is_litter(part) for part in file.src_uri.split("/"))
        if file.src_uri.startswith(_OFFICE) or is_hidden or is_left:
            files.remove(file)


def removals_of(folders: Folders, file: File, cleaned: CleanPage) -> Iterator[Diagnostic]:
    """What a free page lost, where it stands in the source if it was written there as it was rendered."""
    path = folders.base.relative(Path(file.abs_src_path or file.src_uri))
    lines = file.content_string.split("\n") if cleaned.removals else []
    for removal in cleaned.removals:
        row, column = next(((n, at) for n, line in enumerate(lines) if (at := line.find(removal.written)) >= 0), (0, 0))
        message = f"已去掉{removal.what}：它能执行程序，或向别的网站取东西，这里不允许"
        yield Diagnostic(Location(path, row + 1, column + 1), message, "removed-html", Severity.WARNING)


def sentence_of(path: str, collection: Collection) -> str:
    """What is left of a free page that was taken back; empty of any other."""
    found = (page for page in collection.free_pages if f"{page.url}index.html" == path)
    withdrawal = next((page.publication.withdrawn for page in found), None)
    return withdrawal.sentence if withdrawal else ""


def shared_values(
    collection: Collection, now: dt.datetime, data_as_of: dt.date | None, preview: Preview | None = None
) -> dict[str, Any]:
    """What all templates may print."""
    free_pages = collection.free_pages
    return {
        "site": collection.config.site,
        "feeds": collection.config.feeds,
        "free_pages": free_pages,
        "columns": dict(columns_of(collection.config.site.columns)),
        "draft_urls": tuple(free.url for free in free_pages if free.publication.draft),
        "as_of": day_words(now),
        "data_as_of": day_words(data_as_of) if data_as_of else "",
        "site_preview": preview,
    }


def _shared(old: KnownFile, new: KnownFile | None) -> KnownFile:
    """Of one file in both sites: a second name changed its ``ctime``."""
    return new if new is not None and (new.key, new.inode) == (old.key, old.inode) else old


@contextmanager
def _no_traceback() -> Iterator[None]:
    """What went wrong with workers is said in the message."""
    try:
        yield
    except (WorkerError, ClusterError) as error:
        raise PluginError(str(error)) from None
