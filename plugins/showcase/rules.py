"""What no single file can know: duplicates, broken references, dates that contradict each other.

A rule is a generator of diagnostics; its name in messages is given where it reports.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from urllib.parse import unquote

from showcase.diagnostics import Diagnostic, Location, Severity, suggest
from showcase.model.collection import Collection, Thing
from showcase.model.dates import PartialDate, working_days
from showcase.model.documents import FreePage, Text
from showcase.model.office import CountedFrom, DecisionEntry, DecisionList, Event, Notice
from showcase.model.units import Article, Honor, Unit
from showcase.texts import Texts

__all__ = ["check_collection", "check_dates", "check_texts"]

_AIM: Final = re.compile(
    r"^(?:争创|力争|拟创|拟争创|申报|目标(?!管理|考核|责任|绩效))|[（(](?:争创|拟创|申报|创建)?(?:中|目标)?[)）]$"
)
_NUMBERED: Final = re.compile(r"^(?:第?[一二三四五六七八九十\d]+[、.．节章]|[（(][一二三四五六七八九十\d]+[)）])\s*")
_UNPUBLISHED: Final = "链接的页面还没有发布（是草稿，或没到 publish 的时间）"
_RESERVED: Final = frozenset({"archive"})
_LISTINGS: Final = ("", *(f"{name}/" for name in (
    "units", "honors", "topics", "compilations", "notices", "decisions", "news", "feeds",
)))  # fmt: skip
"""Pages that are made whatever the files say."""


def check_collection(collection: Collection) -> Iterator[Diagnostic]:
    """All rules over the loaded showcase."""
    for rule in _RULES:
        yield from rule(collection)


def check_dates(public: Collection, today: dt.date) -> Iterator[Diagnostic]:
    """What readers see must not bear a date that is still to come (伪造发稿日期, DOMAIN.md §3.4)."""
    for thing in public.things:
        if isinstance(thing, Unit) or thing.publication.draft:
            continue
        first = thing.date.earliest if isinstance(thing.date, PartialDate) else thing.date
        if first is not None and first > today:
            message = f"日期 {first} 还没有到；要到那天才发布，请写 publish: {first}"
            yield _warning(thing.source.at("date"), message, "future-date")


def check_texts(collection: Collection, texts: Texts) -> Iterator[Diagnostic]:
    """What the Markdown function refused, and anchors that no page has."""
    pages = {thing.source.path for thing in collection.things}
    anchors = {m.links.page_url: texts.rendered[path].anchors for path, m in texts.manuscripts.items()}
    for path, manuscript in texts.manuscripts.items():
        rendered = texts.rendered[path]
        yield from _first_level(path, manuscript.text)
        for refusal in rendered.refusals:
            if refusal.target in collection.faulty:
                continue
            message = _UNPUBLISHED if refusal.target in pages else refusal.message
            yield _error(Location(path, refusal.line, refusal.column), message, refusal.rule)
        for use in rendered.uses:
            known = anchors.get(use.url) if use.url else rendered.anchors
            if known is not None and use.anchor not in known:
                place = _find(manuscript.text.markdown, use.href, path, manuscript.text.first_line)
                hint = suggest(use.anchor, known)
                yield _error(place, f"页面里没有锚点“{use.anchor}”{hint}", "dead-anchor")
    yield from _sections(collection, texts)


def _sections(collection: Collection, texts: Texts) -> Iterator[Diagnostic]:
    """Sections that a volume keeps of an article are headings of it, with or without their number."""
    items = (item for volume in collection.compilations for part in volume.parts for item in part.items)
    for item in items:
        article = collection.article(item.article)
        if article is None:
            continue
        headings = [heading.text for heading in texts.rendered[article.source.path].headings]
        known = {*headings, *(_NUMBERED.sub("", heading) for heading in headings)}
        for section in item.sections:
            if section not in known:
                hint = suggest(section, headings) or f"，可用：{'、'.join(headings) or '（没有小标题）'}"
                message = f"材料“{item.article}”没有“{section}”这一节{hint}"
                yield _error(item.location, message, "unknown-section")


def _find(markdown: str, href: str, path: str, first_line: int) -> Location:
    """Where a link stands: at its ``[``, as it was written or as Markdown quoted it."""
    for number, line in enumerate(markdown.split("\n"), first_line):
        found = next((line.index(form) for form in (href, unquote(href)) if form in line), None)
        if found is not None:
            return Location(path, number, max(line.rfind("[", 0, found), 0) + 1)
    return Location(path, first_line)


def _first_level(path: str, text: Text) -> Iterator[Diagnostic]:
    """The title is the page's only first-level heading."""
    before = ""
    for number, line in enumerate(_outside_code(text.markdown), text.first_line):
        underlined = before.strip() and re.fullmatch(r" {0,3}=+\s*", line)
        if re.match(r" {0,3}#\s+\S", line) or underlined:
            message = "正文里不要用一级标题“# ”，标题写在文件头的 title；正文从“## ”开始"
            yield _warning(Location(path, number), message, "heading-level")
        before = line


def _error(place: Location, message: str, rule: str) -> Diagnostic:
    return Diagnostic(place, message, rule, Severity.ERROR)


def _warning(place: Location, message: str, rule: str) -> Diagnostic:
    return Diagnostic(place, message, rule, Severity.WARNING)


def _urls(collection: Collection) -> Iterator[Diagnostic]:
    """Two files must not answer for one address, old addresses included."""
    topics = (f"topics/{topic.slug}/" for topic in collection.config.taxonomies.topics)
    owners = dict.fromkeys((*_LISTINGS, *topics), "自动生成的页面")
    for page in (*collection.free_pages, *collection.things):
        if page.url in owners:
            message = f"网址“/{page.url}”已属于{_owner(owners[page.url])}，{_other_address(page)}"
            yield _error(page.source.at("slug"), message, "duplicate-url")
        owners.setdefault(page.url, page.source.path)
        if isinstance(page, Article) and page.slug in _RESERVED:
            yield _error(page.source.at("slug"), f"网址“{page.slug}”留给档案目录，请用 slug 另定", "duplicate-url")
    for page in (*collection.things, *collection.free_pages):
        for n, old in enumerate(page.publication.aliases):
            yield from _alias(owners, page, n, f"{old.strip('/')}/")


def _owner(owner: str) -> str:
    return f" {owner}" if "." in owner else owner


def _other_address(page: Thing | FreePage) -> str:
    return "请用 slug 另定" if isinstance(page, Article) else "请改文件名"


def _alias(owners: dict[str, str], thing: Thing | FreePage, n: int, old: str) -> Iterator[Diagnostic]:
    place = thing.source.at("aliases", n)
    if not re.fullmatch(r"[A-Za-z0-9][\w./-]*/", old) or ".." in old:
        written = thing.publication.aliases[n]
        yield _error(place, f"旧网址“{written}”应是本站的路径，形如 units/old-name/", "bad-alias")
    elif owners.get(old) == thing.source.path:
        yield _error(place, f"旧网址“{old}”就是本页的网址，或写了两次，请删去", "duplicate-url")
    elif old in owners:
        yield _error(place, f"旧网址“{old}”已属于{_owner(owners[old])}", "duplicate-url")
    owners.setdefault(old, thing.source.path)


def _names(collection: Collection) -> Iterator[Diagnostic]:
    """Two units of one name cannot be told apart by a reader."""
    by_name: dict[str, list[Unit]] = defaultdict(list)
    for unit in collection.units:
        by_name[unit.name].append(unit)
    for name, units in by_name.items():
        for unit in units[1:]:
            message = f"单位名称“{name}”与 {units[0].source.path} 相同"
            yield _warning(unit.source.at("name"), message, "duplicate-name")


def _relations(collection: Collection) -> Iterator[Diagnostic]:
    """``system`` and ``parent`` name folders of units, and no unit contains itself."""
    for unit in collection.units:
        for key, slug in (("system", unit.system), ("parent", unit.parent)):
            if slug and slug not in collection.folders:
                hint = suggest(slug, sorted(collection.folders)) or "，应是 units 下的文件夹名"
                yield _error(unit.source.at(key), f"没有单位“{slug}”{hint}", "unknown-unit")
            elif slug and unit.slug in _above(collection, slug, key):
                yield _error(unit.source.at(key), "单位不能属于它自己", "unknown-unit")


def _above(collection: Collection, slug: str, key: str) -> set[str]:
    """A unit and all that it is a part of; a circle ends where it began."""
    found: set[str] = set()
    while slug and slug not in found:
        found.add(slug)
        unit = collection.unit(slug)
        slug = (unit.parent if key == "parent" else unit.system) if unit else ""
    return found


def _aims(collection: Collection) -> Iterator[Diagnostic]:
    """An aim is never an honour (requirement R47)."""
    for unit in collection.units:
        for honor in unit.honors:
            if _AIM.match(honor.title):
                message = f"“{honor.title}”是目标，不是荣誉，请移到 aims"
                yield _error(honor.location, message, "aim-as-honor")


def _claims(collection: Collection) -> Iterator[Diagnostic]:
    """A claim that cites a decision must be on that decision's lists, and say what they say."""
    decisions = {decision.number: decision for decision in collection.decisions}
    for unit in collection.units:
        for honor in unit.honors:
            decision = decisions.get(honor.document)
            if decision is None or not honor.is_own:
                continue
            decided = [(li, entry) for li in decision.lists for entry in li.entries if entry.unit == unit.slug]
            if not decided:
                message = f"{honor.document}的名单里没有{unit.short_name}，请核对文号"
                yield _warning(honor.location, message, "claim-not-decided")
            elif not any(_agrees(honor, *item) for item in decided):
                given = "、".join(dict.fromkeys(entry.title for _, entry in decided))
                message = (
                    f"{honor.document}对{unit.short_name}决定的是“{given}”，与“{honor.title}”的级别、等次或届次不符"
                )
                yield _warning(honor.location, message, "claim-not-decided")


def _agrees(honor: Honor, decided: DecisionList, entry: DecisionEntry) -> bool:
    """What a claim leaves open contradicts nothing."""
    return (
        honor.level == decided.level
        and honor.jurisdiction in (None, decided.jurisdiction)
        and honor.grade in ("", entry.grade)
        and (not honor.term or not entry.term or honor.term == entry.term)
    )


def _decisions(collection: Collection) -> Iterator[Diagnostic]:
    """A number is given once; a list names a unit once."""
    numbers: dict[str, str] = {}
    for decision in collection.decisions:
        if decision.number in numbers:
            message = f"文号“{decision.number}”与 {numbers[decision.number]} 相同"
            yield _error(decision.source.at("number"), message, "duplicate-number")
        numbers.setdefault(decision.number, decision.source.path)
        seen: set[tuple[Event, str, str, str]] = set()
        for decided in decision.lists:
            for entry in decided.entries:
                key = (decided.event, entry.title, entry.term, entry.unit)
                if key in seen:
                    yield _error(entry.location, f"单位“{entry.unit}”在名单里重复", "duplicate-entry")
                seen.add(key)


def _notices(collection: Collection) -> Iterator[Diagnostic]:
    """Dates in order; stated working days are compared, never corrected (DOMAIN.md §3.1)."""
    slugs = {decision.slug for decision in collection.decisions}
    for notice in collection.notices:
        at = notice.source.at
        if notice.closes < notice.opens:
            yield _error(at("closes"), f"截止日 {notice.closes} 早于开始日 {notice.opens}", "notice-dates")
        elif notice.working_days is not None:
            yield from _working_days(notice)
        if notice.date > notice.opens:
            message = f"落款日期 {notice.date} 晚于公示开始日 {notice.opens}"
            yield _warning(at("date"), message, "notice-dates")
        broken = any(path.endswith(f"/decisions/{notice.outcome}.md") for path in collection.faulty)
        if notice.outcome and notice.outcome not in slugs and not broken:
            hint = suggest(notice.outcome, sorted(slugs)) or "，应形如 decisions/文件名"
            yield _error(at("outcome"), f"没有决定“{notice.outcome}”{hint}", "unknown-decision")


def _working_days(notice: Notice) -> Iterator[Diagnostic]:
    counted = working_days(notice.opens, notice.closes)
    if notice.counted_from is CountedFrom.NEXT_DAY and notice.opens.weekday() < 5:
        counted -= 1
    if counted != notice.working_days:
        message = (
            f"写的是 {notice.working_days} 个工作日，从日期算是 {counted} 个（未计节假日调休），请核对；"
            "确实无误可写入 accepted"
        )
        yield _warning(notice.source.at("working_days"), message, "working-days")


def _compilations(collection: Collection) -> Iterator[Diagnostic]:
    """Items name articles that exist, each once in a volume."""
    known = collection.article_names
    for compilation in collection.compilations:
        seen: set[str] = set()
        for part in compilation.parts:
            for item in part.items:
                if collection.article(item.article) is None:
                    if _is_broken(collection, item.article):
                        continue
                    hint = suggest(item.article, known) or "，应形如 单位文件夹/材料文件名"
                    yield _error(item.location, f"没有材料“{item.article}”{hint}", "unknown-article")
                elif item.article in seen:
                    yield _error(item.location, f"材料“{item.article}”在本辑里重复", "duplicate-entry")
                seen.add(item.article)


def _is_broken(collection: Collection, article: str) -> bool:
    """The article is there, but its file or its unit has errors, which are told already."""
    return any(path.endswith(f"/{article}.md") for path in collection.faulty)


def _archives(collection: Collection) -> Iterator[Diagnostic]:
    """Numbers of one archive category: no two alike (requirement R20)."""
    for unit in collection.units:
        taken: dict[tuple[str, int], str] = {}
        for article in unit.articles:
            if article.archive is None or article.number is None:
                continue
            key = (article.archive.name, article.number)
            if key in taken:
                message = f"{article.archive.name}里序号 {article.number:02d} 与 {taken[key]} 重复"
                yield _warning(Location(article.source.path), message, "archive-name")
            taken.setdefault(key, article.source.path)


def _outside_code(markdown: str) -> Iterable[str]:
    fenced = False
    for line in markdown.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        yield "" if fenced else line


_RULES: Final[tuple[Callable[[Collection], Iterator[Diagnostic]], ...]] = (
    _urls, _names, _relations, _aims, _claims, _decisions, _notices, _compilations, _archives,
)  # fmt: skip
