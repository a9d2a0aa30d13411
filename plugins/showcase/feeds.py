"""RSS 2.0 by feedgen: ``(collection, spec) → bytes``, the same bytes for the same content.

Addresses and ``guid`` are for life: the guid is made from the slug, never from a title or the site's
address. Dates come from the content. feedgen's traps (MEASURED.md §6): the link ``self`` must come
first, entries are appended, dates carry a zone, ``lastBuildDate`` must be given, control characters
raise.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from feedgen.feed import FeedGenerator

from showcase.markdown import Html
from showcase.model.collection import Collection, Thing
from showcase.model.dates import CHINA, PartialDate
from showcase.model.documents import Source
from showcase.model.office import Compilation, Decision, Notice
from showcase.model.outcomes import Change, compare
from showcase.model.renditions import plan_fallback
from showcase.model.units import Article, ArticleType, Unit
from showcase.model.vocabulary import FeedSpec

__all__ = ["FeedItem", "build_feed", "feed_items", "feed_things"]

_NEVER: Final = dt.datetime(2000, 1, 1, tzinfo=CHINA)
"""``lastBuildDate`` of a feed without any dated item: a constant, for feedgen would take the clock."""
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

Body = Callable[[Source], Html]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a notice: an entry of its own, for its readers wait for it."""

    notice: Notice
    decision: Decision

    @property
    def url(self) -> str:
        """Where the notice's page tells of it."""
        return f"{self.notice.url}#s-outcome"

    @property
    def source(self) -> Source:
        """Of the notice."""
        return self.notice.source


Entry = Thing | Result


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One entry, with absolute addresses."""

    guid: str
    url: str
    title: str
    summary: str
    html: str
    date: PartialDate
    categories: tuple[str, ...] = ()

    @property
    def moment(self) -> dt.datetime | None:
        """Midnight in China of the first day that the date may mean."""
        return dt.datetime.combine(self.date.earliest, dt.time(), CHINA) if self.date.earliest else None


def feed_things(collection: Collection, spec: FeedSpec) -> list[tuple[Entry, PartialDate]]:
    """The newest of a feed's content, with dates; undated ones come last, by address."""
    things: list[Entry] = [thing for content in spec.content for thing in _things(collection, content)]
    if "notices" in spec.content and "decisions" not in spec.content:  # else the decision itself is there
        things += _results(collection)
    found = {thing.url: (thing, _date(thing)) for thing in things}
    by_url = [found[url] for url in sorted(found)]
    dated = sorted((pair for pair in by_url if pair[1].is_known), key=lambda pair: pair[1].sort_key[:4], reverse=True)
    return [*dated, *(pair for pair in by_url if not pair[1].is_known)][: spec.limit]


def feed_items(collection: Collection, spec: FeedSpec, body: Body, site_url: str) -> tuple[FeedItem, ...]:
    """The same as entries: of thousands only these are rendered."""
    makers = _Makers(collection, body, site_url)
    return tuple(makers.item(thing, date) for thing, date in feed_things(collection, spec))


def _things(collection: Collection, content: str) -> Iterator[Thing]:
    """What one content type of ``feeds.yml`` has; what was taken back is left out."""
    contents: Mapping[str, Iterable[Thing]] = {
        "units": collection.units,
        "articles": collection.articles,
        "experiences": (a for a in collection.articles if a.type is ArticleType.EXPERIENCE),
        "notices": collection.notices,
        "decisions": collection.decisions,
        "compilations": collection.compilations,
    }
    return (thing for thing in contents[content] if collection.withdrawal(thing) is None)


def _results(collection: Collection) -> Iterator[Result]:
    decisions = {d.slug: d for d in collection.decisions if d.publication.withdrawn is None}
    for notice in collection.notices:
        if notice.outcome in decisions and notice.publication.withdrawn is None:
            yield Result(notice, decisions[notice.outcome])


def _date(thing: Entry) -> PartialDate:
    """When a thing was new; a unit came with its first article."""
    if isinstance(thing, Result):
        return _date(thing.decision)
    if isinstance(thing, Unit):
        return min((a.date for a in thing.articles if a.date.is_known), default=PartialDate("未知"))
    if isinstance(thing, Notice | Decision):
        return PartialDate(thing.date.isoformat(), thing.date, thing.date, 6)
    return thing.date


def build_feed(spec: FeedSpec, items: Iterable[FeedItem], site_url: str, site_name: str, note: str = "") -> bytes:
    """RSS 2.0 with full content; ``note`` follows the feed's description (演示数据…)."""
    feed = FeedGenerator()
    feed.title(_clean(f"{site_name} · {spec.title}"))
    feed.link(href=f"{site_url}feeds/{spec.slug}.xml", rel="self", type="application/rss+xml")
    feed.link(href=site_url, rel="alternate")
    feed.description(_clean(f"{spec.description}{note}"))
    feed.language("zh-CN")
    feed.docs("https://www.rssboard.org/rss-specification")
    shown = list(items)
    feed.lastBuildDate(max((item.moment for item in shown if item.moment), default=_NEVER))
    for item in shown:
        _add(feed, item)
    return bytes(feed.rss_str(pretty=True))


