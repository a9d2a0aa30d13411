"""What the Markdown function refused, and what a text names that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote

from showcase.diagnostics import Diagnostic, Location, suggest
from showcase.model.collection import Collection
from showcase.model.office import CompilationItem
from showcase.model.units import Article
from showcase.rules.found import error, warning
from showcase.texts import Texts
from showcase.volumes import known_sections, shorten

__all__ = ["check_texts"]


_UNPUBLISHED: Final = "链接的页面还没有发布（是草稿，或没到 publish 的时间）"


def check_texts(collection: Collection, texts: Texts) -> Iterator[Diagnostic]:
    """What the Markdown function refused, and anchors that no page has."""
    pages = {thing.source.path for thing in collection.things}
    paths = {m.links.page_url: path for path, m in texts.manuscripts.items()}
    anchors: dict[str, frozenset[str]] = {}
    for path in texts.checkable:
        manuscript, rendered = texts.manuscripts[path], texts.rendered[path]
        yield from _first_level(path, rendered.titles)
        if (links := rendered.html.text.count("<a href=")) > (most := collection.config.site.intake.links):
            message = f"正文有 {links} 处链接，超过 {most} 处；请删去一些，或列成表格放进附件"
            yield error(Location(path, manuscript.text.first_line), message, "over-limit")
        for refusal in rendered.refusals:
            if refusal.target in collection.faulty:
                continue
            message = _UNPUBLISHED if refusal.target in pages else refusal.message
            yield error(Location(path, refusal.line, refusal.column), message, refusal.rule)
        for use in rendered.uses:
            target = paths.get(use.url, "") if use.url else path
            if target and target not in anchors:
                anchors[target] = texts.rendered[target].anchors
            known = anchors.get(target)
            if known is not None and use.anchor not in known:
                place = _find(manuscript.text.markdown, use.href, path, manuscript.text.first_line)
                hint = suggest(use.anchor, known)
                yield error(place, f"页面里没有锚点“{use.anchor}”{hint}", "dead-anchor")
    yield from _sections(collection, texts)


def _sections(collection: Collection, texts: Texts) -> Iterator[Diagnostic]:
    """What a volume keeps of an article: headings of it, with or without their number, or parts of a report."""
    for volume in collection.compilations:
        for item in (item for part in volume.parts for item in part.items):
            article = collection.article(item.article)
            if article is None or texts.rendered[article.source.path].refusals:
                continue  # told already, and may have more headings than can be looked through
            lost = list(_unknown_sections(article, item)) if item.sections else []
            yield from lost
            if not lost and not shorten(article.text, item.sections, volume.leave_out).text.markdown.strip():
                message = f"材料“{item.article}”照 sections 和 leave_out 删过以后什么也不剩"
                yield error(item.location, message, "nothing-left")


def _unknown_sections(article: Article, item: CompilationItem) -> Iterator[Diagnostic]:
    headings, known = known_sections(article.text)
    for section in item.sections:
        if section not in known:
            hint = suggest(section, headings) or f"，可用：{'、'.join(headings) or '（没有小标题）'}"
            yield error(item.location, f"材料“{item.article}”没有“{section}”这一节{hint}", "unknown-section")


def _find(markdown: str, href: str, path: str, first_line: int) -> Location:
    """Where a link stands: at its ``[``, as it was written or as Markdown quoted it."""
    for number, line in enumerate(markdown.split("\n"), first_line):
        found = next((line.index(form) for form in (href, unquote(href)) if form in line), None)
        if found is not None:
            return Location(path, number, max(line.rfind("[", 0, found), 0) + 1)
    return Location(path, first_line)


def _first_level(path: str, lines: Iterable[int]) -> Iterator[Diagnostic]:
    """The title is the page's only first-level heading."""
    for line in lines:
        message = "正文里不要用一级标题“# ”，标题写在文件头的 title；正文从“## ”开始"
        yield warning(Location(path, line), message, "heading-level")
