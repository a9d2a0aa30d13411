"""Entries → words, once for all forms and all feeds that tell of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from showcase.feeds.entries import Entry, HonorNews, Opening, Result, Retraction
from showcase.feeds.values import Enclosure, FeedItem
from showcase.model.collection import Collection, Thing
from showcase.model.dates import PartialDate
from showcase.model.documents import Source
from showcase.model.office import Compilation, Decision, DecisionList, Event, Notice
from showcase.model.outcomes import Change, compare
from showcase.model.renditions import Rendition, plan_fallback
from showcase.model.units import Article, Unit

__all__ = ["Desk"]

_FEW: Final = 3
"""Units that a summary names."""
_NAMES: Final = 200
"""Units of one list that an entry names; the decision's page has them all."""
_MARKS: Final = (Event.YELLOW, Event.RECTIFY)
"""Events that no sentence has as its verb."""
_MEDIA_TYPES: Final = MappingProxyType({
    ".pdf": "application/pdf", ".epub": "application/epub+zip", ".zip": "application/zip", ".txt": "text/plain",
    ".csv": "text/csv", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
    ".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".webm": "video/webm",
})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What putting entries into words needs."""

    collection: Collection
    site_url: str
    authority: str
    """Who names the entries (RFC 4151)."""
    body: Callable[[Source], str]
    """Clean HTML with absolute addresses."""
    opening: Callable[[Source], str]
    """First words of a text, in place of a summary."""
    size_of: Callable[[Rendition], int]
    """Bytes of a picture."""
    books: Mapping[str, tuple[Enclosure, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Of each volume, by slug."""

    def item(self, entry: Entry, *, is_full: bool) -> FeedItem:
        """:param is_full: with the whole text"""
        what, words = entry.what, _Words(self, is_full)
        match what:
            case Opening():
                item = words.opening(what)
            case Result():
                item = words.result(what)
            case Retraction():
                item = words.retraction(what)
            case HonorNews():
                item = words.honors(what)
            case _:
                item = words.thing(what)
        return replace(item, id=f"tag:{self.authority}:{entry.name}", date=entry.date)


_NO_DATE: Final = PartialDate("未知")