def _add(feed: FeedGenerator, item: FeedItem) -> None:
    entry = feed.add_entry(order="append")
    entry.id(item.guid)
    entry.guid(item.guid, permalink=False)
    entry.title(_clean(item.title))
    entry.link(href=item.url)
    entry.description(_clean(item.summary))
    entry.content(_clean(item.html), type="CDATA")
    if item.moment:
        entry.pubDate(item.moment)
    for category in item.categories:
        entry.category(term=_clean(category))


def _clean(text: str) -> str:
    """Without what XML forbids: one such character would raise and no feed would be written."""
    return _FORBIDDEN.sub("", text)


@dataclass(frozen=True, slots=True)
class _Makers:
    """Things → items, one method a kind."""

    collection: Collection
    body: Body
    site_url: str

    def item(self, thing: Entry, date: PartialDate) -> FeedItem:
        """The entry of a thing."""
        match thing:
            case Unit():
                return self._unit(thing, date)
            case Article():
                return self._article(thing)
            case Notice():
                return self._notice(thing, date)
            case Result():
                return self._result(thing, date)
            case Decision():
                return self._decision(thing, date)
            case Compilation():
                return self._compilation(thing)

    def _unit(self, unit: Unit, date: PartialDate) -> FeedItem:
        facts = "".join(f"<li>{escape(f.label)}：{escape(''.join(f.phrase))}</li>" for f in unit.facts)
        html = self._cover(unit) + str(self.body(unit.source)) + (f"<ul>{facts}</ul>" if facts else "")
        return self._item(
            unit.url, unit.name, unit.summary or unit.name, html, date,
            (unit.kind.name, unit.region.name),
        )  # fmt: skip

    def _cover(self, unit: Unit) -> str:
        if unit.cover is None:
            return ""
        large = plan_fallback(unit.cover)
        alt = escape(unit.cover.alt or unit.cover.caption)
        size = f'width="{large.width}" height="{large.height}"'
        return f'<p><img src="{self.site_url}{large.url}" alt="{alt}" {size}></p>'

    def _article(self, article: Article) -> FeedItem:
        head = f"<p>{escape(article.summary)}</p>" if article.summary else ""
        categories = (article.type.value, *(topic.name for topic in article.topics))
        return self._item(
            article.url, article.title, article.summary or article.title, head + str(self.body(article.source)),
            article.date, categories,
        )  # fmt: skip

    def _notice(self, notice: Notice, date: PartialDate) -> FeedItem:
        period = f"公示时间：{notice.period}"
        lists = "".join(
            _list_html(li.title, [self.collection.name_of(word) for word in li.units]) for li in notice.lists
        )
        html = f"<p>{period}</p>{self._outcome(notice)}{self.body(notice.source)}{lists}"
        return self._item(notice.url, notice.title, notice.summary or period, html, date, ("公示",))

    def _result(self, result: Result, date: PartialDate) -> FeedItem:
        notice, decision = result.notice, result.decision
        outcome = compare(notice, decision, self.collection.config.taxonomies.kinds)
        changes = [f"{self._name(c)}：{c.proposed or '没有公示'}→{c.decided or '没有列入'}" for c in outcome.changes]
        link = f'<a href="{self.site_url}{decision.url}">{escape(decision.title)}</a>'
        told = f"<p>{outcome.tally}</p>" if outcome.proposed else ""
        html = f"<p>公示后已作出决定：{link}</p>{told}{_list_html('与公示不同的', changes) if changes else ''}"
        return self._item(
            result.url, f"结果：{notice.title}", f"公示后已作出决定：{decision.title}", html, date, ("公示", "结果")
        )

    def _name(self, change: Change) -> str:
        return self.collection.name_of(change.unit)

    def _outcome(self, notice: Notice) -> str:
        """What came of it, once that can be read."""
        found = next((d for d in self.collection.decisions if d.slug == notice.outcome), None)
        if found is None or found.publication.withdrawn is not None:
            return ""
        return f'<p>公示结果：<a href="{self.site_url}{found.url}">{escape(found.title)}</a></p>'

    def _decision(self, decision: Decision, date: PartialDate) -> FeedItem:
        lists = "".join(
            _list_html(
                f"{li.event.value}：{li.title}{li.prize}", [self.collection.name_of(entry.unit) for entry in li.entries]
            )
            for li in decision.lists
        )
        html = f"<p>{escape(decision.name)}</p>{self.body(decision.source)}{lists}"
        summary = decision.summary or decision.name
        return self._item(decision.url, decision.title, summary, html, date, ("决定",))

    def _compilation(self, compilation: Compilation) -> FeedItem:
        parts = _list_html("目录", [part.title for part in compilation.parts])
        html = f"{self.body(compilation.source)}{parts}"
        summary = compilation.summary or compilation.subtitle or compilation.title
        return self._item(compilation.url, compilation.title, summary, html, compilation.date, ("汇编",))

    def _item(
        self, url: str, title: str, summary: str, html: str, date: PartialDate, categories: tuple[str, ...]
    ) -> FeedItem:
        return FeedItem(
            guid=f"showcase:{url}",
            url=f"{self.site_url}{url}",
            title=title,
            summary=summary,
            html=html,
            date=date,
            categories=categories,
        )


def _list_html(title: str, names: Iterable[str]) -> str:
    rows = "".join(f"<li>{escape(name)}</li>" for name in names)
    return f"<h2>{escape(title)}</h2><ol>{rows}</ol>"
