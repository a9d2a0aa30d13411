"""The order of events, once: load everything → check everything → make views → hand over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from showcase.diagnostics import Diagnostic, Diagnostics
from showcase.digest import digest_of, program_digest, text_digest
from showcase.kept import Kept, kept_in
from showcase.loading import Folders, load_collection
from showcase.loading.pinyin import KeptTitles
from showcase.model.collection import Collection
from showcase.model.columns import column_notes, column_states
from showcase.model.documents import Attachment
from showcase.model.honors import HonorState
from showcase.model.ledger import honor_states
from showcase.model.limits import Limits
from showcase.model.notice_life import NoticeState, states_of
from showcase.model.renditions import Placeholder, Rendition, plan_everything, plan_published
from showcase.model.units import Photo, Recording
from showcase.outputs import Output
from showcase.pickling import from_bytes, to_bytes
from showcase.privacy import check_privacy
from showcase.proofreading import check_proofs
from showcase.rules import check_collection, check_dates, check_texts, check_volumes
from showcase.texts import Texts, plan_texts
from showcase.volumes import Sources, Volumes, make_volumes

if TYPE_CHECKING:
    from showcase.aggregates import Aggregates
    from showcase.bookshelf import BookOptions, Shelf
    from showcase.model.honors import HonorState
    from showcase.model.volumes import Volume
    from showcase.outline import OwnPages
    from showcase.previews import PreviewOptions
    from showcase.renditions import Progress
    from showcase.views import Context, PagePlan
    from showcase.views.parts import Preview
    from showcase.volumes import Volumes

__all__ = [
    "Checked",
    "PhotoOptions",
    "Showcase",
    "archive_outputs",
    "assemble",
    "attachment_outputs",
    "check",
    "finished_volumes",
    "recording_outputs",
    "shown_photos",
]


@dataclass(frozen=True, slots=True)
class Checked:
    """A showcase as loaded and checked; whether it may be published is in the diagnostics."""

    collection: Collection
    public: Collection
    """What readers see at the moment asked for."""
    texts: Texts
    kept: Kept
    notice_states: Mapping[str, NoticeState]
    """Of public notices, at that moment."""


@dataclass(frozen=True, slots=True)
class Showcase:
    """Everything that is to be written."""

    collection: Collection
    plans: tuple[PagePlan, ...]
    outputs: tuple[Output, ...]
    aggregates: Aggregates
    own_pages: OwnPages
    placeholders: Mapping[str, Placeholder]
    """By digest of the photo."""
    kept: Kept
    notes: tuple[str, ...] = ()
    """What the report says besides."""
    preview: Preview | None = None
    """Of pages that have none of their own."""


@dataclass(frozen=True, slots=True)
class PhotoOptions:
    """How photos are made."""

    avif: bool = False
    tell: Callable[[Progress], None] | None = None
    """Called after each photo that had to be made."""
    cluster: str | None = None
    """Address of a scheduler whose workers make them; threads of this process when there is none."""


def check(
    folders: Folders,
    now: dt.datetime,
    diagnostics: Diagnostics,
    *,
    drafts: bool = False,
    avif: bool = False,
    kept: Kept | None = None,
) -> Checked | None:
    """Load and check; ``None`` when the settings cannot be used.

    :param drafts: show what is not yet public
    :param kept: what the last build left, and this one leaves; that of the cache folder when not given
    """
    kept = kept or kept_in(folders.cache)
    collection = load_collection(folders, diagnostics, kept)
    if collection is None:
        return None
    public = collection.public(now, drafts)
    texts = plan_texts(collection, public, kept, avif=avif)
    states = states_of(public.notices, public.decisions, now)
    diagnostics.extend(_by_rules(collection, public, now.date(), states, kept))
    diagnostics.extend(check_texts(collection, texts))
    diagnostics.extend(check_proofs(collection, kept))
    check_privacy(folders, collection, kept, diagnostics)
    return Checked(collection, public, texts, kept, states)


def _by_rules(
    collection: Collection, public: Collection, today: dt.date, states: Mapping[str, NoticeState], kept: Kept
) -> tuple[Diagnostic, ...]:
    """What the rules find; when nothing that they look at changed, what they found before."""

    def check_all() -> tuple[Diagnostic, ...]:
        return (*check_collection(collection), *check_dates(public, today), *check_volumes(collection, public, today))

    if collection.faulty or collection.leftovers or len(collection.digests) < len(collection.units):
        return check_all()
    office = (
        collection.config, collection.free_pages, collection.decisions, collection.notices, collection.compilations,
        collection.slugs, sorted(collection.folders), tuple(thing.url for thing in public.things),
        tuple(states.items()),
    )  # fmt: skip
    units = (f"{slug} {digests.placed}" for slug, digests in collection.digests.items())
    key = text_digest(program_digest(), today.isoformat(), digest_of(office), *units)
    found: tuple[Diagnostic, ...] = from_bytes(kept.keeper("rules")(key, lambda: to_bytes(check_all())))
    return found


def assemble(
    checked: Checked,
    today: dt.date,
    site_url: str,
    cache: Path,
    diagnostics: Diagnostics,
    how: PhotoOptions = PhotoOptions(),
    limits: Limits = Limits(),
    books: BookOptions | None = None,
    previews: PreviewOptions | None = None,
    is_searched: bool = True,
) -> Showcase | None:
    """Views, feeds and renditions; ``None`` when there is any error, for nothing half is published.

    :raises ClusterError: the cluster that should make photos cannot
    """
    from showcase.aggregates import Aggregates  # here, for a check makes none of it: that saves it 0.15 s
    from showcase.bookshelf import book_outputs, books_by_volume, enclosed_books
    from showcase.feed_files import FeedFiles
    from showcase.outline import OwnPages, office_texts, outline_digest, without_bodies
    from showcase.previews import with_previews
    from showcase.renditions import read_placeholders
    from showcase.views.own import own_plans

    photos = tuple(shown_photos(checked.public))
    if not diagnostics.errors:  # no picture is worth making for a site that cannot be published
        diagnostics.extend(_make_renditions(photos, cache, how, checked.kept))
    if diagnostics.errors:
        return None
    honors = honor_states(checked.public, today)
    volumes = finished_volumes(checked, today, honors)
    shelf = _print_books(checked, volumes, site_url, cache, books)
    diagnostics.extend(shelf.diagnostics)
    if diagnostics.errors:
        return None
    context = replace(_context(checked, today, honors, volumes), is_searched=is_searched, avif=how.avif, limits=limits)
    context, drawn = with_previews(replace(context, books=books_by_volume(shelf.files)), previews, checked.kept, cache)
    texts = office_texts(context)
    outline = outline_digest(context, texts, site_url)
    own_pages = OwnPages(outline, checked.texts, checked.kept)
    enclosed = enclosed_books(shelf.files, site_url)
    feeds = FeedFiles.of(context, checked.texts, site_url, cache, enclosed, outline, checked.kept)
    own = tuple(feeds.beside(own_pages.known(checked.public, own_plans(context))))
    aggregates = Aggregates(without_bodies(context, texts), own, site_url, outline, checked.kept)
    outputs = (
        *aggregates.outputs(),
        *feeds.outputs(),
        *_renditions(photos, cache, how.avif),
        *_originals(checked.public),
        *book_outputs(shelf.files),
        *drawn.outputs,
    )
    return Showcase(
        collection=checked.public, plans=(*own, *aggregates.plans()), outputs=outputs, aggregates=aggregates,
        own_pages=own_pages, placeholders=read_placeholders(photos, cache), kept=checked.kept,
        notes=(*shelf.notes, *drawn.notes, *column_notes(column_states(checked.public, today))),
        preview=drawn.of_site,
    )  # fmt: skip


def _originals(collection: Collection) -> Iterator[Output]:
    """Files that are published as they are."""
    yield from attachment_outputs(collection)
    yield from recording_outputs(collection)
    yield from archive_outputs(collection)


def _context(
    checked: Checked, today: dt.date, honors: Mapping[str, tuple[HonorState, ...]], volumes: Volumes
) -> Context:
    from showcase.views import Context  # as above

    return Context(
        collection=checked.public,
        today=today,
        notice_states=checked.notice_states,
        honors=honors,
        texts=checked.texts.html,
        openings={unit.source.path: checked.texts.openings[unit.source.path] for unit in checked.public.units},
        volumes=volumes,
        links_of=lambda path: checked.texts.manuscripts[path].links,
    )


def finished_volumes(
    checked: Checked, today: dt.date, honors: Mapping[str, tuple[HonorState, ...]] | None = None
) -> Volumes:
    """All compilations as they are printed.

    :param honors: as of today, where they are known
    """
    from showcase.volumes import Volumes  # as above

    def make() -> tuple[Volume, ...]:
        states = honor_states(checked.public, today) if honors is None else honors
        return make_volumes(Sources(checked.public, states.__getitem__, today, KeptTitles(checked.kept).key_of))

    return Volumes(make)


def _print_books(checked: Checked, volumes: Volumes, site_url: str, cache: Path, books: BookOptions | None) -> Shelf:
    from showcase.bookshelf import Shelf, print_books  # as above

    if books is None or not books.wanted:
        return Shelf()
    return print_books(checked.public, checked.texts, checked.kept, volumes.all, site_url, cache, books)


def _make_renditions(photos: Iterable[Photo], cache: Path, how: PhotoOptions, kept: Kept) -> tuple[Diagnostic, ...]:
    """What the cache does not have, or does not have whole."""
    from showcase.renditions import Seals, hire_cluster, make_renditions, rendition_file  # as above

    planned = {photo.digest: plan_everything(photo, avif=how.avif) for photo in photos}
    files = {digest: [rendition_file(rendition, cache) for rendition in of] for digest, of in planned.items()}
    seals = Seals(kept)
    seals.break_damaged(files)
    hire = hire_cluster(how.cluster) if how.cluster else None
    problems = make_renditions(photos, cache, avif=how.avif, tell=how.tell, hire=hire)
    seals.renew(files)
    return problems


def shown_photos(collection: Collection) -> Iterator[Photo]:
    """What was taken back takes its pictures along."""
    for unit in collection.units:
        if collection.withdrawal(unit) is None:
            yield from unit.photos
            yield from (r.poster for r in unit.shown_recordings if r.poster)


def recording_outputs(collection: Collection) -> Iterator[Output]:
    """Bytes unchanged; what was taken back, with its unit or with its note, is left out."""
    shown = (unit for unit in collection.units if collection.withdrawal(unit) is None)
    recordings: dict[str, Recording] = {r.url: r for unit in shown for r in unit.shown_recordings}
    yield from (Output(url, file=Path(found.file), digest=found.digest) for url, found in recordings.items())


def archive_outputs(collection: Collection) -> Iterator[Output]:
    """Documents of archives, with the same care."""
    shown = (unit for unit in collection.units if collection.withdrawal(unit) is None)
    files = {f.url: f for unit in shown for f in unit.shown_files}
    yield from (Output(url, file=Path(found.file), digest=found.digest) for url, found in files.items())


def _renditions(photos: tuple[Photo, ...], cache: Path, avif: bool) -> Iterator[Output]:
    from showcase.renditions import rendition_file  # as above

    planned: dict[str, Rendition] = {r.url: r for photo in photos for r in plan_published(photo, avif=avif)}
    for url, rendition in planned.items():
        yield Output(url, file=rendition_file(rendition, cache), digest=url)  # it names all that it is made from


def attachment_outputs(collection: Collection) -> Iterator[Output]:
    """Files that notices offer."""
    shown = (notice for notice in collection.notices if collection.withdrawal(notice) is None)
    attachments: dict[str, Attachment] = {a.url: a for notice in shown for a in notice.attachments}
    for url, attachment in attachments.items():
        yield Output(url, file=Path(attachment.file), digest=attachment.sha256)