@dataclass(frozen=True, slots=True)
class _Words:
    """One method for each kind of entry; id and date come from the entry."""

    desk: Desk
    is_full: bool

    def thing(self, thing: Thing) -> FeedItem:
        """What has a page of its own."""
        withdrawal = self.desk.collection.withdrawal(thing)
        if withdrawal is not None:
            title = thing.name if isinstance(thing, Unit) else thing.title
            word = "撤回" if isinstance(thing, Notice | Decision) else "撤下"
            told = self._item(thing.url, f"已{word}：{title}", withdrawal.sentence, lambda: "", (word,))
            return replace(told, changed=withdrawal.date)
        match thing:
            case Unit():
                return self._unit(thing)
            case Article():
                return self._article(thing)
            case Notice():
                return self._notice(thing)
            case Decision():
                return self._decision(thing)
            case Compilation():
                return self._compilation(thing)

    def _item(
        self, url: str, title: str, summary: str, html: Callable[[], str], categories: tuple[str, ...], author: str = ""
    ) -> FeedItem:
        """:param html: asked for only in a feed of whole texts"""
        whole = html() if self.is_full else ""
        return FeedItem(
            id="", date=_NO_DATE, url=self._url(url), title=title, summary=summary,
            html=whole, categories=categories, author=author,
        )  # fmt: skip

    def _url(self, url: str) -> str:
        return f"{self.desk.site_url}{url}"

    def _body(self, source: Source) -> str:
        return self.desk.body(source)

    def _link(self, url: str, text: str) -> str:
        return f'<a href="{escape(self._url(url))}">{escape(text)}</a>'

    def _name(self, word: str) -> str:
        """Of a unit, with the way to its page where it has one."""
        unit, name = self.desk.collection.unit(word), self.desk.collection.name_of(word)
        shown = unit is not None and unit.publication.withdrawn is None
        return self._link(unit.url, name) if unit is not None and shown else escape(name)

    # --- what has a page -------------------------------------------------------------------------

    def _unit(self, unit: Unit) -> FeedItem:
        def html() -> str:
            facts = "".join(f"<li>{escape(f.label)}：{escape(''.join(f.phrase))}</li>" for f in unit.facts)
            return self._cover(unit) + self._body(unit.source) + (f"<ul>{facts}</ul>" if facts else "")

        summary = unit.summary or self.desk.opening(unit.source) or unit.name
        item = self._item(unit.url, unit.name, summary, html, (unit.kind.name, unit.region.name), unit.name)
        if unit.cover is None:
            return item
        large = plan_fallback(unit.cover)
        picture = Enclosure(url=self._url(large.url), size=self.desk.size_of(large), media_type="image/jpeg")
        return replace(item, image=picture.url, enclosures=(picture,))

    def _cover(self, unit: Unit) -> str:
        if unit.cover is None:
            return ""
        large = plan_fallback(unit.cover)
        alt = escape(unit.cover.alt or unit.cover.caption)
        size = f'width="{large.width}" height="{large.height}"'
        return f'<p><img src="{escape(self._url(large.url))}" alt="{alt}" {size}></p>'

    def _article(self, article: Article) -> FeedItem:
        head = f"<p>{escape(article.summary)}</p>" if article.summary else ""
        categories = (article.type.value, *(topic.name for topic in article.topics))
        summary = article.summary or self.desk.opening(article.source) or article.title
        unit = self.desk.collection.unit(article.unit)
        author = unit.name if unit else ""
        item = self._item(
            article.url, article.title, summary, lambda: head + self._body(article.source), categories, author
        )
        return replace(item, enclosures=tuple(self._files(unit, article)) if unit else ())

    def _files(self, unit: Unit, article: Article) -> Iterator[Enclosure]:
        """Recordings and documents of which the article is the note."""
        note = article.source.path
        for heard in (r for r in unit.shown_recordings if r.note == note):
            yield Enclosure(url=self._url(heard.url), size=heard.size, media_type=heard.media_type, title=heard.caption)
        for file in (f for f in unit.shown_files if f.note == note):
            yield self._file(file.url, file.size, file.suffix, file.title)

    def _file(self, url: str, size: int, suffix: str, title: str) -> Enclosure:
        media_type = _MEDIA_TYPES.get(suffix.lower(), "application/octet-stream")
        return Enclosure(url=self._url(quote(url)), size=size, media_type=media_type, title=title)

    def _notice(self, notice: Notice) -> FeedItem:
        period = f"公示时间：{notice.period}"

        def html() -> str:
            lists = "".join(self._list(li.title, li.units) for li in notice.lists)
            return f"<p>{period}</p>{self._outcome(notice)}{self._body(notice.source)}{lists}"

        item = self._item(notice.url, notice.title, notice.summary or period, html, ("公示",), _by(notice))
        files = (self._file(a.url, a.size, f".{a.name.rpartition('.')[2]}", a.name) for a in notice.attachments)
        return replace(item, enclosures=tuple(files))

    def _outcome(self, notice: Notice) -> str:
        """What came of it, once that can be read."""
        found = next((d for d in self.desk.collection.decisions if d.slug == notice.outcome), None)
        if found is None or found.publication.withdrawn is not None:
            return ""
        return f"<p>公示结果：{self._link(found.url, found.title)}</p>"

    def _decision(self, decision: Decision) -> FeedItem:
        def html() -> str:
            lists = "".join(self._decided(li, [entry.unit for entry in li.entries]) for li in decision.lists)
            return f"<p>{escape(decision.name)}</p>{self._body(decision.source)}{lists}"

        summary = decision.summary or decision.name
        return self._item(decision.url, decision.title, summary, html, ("决定",), _by(decision))

    def _compilation(self, compilation: Compilation) -> FeedItem:
        def html() -> str:
            parts = "".join(f"<li>{escape(part.title)}</li>" for part in compilation.parts)
            return f"{self._body(compilation.source)}<h2>目录</h2><ol>{parts}</ol>"

        summary = compilation.summary or compilation.subtitle or compilation.title
        item = self._item(compilation.url, compilation.title, summary, html, ("汇编",), "、".join(compilation.by))
        return replace(item, enclosures=self.desk.books.get(compilation.slug, ()))

    # --- what happens ----------------------------------------------------------------------------

    def opening(self, what: Opening) -> FeedItem:
        """A notice begins."""
        notice = what.notice
        told = f"公示时间：{notice.period}"
        contact = "，".join(word for word in (notice.contact.office, notice.contact.phone) if word)
        summary = f"{told}。反映问题：{contact}" if contact else told
        html = f"<p>{escape(summary)}</p><p>{self._link(notice.url, '看公示全文')}</p>"
        return self._item(notice.url, f"公示开始：{notice.title}", summary, lambda: html, ("公示",), _by(notice))

    def result(self, what: Result) -> FeedItem:
        """A notice is decided."""
        notice, decision = what.notice, what.decision

        def html() -> str:
            outcome = compare(notice, decision, self.desk.collection.config.taxonomies.kinds)
            changes = "".join(f"<li>{escape(self._change(change))}</li>" for change in outcome.changes[:_NAMES])
            told = f"<p>{outcome.tally}</p>" if outcome.proposed else ""
            different = f"<h2>与公示不同的</h2><ol>{changes}</ol>" if changes else ""
            return f"<p>公示后已作出决定：{self._link(decision.url, decision.title)}</p>{told}{different}"

        title, summary = f"结果：{notice.title}", f"公示后已作出决定：{decision.title}"
        return self._item(f"{notice.url}#s-outcome", title, summary, html, ("公示", "结果"), _by(decision))

    def _change(self, change: Change) -> str:
        name = self.desk.collection.name_of(change.unit)
        return f"{name}：{change.proposed or '没有公示'}→{change.decided or '没有列入'}"

    def retraction(self, what: Retraction) -> FeedItem:
        """A notice or decision is taken back."""
        thing, withdrawal = what.thing, what.thing.publication.withdrawn
        word = "公示" if isinstance(thing, Notice) else "决定"
        summary = withdrawal.sentence if withdrawal else ""
        html = f"<p>{escape(summary)}</p>"
        return self._item(thing.url, f"撤回{word}：{thing.title}", summary, lambda: html, (word, "撤回"), _by(thing))

    def honors(self, what: HonorNews) -> FeedItem:
        """Titles are given, kept or lost."""
        decision = what.decision
        withdrawal = decision.publication.withdrawn
        if withdrawal is not None:
            told = self._item(decision.url, f"已撤回：{decision.title}", withdrawal.sentence, lambda: "", ("撤回",))
            return replace(told, changed=withdrawal.date)
        units = tuple(dict.fromkeys(entry.unit for _, entry in what.named))
        basis = f"依据：{decision.name}"
        few = "、".join(self.desk.collection.name_of(unit) for unit in units[:_FEW])
        summary = f"{few}{'等' if len(units) > _FEW else ''}。{basis}"

        def html() -> str:
            lists: dict[int, tuple[DecisionList, list[str]]] = {}
            for listed, entry in what.named:
                lists.setdefault(id(listed), (listed, []))[1].append(entry.unit)
            shown = "".join(self._decided(listed, names) for listed, names in lists.values())
            return f"<p>依据：{self._link(decision.url, decision.name)}</p>{shown}"

        return self._item(decision.url, self._told(what), summary, html, (what.event.value,), _by(decision))

    def _told(self, what: HonorNews) -> str:
        """撤销省级文明单位：落花单位, 黄牌（省级文明单位）：落花单位; of several units their number."""
        titles = tuple(dict.fromkeys(f"{entry.title}{entry.prize}" for _, entry in what.named))
        title = f"{titles[0]}{'等称号' if len(titles) > 1 else ''}"
        given = f"{what.event.value}（{title}）" if what.event in _MARKS else f"{what.event.value}{title}"
        units = tuple(dict.fromkeys(entry.unit for _, entry in what.named))
        if len(units) == 1:
            return f"{given}：{self.desk.collection.name_of(units[0])}"
        return f"{f'{what.place}：' if what.place else ''}{given} {len(units)} 家"

    # --- lists -----------------------------------------------------------------------------------

    def _decided(self, listed: DecisionList, units: Iterable[str]) -> str:
        reason = listed.reason if listed.publish_reason else ""
        told = f"<p>原因：{escape(reason)}</p>" if reason else ""
        return self._list(f"{listed.event.value}：{listed.title}{listed.prize}", units) + told

    def _list(self, title: str, units: Iterable[str]) -> str:
        names = tuple(units)
        rows = "".join(f"<li>{self._name(name)}</li>" for name in names[:_NAMES])
        rest = f"<p>共 {len(names)} 家，其余见原文。</p>" if len(names) > _NAMES else ""
        return f"<h2>{escape(title)}</h2><ol>{rows}</ol>{rest}"


def _by(thing: Notice | Decision) -> str:
    return "、".join(thing.by)
