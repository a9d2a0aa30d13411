"""Pieces that several pages show: badges, cards, pictures, lines of lists. Ready to print, no logic left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from showcase.markdown import Html, Image, Links, image_of
from showcase.model.collection import Collection
from showcase.model.datasets import Dataset, OpenData
from showcase.model.dates import PartialDate
from showcase.model.documents import Source
from showcase.model.honors import HonorState, State
from showcase.model.limits import Limits
from showcase.model.notice_life import NoticeState
from showcase.model.renditions import plan_renditions
from showcase.model.social import Lettering
from showcase.model.units import Article, Photo, Unit
from showcase.model.vocabulary import Term
from showcase.views.own_feed import OwnFeed, own_feed_of
from showcase.views.search_facts import SearchFacts, page_type, reason_not_searched
from showcase.volumes import Volumes

__all__ = [
    "ArticleLine",
    "Badge",
    "Beside",
    "BookLink",
    "Card",
    "Context",
    "Crumb",
    "NewsLine",
    "PagePlan",
    "Paging",
    "PagingLink",
    "Picture",
    "Preview",
    "ViewPage",
    "article_line",
    "best_state",
    "card",
    "day",
    "level_badge",
    "no_links",
    "picture",
    "size_words",
    "state_badge",
    "unit_facts",
]

HOME: Final = "首页"
_DAY: Final = len("2026-11-18")
_LEVEL_CSS: Final = ("nat", "pro", "cit", "cou")
_STATE_CSS: Final = {
    State.VALID: "ok", State.YELLOW: "warn", State.RECTIFY: "warn", State.OVERDUE: "warn",
    State.SUPERSEDED: "past", State.CONCLUDED: "past", State.REVOKED: "gone", State.ENDED: "gone",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the path to a page; the last one has no address."""

    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Badge:
    """A word in a box; ``css`` names its look: nat pro cit cou kind, or ok warn past gone for a state."""

    text: str
    css: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photo as it is shown."""

    image: Image
    caption: str
    note: str
    """Date · place · credit."""

    @property
    def large(self) -> str:
        """Address of the large rendition, for everybody whose browser runs no script."""
        return self.image.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The picture that stands for a page where somebody shares its address."""

    url: str
    """Site-relative; a JPEG."""
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A unit in a list."""

    url: str
    name: str
    badges: tuple[Badge, ...]
    say: str
    place: str
    is_verified: bool | None
    """``None`` when the unit has no title at all."""
    state: Badge | None
    picture: Picture | None
    initial: str
    is_draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """An article in a list."""

    url: str
    title: str
    type: str
    date: PartialDate
    summary: str
    unit: str
    unit_url: str
    is_draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsLine:
    """Something new."""

    url: str
    title: str
    type: str
    date: PartialDate
    note: str


@dataclass(frozen=True, slots=True)
class PagingLink:
    """A page of a long list, by its number."""

    number: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which page of a long list this is, and the way to the others."""

    number: int
    count: int
    previous: str | None
    """Address of the page before; ``None`` on the first."""
    next: str | None
    links: tuple[PagingLink | None, ...]
    """Few of them; ``None`` where some are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewPage:
    """One page: where it is, which template prints it, and what it prints (``view``)."""

    url: str
    """Site-relative: empty for the home page, else ``…/``."""
    template: str
    title: str
    description: str
    view: object
    crumbs: tuple[Crumb, ...] = ()
    section: str = ""
    """Address of the navigation entry that it belongs to."""
    source: Source | None = None
    published: PartialDate | None = None
    released: dt.datetime | None = None
    """When it was put online, where the author set a time for that (``publish``)."""
    authors: tuple[str, ...] = ()
    content_source: str = ""
    """Who says it, for the ContentSource tag (政府网站 rules)."""
    keywords: tuple[str, ...] = ()
    image: str = ""
    is_draft: bool = False
    previous: Crumb | None = None
    next: Crumb | None = None
    feed: str = ""
    """Slug of the feed that carries such pages."""
    data: Dataset | None = None
    """The page's own table, published beside it as ``<name>.csv``."""
    paging: Paging | None = None
    """Of a list that one page does not hold."""
    canonical: str = ""
    """Site-relative address of the page that search engines are to list instead, where it is another one."""
    preview: Preview | None = None
    """Where it is not the site's own."""
    about: object = None
    """What the page tells of, for machines (``linked_data``)."""
    search: SearchFacts = field(default_factory=SearchFacts)
    """What our own search tells of it besides."""

    @property
    def column(self) -> str:
        """Address of the column that it belongs to (:mod:`showcase.model.columns`)."""
        return f"{self.url.partition('/')[0]}/"

    @property
    def pub_date(self) -> str:
        """For the tag PubDate: YYYY-MM-DD HH:MM where the author set a time, else the day, else nothing.

        The rule wants both; a time that nobody wrote would be an invented one (伪造发稿日期; DOMAIN.md §3.4).
        """
        if self.released is not None:
            return self.released.strftime("%Y-%m-%d %H:%M" if self.released.time() > dt.time() else "%Y-%m-%d")
        return self.published.iso if self.published is not None and len(self.published.iso) == _DAY else ""

    @property
    def search_facts(self) -> tuple[tuple[str, str], ...]:
        """All that search is to know of the page, by name: the attributes of its ``search-facts``."""
        if reason := reason_not_searched(self.template):
            return (("none", reason),)
        word, rank = page_type(self.template)
        date = self.published.iso if self.published else ""
        found = (("title", self.title), ("type", self.search.type or word), *self.search.attributes())
        return tuple((name, value) for name, value in (*found, ("date", date), ("rank", str(rank))) if value)

    @property
    def own_feed(self) -> OwnFeed | None:
        """Of the unit, region, kind or topic that the page is about: there is one for each (``model/feeds.py``)."""
        return own_feed_of(self.url) if self.template != "redirect.html" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Files that are made by whoever makes a page, and lie anywhere on the site: one worker makes all of a unit."""

    urls: tuple[str, ...]
    key: str
    """Of all that they are made from."""
    make: Callable[[], Mapping[str, bytes]]
    """Their bytes, by address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """A page before it is made: what the site must know of it, and how it is made, on whichever core."""

    url: str
    template: str
    section: str
    is_listed: bool
    """Whether search engines may list it."""
    make: Callable[[], ViewPage]
    is_shared: bool = False
    """Whether it shows many units."""
    texts: tuple[str, ...] = ()
    """Paths of the bodies that it shows, of a page that is not its unit's; those of the unit need not be said."""
    digest: str = ""
    """Of what ``make`` gives, where that is known."""
    tables: Mapping[str, str] | None = None
    """Of the files beside it, by path, where it is known."""
    beside: Beside | None = None

    @classmethod
    def of(cls, page: ViewPage, *, is_listed: bool = True) -> PagePlan:
        """Of a page that is made already."""
        listed = is_listed and not page.is_draft
        return cls(url=page.url, template=page.template, section=page.section, is_listed=listed, make=lambda: page)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLink:
    """A volume to download."""

    form: str
    """PDF, EPUB."""
    url: str
    size: str
    """In words, and so rounded: one more sentence in a chapter changes no page but its own."""
    pages: int
    """Of a PDF; 0 of what has none."""


