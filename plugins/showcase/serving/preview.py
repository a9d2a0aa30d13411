"""What is served: one thread changes it, many read it. A mistake never takes pages away: they stay, and say so."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from showcase.building import shared_values
from showcase.config import ShowcaseConfig, cache_of, folders_of, limits_of, moment
from showcase.diagnostics import Diagnostic, Diagnostics
from showcase.kept import Kept, kept_in
from showcase.loading import Folders
from showcase.model.collection import Collection
from showcase.model.limits import Limits
from showcase.privacy import check_privacy
from showcase.proofreading import check_proofs
from showcase.rules import RULES, check_dates, check_texts, check_volumes
from showcase.serving.knowledge import OpenTexts, TextMemory
from showcase.serving.library import Library, Loaded
from showcase.serving.pages import Pages, Setting
from showcase.serving.patience import InterruptedWork, interruptible
from showcase.serving.shell import Shell, make_shell
from showcase.texts import plan_texts

__all__ = ["Preview", "Site", "Snapshot", "read_site"]

_OFFICE: Final = ("decisions", "notices", "compilations")


@dataclass(frozen=True, slots=True)
class Site:
    """What ``mkdocs.yml`` says."""

    config_file: Path
    config: MkDocsConfig
    options: ShowcaseConfig
    folders: Folders
    limits: Limits

    @property
    def cache(self) -> Path:
        """Where builds keep what they make."""
        return cache_of(self.folders.root, self.options)

    @property
    def setting(self) -> Setting:
        """As of now."""
        site_url = f"{(self.config.site_url or '').rstrip('/')}/"
        avif, is_searched = self.options.photos.avif, self.options.search
        return Setting(moment(self.options.today), site_url, self.cache, avif, self.limits, is_searched)


def read_site(config_file: Path) -> Site:
    """:raises Exception: whatever MkDocs raises for mistakes in its settings"""
    config = load_config(str(config_file))
    options = config.plugins["showcase"].config
    config.plugins.on_config(config)  # ours refuses what it cannot work with
    return Site(config_file.resolve(), config, options, folders_of(config, options), limits_of(options))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that an answer is made from."""

    epoch: int
    """Grows with every change that a browser is to show."""
    pages: Pages | None = None
    """``None`` while there is nothing that could be shown."""
    shell: Shell | None = None
    errors: tuple[Diagnostic, ...] = ()
    trouble: str = ""
    """What is wrong with settings or templates, in words."""


