"""A compilation's file: parts of named items and queries, with the words of its queries looked up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from showcase.diagnostics import suggest
from showcase.loading.front_matter import Document
from showcase.loading.publication import publication_of
from showcase.model.documents import Source
from showcase.model.office import Compilation, CompilationItem, Part, Selection
from showcase.model.units import ArticleType

if TYPE_CHECKING:
    from showcase.loading.office import Desk
    from showcase.loading.schema import CompilationSchema, PartSchema, SelectSchema

__all__ = ["compilation_of"]

_ORDERS: Final = ("level", "region", "title", "date", "unit")


def compilation_of(context: Desk, slug: str, document: Document, schema: CompilationSchema) -> Compilation:
    """A volume as it is written; what it names is looked up by :mod:`showcase.volumes`."""
    source = document.source
    return Compilation(
        slug=slug,
        title=schema.title,
        subtitle=schema.subtitle,
        series=schema.series.name if schema.series else "",
        number=schema.series.number if schema.series else None,
        date=schema.date,
        by=tuple(schema.by),
        editors=tuple(schema.editors),
        kind=schema.kind,
        layout=schema.layout,
        parts=tuple(_part(context, part, source, n) for n, part in enumerate(schema.parts)),
        leave_out=tuple(schema.leave_out),
        summary=schema.summary,
        text=document.text,
        publication=publication_of(schema, source, context.diagnostics),
        source=source,
    )


def _part(context: Desk, part: PartSchema, source: Source, n: int) -> Part:
    key: tuple[str | int, ...] = ("parts", n)
    for index, word in enumerate(part.order):
        if word.removeprefix("-") not in _ORDERS:
            usable = f"，可用：{'、'.join(_ORDERS)}，倒序在前面加 -"
            hint = suggest(word, (*_ORDERS, *(f"-{order}" for order in _ORDERS))) or usable
            context.diagnostics.error(source.at(*key, "order", index), f"排序没有“{word}”{hint}", "unknown-term")
    items = tuple(
        CompilationItem(article=item.article, sections=tuple(item.sections), location=source.at(*key, "items", index))
        for index, item in enumerate(part.items)
    )
    select = _selection(context, part.select, source, *key, "select") if part.select else None
    if not items and select is None:
        context.diagnostics.error(source.at(*key), "这一编没有内容，请写 items 或 select", "missing-value")
    for name, is_written in (("order", bool(part.order)), ("limit", part.limit is not None)):
        if is_written and part.select is None:
            message = f"{name} 只管 select 选出的材料，items 照书写的先后，请删去 {name}"
            context.diagnostics.error(source.at(*key, name), message, "bad-value")
    if part.limit == 0:
        context.diagnostics.error(source.at(*key, "limit"), "limit 至少是 1", "bad-value")
    return Part(title=part.title, items=items, select=select, order=tuple(part.order), limit=part.limit)


def _selection(context: Desk, select: SelectSchema, source: Source, *key: str | int) -> Selection:
    words = context.words
    for name, date in (("since", select.since), ("until", select.until)):
        if date is not None and not date.is_known:
            message = f"“{date.written}”没有年份，不能用来选择，请写明年份"
            context.diagnostics.error(source.at(*key, name), message, "bad-date")
    regions = (words.region(word, source.at(*key, "region", n)) for n, word in enumerate(select.region))
    return Selection(
        types=tuple(_types(context, select, source, *key)),
        topics=words.terms(words.taxonomies.topics, select.topics, source, *key, "topics"),
        kinds=words.terms(words.taxonomies.kinds, select.kind, source, *key, "kind"),
        levels=words.terms(words.taxonomies.levels, select.level, source, *key, "level"),
        regions=tuple(region for region in regions if region is not None),
        since=select.since,
        until=select.until,
        featured=select.featured,
    )


def _types(context: Desk, select: SelectSchema, source: Source, *key: str | int) -> Iterator[ArticleType]:
    for n, word in enumerate(select.type):
        try:
            yield ArticleType(word)
        except ValueError:
            known = [kind.value for kind in ArticleType]
            hint = suggest(word, known) or f"，可用：{'、'.join(known)}"
            context.diagnostics.error(source.at(*key, "type", n), f"材料类型没有“{word}”{hint}", "unknown-term")