def no_links(path: str) -> Links:
    """:raises LookupError: always"""
    raise LookupError(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every view may look at."""

    collection: Collection
    today: dt.date
    honors: Mapping[str, tuple[HonorState, ...]]
    texts: Mapping[str, Html]
    """Clean HTML by path of the source file."""
    notice_states: Mapping[str, NoticeState] = field(default_factory=lambda: MappingProxyType({}))
    """Of all notices by slug, at the moment that the site is built for; views are not given the moment itself, for
    else every second would make another outline."""
    openings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """First sentences of units, by path of the source file."""
    data: OpenData = field(default_factory=OpenData)
    """The finished files for machines."""
    avif: bool = False
    """Whether photos are published as AVIF too."""
    lettering: Lettering | None = None
    """What drawn previews can say; ``None`` when none are drawn."""
    limits: Limits = field(default_factory=Limits)
    """How much one page holds."""
    volumes: Volumes = field(default_factory=Volumes)
    """All compilations, finished."""
    books: Mapping[str, tuple[BookLink, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Finished books by slug of their volume."""
    is_searched: bool = True
    """Whether the site has a search of its own."""
    links_of: Callable[[str], Links] = no_links
    """Where the links of a text may lead, by path of its file; pages of many units cannot ask."""
    _counted: dict[str, tuple[HonorState, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    """What :meth:`counted` found."""

    def text(self, source: Source) -> Html:
        """The clean body of a file."""
        return self.texts.get(source.path, Html(""))

    def counted(self, slug: str) -> tuple[HonorState, ...]:
        """Titles of a unit that count today, the highest first."""
        if slug not in self._counted:
            states = (state for state in self.honors.get(slug, ()) if state.is_current)
            self._counted[slug] = tuple(sorted(states, key=lambda state: state.height))
        return self._counted[slug]

    @property
    def units(self) -> tuple[Unit, ...]:
        """Units that lists may show: a withdrawn one keeps its page alone."""
        return tuple(u for u in self.collection.units if u.publication.withdrawn is None)

    @property
    def articles(self) -> tuple[Article, ...]:
        """Articles that lists may show."""
        shown = (article for unit in self.units for article in unit.articles)
        return tuple(a for a in shown if a.publication.withdrawn is None)


def best_state(context: Context, unit: Unit) -> HonorState | None:
    """The unit's highest title that counts."""
    current = (state for state in context.honors.get(unit.slug, ()) if state.is_current)
    return min(current, key=lambda state: state.height, default=None)


def unit_facts(context: Context, unit: Unit, *, is_own: bool = False) -> SearchFacts:
    """What search knows of a page of a unit.

    :param is_own: it is the unit's own page, which its name in pinyin finds
    """
    best = best_state(context, unit)
    return SearchFacts(
        unit=unit.names,
        is_own=is_own,
        kind=unit.kind.name,
        level=best.level.name if best else "",
        region=context.collection.config.regions.label(unit.region),
        image=smallest(unit.cover) if unit.cover and is_own else "",
        pinyin=unit.sounds if is_own else (),
    )


def smallest(photo: Photo) -> str:
    """Address of its smallest rendition."""
    return min(plan_renditions(photo), key=lambda rendition: rendition.width).url


def level_badge(level: Term, grade: str = "", rung: int = 0) -> Badge:
    """省级, or 省级 · 标兵 on a higher rung."""
    higher = f" · {_short_grade(grade)}" if rung else ""
    return Badge(level.name.removesuffix("级") + ("" if level.order == 0 else "级") + higher, level_css(level))


def level_css(level: Term) -> str:
    """Weight falls with the level; all below the fourth look alike."""
    return _LEVEL_CSS[min(level.order, len(_LEVEL_CSS) - 1)]


def _short_grade(grade: str) -> str:
    for word in ("标兵", "最佳", "示范"):
        if word in grade:
            return word
    return grade


def state_badge(state: State) -> Badge:
    """有效, 黄牌 …"""
    return Badge(state.value, _STATE_CSS[state])


def picture(context: Context, photo: Photo) -> Picture:
    """A photo with its published sizes."""
    notes = (photo.date.display if photo.date else "", photo.place, photo.credit)
    return Picture(
        image=image_of(photo, avif=context.avif),
        caption=photo.caption,
        note=" · ".join(note for note in notes if note),
    )


def card(context: Context, unit: Unit) -> Card:
    """A unit with its best title."""
    best = best_state(context, unit)
    badges = (level_badge(best.level, best.grade, best.rung),) if best else ()
    return Card(
        url=unit.url,
        name=unit.short_name,
        badges=(*badges, Badge(unit.kind.name, "kind")),
        say=unit.summary or context.openings.get(unit.source.path, ""),
        place=" · ".join(part for part in (unit.region.name, best.term if best else "") if part),
        is_verified=best.is_verified if best else None,
        state=state_badge(best.state) if best and best.is_verified and best.state is not State.VALID else None,
        picture=picture(context, unit.cover) if unit.cover else None,
        initial=unit.pinyin[:1].upper() or "#",
        is_draft=unit.publication.draft,
    )


NO_TITLE: Final = "目前没有在册称号"
UNPROVEN: Final = "未核实"
"""What no decision says has no state that could be told."""


def article_line(context: Context, article: Article) -> ArticleLine:
    """An article with its unit."""
    unit = context.collection.unit(article.unit)
    return ArticleLine(
        url=article.url,
        title=article.title,
        type=article.type.value,
        date=article.date,
        summary=article.summary,
        unit=unit.short_name if unit else article.unit,
        unit_url=unit.url if unit else "units/",
        is_draft=article.publication.draft,
    )


def newest_first(articles: Iterable[Article]) -> list[Article]:
    """Known dates from the newest; unknown ones at the end, in the order of their files."""
    ordered = sorted(articles, key=lambda a: (a.unit, a.name))
    known = [a for a in ordered if a.date.is_known]
    return sorted(known, key=lambda a: a.date.sort_key, reverse=True) + [a for a in ordered if not a.date.is_known]


def day(date: dt.date) -> PartialDate:
    """A whole day as the dates of pages are."""
    return PartialDate(date.isoformat(), date, date, 6)


def size_words(size: int) -> str:
    """Of a file, from bytes: 128 KB, 2.4 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"


def neighbours(pages: Sequence[Crumb]) -> dict[str, tuple[Crumb | None, Crumb | None]]:
    """Previous and next by address."""
    found: dict[str, tuple[Crumb | None, Crumb | None]] = {}
    for index, page in enumerate(pages):
        before = pages[index - 1] if index else None
        after = pages[index + 1] if index + 1 < len(pages) else None
        found[page.url or ""] = (before, after)
    return found
