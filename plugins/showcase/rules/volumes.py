"""What volumes come to: queries that find nothing, items that readers do not see, texts of which nothing is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache

from showcase.diagnostics import Diagnostic
from showcase.model.collection import Collection
from showcase.model.events import Decided, decided_events
from showcase.model.honors import HonorState
from showcase.model.ledger import honors_of
from showcase.model.office import Compilation, Part, VolumeKind
from showcase.rules.found import warning
from showcase.volumes import Choices, Sources, choose, pictures_of

__all__ = ["check_volumes"]


def check_volumes(collection: Collection, public: Collection, today: dt.date) -> Iterator[Diagnostic]:
    """Every volume as readers will see it.

    :param collection: all that was loaded, for what is there but not shown
    """
    sources = Sources(public, _honors(public, today), today, str)  # the order is not looked at
    for compilation in public.compilations:
        if compilation.publication.withdrawn is None and compilation.source.path not in collection.faulty:
            for n, choices in enumerate(choose(sources, compilation)):
                yield from _hidden(collection, public, choices.part)
                yield from _query(compilation, choices, n)
                yield from _without_pictures(compilation, choices, n)


def _honors(public: Collection, today: dt.date) -> Callable[[str], tuple[HonorState, ...]]:
    """Of those units alone that a volume asks for."""

    @cache
    def decided() -> Decided:
        return decided_events(public.decisions, today)

    @cache
    def of(slug: str) -> tuple[HonorState, ...]:
        unit = public.unit(slug)
        return honors_of(unit, decided(), today) if unit else ()

    return of


def _hidden(collection: Collection, public: Collection, part: Part) -> Iterator[Diagnostic]:
    """Named, and there, but not to be seen."""
    for item in part.items:
        article = collection.article(item.article)
        shown = public.article(item.article)
        if article is not None and shown is None:
            message = f"材料“{item.article}”还没有发布，本辑暂不收入"
            yield warning(item.location, message, "hidden-article")
        elif shown is not None and public.withdrawal(shown) is not None:
            message = f"材料“{item.article}”已撤下，本辑不再收入；请从 items 里删去"
            yield warning(item.location, message, "hidden-article")


def _query(compilation: Compilation, choices: Choices, n: int) -> Iterator[Diagnostic]:
    place = compilation.source.at("parts", n, "select")
    if choices.part.select is None or any(not choice.is_named for choice in choices.taken):
        return
    title = choices.part.title
    if choices.found:
        message = f"“{title}”的条件只选到本辑别处已有的材料，没有再选出一篇"
    else:
        message = f"“{title}”的条件没有选到一篇材料，请放宽条件或改用 items"
    yield warning(place, message, "empty-selection")


def _without_pictures(compilation: Compilation, choices: Choices, n: int) -> Iterator[Diagnostic]:
    if compilation.kind is not VolumeKind.PICTURES:
        return
    for choice in choices.taken:
        if not pictures_of(choice.unit, choice.article, choice.article.text):
            name = f"{choice.unit.slug}/{choice.article.name}"
            place = next((i.location for i in choices.part.items if i.article == name), None)
            message = f"图片汇编里的材料“{name}”没有照片，请先在它的正文里放上照片"
            yield warning(place or compilation.source.at("parts", n, "select"), message, "no-picture")
