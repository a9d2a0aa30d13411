"""What is new, by time and by topic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from showcase.model.office import Compilation
from showcase.model.units import Article
from showcase.views.decisions import decision_line
from showcase.views.notices import notice_line
from showcase.views.paging import Part, chunks, cut_groups, paged
from showcase.views.parts import (
    HOME,
    ArticleLine,
    Context,
    Crumb,
    NewsLine,
    ViewPage,
    article_line,
    day,
    newest_first,
)

__all__ = ["NewsView", "TopicView", "news_lines", "news_pages", "topic_pages"]


@dataclass(frozen=True, slots=True)
class NewsMonth:
    """News of one month, or of unknown date at the end."""

    label: str
    count: int
    """Of the whole month; a long one goes on over the next pages."""
    lines: tuple[NewsLine, ...]
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class NewsView:
    """``/news/``: everything new, newest first."""

    months: tuple[NewsMonth, ...]
    count: int
    """On all pages."""


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic with the number of its articles; zero is shown."""

    name: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class TopicsView:
    """``/topics/``."""

    topics: tuple[TopicLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """``/topics/<slug>/``."""

    name: str
    articles: tuple[ArticleLine, ...]
    count: int
    """Of all pages."""
    unit_count: int
    topics: tuple[TopicLink, ...]


def news_pages(context: Context) -> Iterator[ViewPage]:
    """Everything, page by page."""
    lines = news_lines(context)
    months: dict[str, list[NewsLine]] = {}
    for line in lines:
        earliest = line.date.earliest
        label = f"{earliest.year}年{earliest.month}月" if earliest else "日期不详"
        months.setdefault(label if line.date.precision != 2 else f"{line.date.year}年", []).append(line)
    views = [
        NewsView(tuple(_month(part, months) for part in parts), len(lines))
        for parts in cut_groups(months.items(), context.limits.lines)
    ]
    page = ViewPage(
        url="news/",
        template="news.html",
        title="动态",
        description="公示、决定、汇编和各单位材料，最新的在前",
        view=None,
        crumbs=(Crumb(HOME, ""), Crumb("动态")),
        section="news/",
        feed="all",
    )
    yield from paged(page, views)


def _month(part: Part[str, NewsLine], months: Mapping[str, Sequence[NewsLine]]) -> NewsMonth:
    return NewsMonth(part.group, len(months[part.group]), part.items, part.is_continued)


def news_lines(context: Context) -> list[NewsLine]:
    """Articles, notices, decisions and compilations, newest first; unknown dates last."""
    lines = [*_office_lines(context), *(_article_news(context, a) for a in context.articles)]
    lines.sort(key=lambda line: line.url)
    known = sorted((li for li in lines if li.date.is_known), key=lambda li: li.date.sort_key[:4], reverse=True)
    return known + [line for line in lines if not line.date.is_known]


def _office_lines(context: Context) -> Iterator[NewsLine]:
    collection = context.collection
    for notice in collection.notices:
        shown = notice_line(context, notice)
        yield NewsLine(
            url=shown.url, title=shown.title, type="公示", date=day(notice.date), note=f"公示时间：{shown.period}"
        )
    for decision in collection.decisions:
        if decision.publication.withdrawn is None:
            line = decision_line(decision)
            yield NewsLine(url=line.url, title=line.title, type="决定", date=day(decision.date), note=line.note)
    for compilation in collection.compilations:
        if compilation.publication.withdrawn is None:
            yield _compilation_news(compilation)


def _compilation_news(compilation: Compilation) -> NewsLine:
    return NewsLine(
        url=compilation.url,
        title=f"《{compilation.title}》发布",
        type="汇编",
        date=compilation.date,
        note=compilation.subtitle,
    )


def _article_news(context: Context, article: Article) -> NewsLine:
    line = article_line(context, article)
    return NewsLine(url=line.url, title=line.title, type=line.type, date=line.date, note=line.unit)


def topic_pages(context: Context) -> Iterator[ViewPage]:
    """All topics, then one page each."""
    by_topic = _by_topic(context)
    links = tuple(
        TopicLink(topic.name, f"topics/{topic.slug}/", len(by_topic.get(topic.name, ())))
        for topic in context.collection.config.taxonomies.topics
    )
    yield ViewPage(
        url="topics/",
        template="topics.html",
        title="话题",
        description="按话题读各单位的材料",
        view=TopicsView(links),
        crumbs=(Crumb(HOME, ""), Crumb("话题")),
        section="news/",
    )
    for link in links:
        page = ViewPage(
            url=link.url,
            template="topic.html",
            title=link.name,
            description=f"关于{link.name}的 {link.count} 篇材料",
            view=None,
            crumbs=(Crumb(HOME, ""), Crumb("话题", "topics/"), Crumb(link.name)),
            section="news/",
        )
        yield from paged(page, list(_topic_views(context, link.name, by_topic.get(link.name, []), links)))


def _topic_views(
    context: Context, name: str, articles: list[Article], links: tuple[TopicLink, ...]
) -> Iterator[TopicView]:
    """Newest first, page by page."""
    for shown in chunks(newest_first(articles), context.limits.lines):
        yield TopicView(
            name=name,
            articles=tuple(article_line(context, a) for a in shown),
            count=len(articles),
            unit_count=len({a.unit for a in articles}),
            topics=links,
        )


def _by_topic(context: Context) -> dict[str, list[Article]]:
    found: dict[str, list[Article]] = {}
    for article in context.articles:
        for topic in article.topics:
            found.setdefault(topic.name, []).append(article)
    return found