class Preview:
    """The showcase as it is now, and as it was when it last was right."""

    def __init__(self, site: Site, tell: Callable[[str], None]) -> None:
        """:param tell: prints a line"""
        self._site, self._tell = site, tell
        self._kept: Kept = kept_in(site.cache)
        self._library = Library(site.folders, self._kept)
        self._loaded: Loaded | None = None
        self._memory = TextMemory()
        self._pages: Pages | None = None
        self._told: tuple[Diagnostic, ...] = ()
        self._checked: tuple[Diagnostic, ...] = ()
        """Errors that only a look at everything found, the last time."""
        self._changed = threading.Condition()
        self.now = Snapshot(epoch=int(time.time()))

    @property
    def site(self) -> Site:
        """What ``mkdocs.yml`` said when it last was right."""
        return self._site

    # --- changes: one thread ---------------------------------------------------------------------

    def load(self) -> None:
        """Everything, by workers where there is much; call it before there are threads."""
        self._loaded = self._library.load()
        setting = self._site.setting
        if self._loaded is not None:
            actual = self._loaded.actual
            public = actual.public(setting.now, drafts=True)
            self._memory = TextMemory.of(plan_texts(actual, public, self._kept, avif=setting.avif))
            check_privacy(self._site.folders, actual, self._kept, Diagnostics())  # by workers; told when all is quiet
        self._renew(frozenset(), frozenset())

    def change(self, paths: Iterable[str]) -> None:
        """What lies at these paths is not what it was."""
        changed = frozenset(map(Path, paths))
        if self._site.config_file in changed and not self._read_settings():
            return
        before = self._loaded.actual if self._loaded else None
        self._loaded = self._library.reload(map(str, changed))
        now = self._loaded.actual if self._loaded else None
        self._renew(changed, _changed_units(before, now))

    def _read_settings(self) -> bool:
        """``mkdocs.yml`` again; what has mistakes leaves all as it was."""
        try:
            site = read_site(self._site.config_file)
        except (Exception, SystemExit) as error:  # noqa: BLE001 – MkDocs and plugins raise what they like
            self._show(replace(self.now, trouble=f"mkdocs.yml 的设置不对，仍用原来的：{_words(error)}"))
            return False
        if site.folders != self._site.folders or site.config.theme.custom_dir != self._site.config.theme.custom_dir:
            self._show(
                replace(self.now, trouble="mkdocs.yml 里的文件夹换了，请按 Ctrl-C 结束，重新运行 showcase serve")
            )
            return False
        self._site = site
        return True

    def _renew(self, changed: frozenset[Path], units: frozenset[str]) -> None:
        """Another snapshot from what is loaded."""
        loaded, before, setting = self._loaded, self.now, self._site.setting
        found = self._library.diagnostics
        pages = before.pages
        if loaded is not None:
            pages = self._pages = Pages(loaded.shown, setting, self._memory, before.pages)
            found.extend(self._of_units(loaded.actual, units, self._texts(loaded)))
        self._checked = tuple(error for error in self._checked if not _is_of(error, changed, self._site))
        errors = tuple(sorted({*found.errors, *self._checked}))
        self._replace_shell(replace(before, pages=pages, errors=errors), changed)
        self._print(self.now.errors, is_all=False)

    def _of_units(self, collection: Collection, slugs: frozenset[str], texts: OpenTexts) -> Iterable[Diagnostic]:
        """What is wrong with the texts of some units, at once."""
        units = tuple(unit for slug in slugs if (unit := collection.unit(slug)))
        if not units:
            return ()
        few = replace(collection, units=units, decisions=(), notices=(), compilations=(), leftovers=())
        return (*check_texts(few, texts.of_units(units)), *check_proofs(few, Kept(None)))

    def _texts(self, loaded: Loaded) -> OpenTexts:
        """Of what is there now; the same as those of the pages where nothing is at fault."""
        pages = self._pages
        if pages is not None and loaded.actual is loaded.shown:
            return pages.texts
        return OpenTexts(loaded.actual, self._memory, avif=self._site.options.photos.avif)

    def _replace_shell(self, snapshot: Snapshot, changed: frozenset[Path]) -> None:
        pages, old = snapshot.pages, snapshot.shell
        if pages is None:
            self._show(snapshot)
            return
        shared = shared_values(pages.collection, self._site.setting.now, pages.data_as_of)
        if old and not self._is_of_shell(changed) and _still_fits(old, pages, shared):
            self._show(replace(snapshot, trouble=""))
            return
        try:
            kept = kept_in(self._site.cache)  # its own, for other threads use it
            shell = make_shell(self._site.config_file, pages.collection, shared, pages.has, kept)
        except (Exception, SystemExit) as error:  # noqa: BLE001 – templates and MkDocs raise what they like
            self._show(replace(snapshot, trouble=f"mkdocs.yml 或模板有错，仍用上一次的样子：{_words(error)}"))
            return
        self._show(replace(snapshot, shell=shell, trouble=""))
        if old:
            old.remove()

    def _is_of_shell(self, changed: frozenset[Path]) -> bool:
        folders = self._site.folders
        parts = {path: path.relative_to(folders.content).parts for path in changed if _below(path, folders.content)}
        if any(found[:1] not in {(name,) for name in _OFFICE} for found in parts.values()):
            return True
        theme = map(Path, self._site.config.theme.dirs)
        places = (folders.site_config, self._site.config_file, *theme)
        return any(_below(path, place) for path in changed for place in places)

    def _show(self, snapshot: Snapshot) -> None:
        if snapshot.trouble and snapshot.trouble != self.now.trouble:
            self._tell(f"错误　{snapshot.trouble}")
        with self._changed:
            self.now = replace(snapshot, epoch=self.now.epoch + 1)
            self._changed.notify_all()

    # --- the rules over everything: the same thread, when nothing else is to be done ----------------

    def check(self, is_interrupted: Callable[[], bool]) -> bool:
        """All rules; False when it was interrupted."""
        found = self._library.diagnostics
        try:
            for look in self._looks(is_interrupted):
                found.extend(look())
            if self._loaded is not None:
                pause = partial(_give_way, is_interrupted)
                check_privacy(self._site.folders, self._loaded.actual, self._kept, found, pause)
        except InterruptedWork:
            return False
        settled = found.settled()
        loading = set(self._library.diagnostics.errors)
        self._checked = tuple(error for error in found.errors if error not in loading)
        if found.errors != self.now.errors:
            self._show(replace(self.now, errors=found.errors))
        self._print(settled, is_all=True)
        return True

    def _looks(self, is_interrupted: Callable[[], bool]) -> Iterable[Callable[[], Iterable[Diagnostic]]]:
        if self._loaded is None:
            return
        collection = interruptible(self._loaded.actual, is_interrupted)
        now, texts = self._site.setting.now, self._texts(self._loaded)
        texts = texts.over(collection)
        yield from (partial(rule, collection) for rule in RULES)
        yield lambda: check_dates(collection.public(now, drafts=True), now.date())
        yield lambda: check_volumes(collection, collection.public(now, drafts=True), now.date())
        yield lambda: check_texts(collection, texts.all())
        yield lambda: check_proofs(collection, self._kept)

    def _print(self, found: tuple[Diagnostic, ...], *, is_all: bool) -> None:
        """Only what is new, and after a look at everything what is mended."""
        known = set(self._told)
        for diagnostic in found:
            if diagnostic not in known:
                self._tell(f"{diagnostic.severity.label}　{diagnostic}")
        if not is_all:
            self._told = tuple({*self._told, *found})
            return
        gone = known.difference(found)
        if gone:
            left = Diagnostics()
            left.extend(found)
            self._tell(f"已改正 {len(gone)} 个问题；{f'还有 {left.summary()}' if found else '没有问题了'}")
        self._told = found

    # --- readers: any thread -----------------------------------------------------------------------

    def wait(self, epoch: int, timeout: float) -> int:
        """The epoch, as soon as it is another one than that, or when the time is up."""
        with self._changed:
            self._changed.wait_for(lambda: self.now.epoch != epoch, timeout)
            return self.now.epoch

    def close(self) -> None:
        """Leave nothing behind."""
        if self.now.shell:
            self.now.shell.remove()
        self._kept.close()


def _give_way(is_interrupted: Callable[[], bool]) -> None:
    if is_interrupted():
        raise InterruptedWork


def _words(error: BaseException) -> str:
    """MkDocs prints what is wrong with its settings, and gives up without it."""
    return "原因见终端" if isinstance(error, Abort) else str(error)


def _changed_units(before: Collection | None, now: Collection | None) -> frozenset[str]:
    """Those that were loaded anew."""
    if before is None or now is None:
        return frozenset()
    return frozenset(unit.slug for unit in now.units if before.unit(unit.slug) is not unit)


def _still_fits(shell: Shell, pages: Pages, shared: Mapping[str, object]) -> bool:
    return shell.shared == shared and all(pages.has(url) == known for url, known in shell.asked.items())


def _is_of(error: Diagnostic, changed: frozenset[Path], site: Site) -> bool:
    """Whether it was said of a folder that changed since; what is wrong there now is found anew."""
    place = (site.folders.root / error.location.file).parent
    return any(place in (path.parent, path) for path in changed)


def _below(path: Path, folder: Path) -> bool:
    return path == folder or path.is_relative_to(folder)
