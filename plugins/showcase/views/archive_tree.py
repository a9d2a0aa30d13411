"""A unit's materials in the order of the assessment system: 项目 ▸ 指标 ▸ 内容 (requirement R18).

``/units/<slug>/archive/by-indicator/``: an inspector walks the system's own order, past the places where nothing
lies. A material stands as deep as it is named for: under its points, or under the indicator or the item in whose
folder it lies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from showcase.model.archive import Material, has_place, pieces
from showcase.model.archive_tree import find_node
from showcase.model.indicators import Edition, Indicator, Item
from showcase.model.units import Unit
from showcase.views.archive import CatalogueLine, archive_url, catalogue_line
from showcase.views.paging import Part, cut_groups, page_url, paged
from showcase.views.parts import HOME, Context, Crumb, PagePlan, ViewPage, unit_facts

__all__ = ["ArchiveTreeView", "tree_plans", "tree_url"]

_Key = tuple[str, ...]
"""Names of item, indicator and point, as deep as a place is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeNode:
    """A place of the system, with what lies there."""

    id: str
    level: int
    """1 for an item, 2 for an indicator, 3 for a point."""
    number: str
    """By its place: 2.1.3."""
    title: str
    count: int
    """Different materials there and below."""
    office: str
    note: str
    """What stands instead of materials; empty where there are some, and where those below say enough."""
    is_continued: bool = False
    lines: tuple[CatalogueLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveTreeView:
    """The page."""

    unit: Crumb
    edition: Crumb
    window: str
    items: tuple[TreeNode, ...]
    """The first level alone, for a way through the page."""
    points: int
    filled: int
    """Points for which there is something."""
    count: int
    """Different materials."""
    nodes: tuple[TreeNode, ...]
    archive_url: str
    folder_name: str
    document_name: str


def tree_url(unit: Unit) -> str:
    """Site-relative address."""
    return f"{archive_url(unit)}by-indicator/"


def tree_plans(context: Context) -> Iterator[PagePlan]:
    """One for every unit that has anything there, page by page; what is empty throughout is said in one sentence."""
    edition = context.collection.config.editions.current
    for unit in context.collection.units if edition is not None else ():
        if edition is None or not has_place(unit, edition):
            continue
        for number in range(1, _page_count(context, unit) + 1):
            yield PagePlan(
                url=page_url(tree_url(unit), number),
                template="archive_tree.html",
                section="units/",
                is_listed=not unit.publication.draft,
                make=partial(_tree_page, context, unit, number),
            )


def _page_count(context: Context, unit: Unit) -> int:
    """As many lines as all materials have points, at most; few units have so many that they must be counted."""
    named = [a.indicators for a in unit.articles]
    named += [*(p.indicators for p in unit.photos), *(f.indicators for f in unit.files)]
    most = sum(max(len(points), 1) for points in named) + len(unit.recordings)
    edition = context.collection.config.editions.current
    return 1 if most <= context.limits.rows or edition is None else len(_pages(context, unit, edition))


def _tree_page(context: Context, unit: Unit, number: int) -> ViewPage:
    edition = context.collection.config.editions.current
    if edition is None:
        raise ValueError("there is no assessment system")
    page = ViewPage(
        url=tree_url(unit),
        template="archive_tree.html",
        title=f"{unit.short_name}的创建档案，按测评体系",
        description=f"{unit.name}的材料，按{edition.name}的项目、指标、要点排列",
        view=None,
        crumbs=(
            Crumb(HOME, ""),
            Crumb("单位", "units/"),
            Crumb(unit.short_name, unit.url),
            Crumb("创建档案", archive_url(unit)),
            Crumb("按测评体系"),
        ),
        section="units/",
        content_source=unit.name,
        is_draft=unit.publication.draft,
        search=unit_facts(context, unit),
    )
    whole, pages = _whole(context, unit, edition), _pages(context, unit, edition)
    views = [replace(whole, nodes=nodes) for nodes in pages]
    return list(paged(page, views))[number - 1]


def _whole(context: Context, unit: Unit, edition: Edition) -> ArchiveTreeView:
    lying = _lying(unit, edition)
    nodes = [node for node, _ in _nodes(edition, lying)]
    points = [node for node in nodes if node.level == 3]
    return ArchiveTreeView(
        unit=Crumb(unit.short_name, unit.url),
        edition=Crumb(edition.name, edition.url),
        window=edition.window.written if edition.window else "",
        items=tuple(node for node in nodes if node.level == 1),
        points=len(points),
        filled=sum(_is_filled(lying, item, indicator, n) for item, indicator, n in _places(edition)),
        count=len({piece.path for found in lying.values() for piece in found}),
        nodes=(),
        archive_url=archive_url(unit),
        folder_name=f"{unit.short_name} · 文明创建档案",
        document_name=f"按{edition.name}",
    )


def _pages(context: Context, unit: Unit, edition: Edition) -> list[tuple[TreeNode, ...]]:
    nodes = _nodes(edition, _lying(unit, edition))
    return [tuple(_shown(context, unit, part) for part in page) for page in cut_groups(nodes, context.limits.rows)]


def _shown(context: Context, unit: Unit, part: Part[TreeNode, Material]) -> TreeNode:
    lines = tuple(catalogue_line(context, unit, piece) for piece in part.items)
    return replace(part.group, is_continued=part.is_continued, lines=lines)


# --- what lies where -------------------------------------------------------------------------------


def _lying(unit: Unit, edition: Edition) -> Mapping[_Key, list[Material]]:
    """Materials by place; what lies in a folder of an indicator stands there, and not once more under each point."""
    found: dict[_Key, list[Material]] = defaultdict(list)
    places = {point.id: (item.name, indicator.name, point.id) for item in edition.items
              for indicator in item.indicators for point in indicator.points}  # fmt: skip
    for piece in pieces(unit):
        for key in _keys(piece, edition, places):
            found[key].append(piece)
    return found


def _keys(piece: Material, edition: Edition, places: Mapping[str, _Key]) -> Iterator[_Key]:
    node = find_node(edition, piece.folder) if piece.folder and piece.category is None else None
    named = [point.rpartition("/") for point in piece.indicators]
    ids = tuple(point for slug, _, point in named if slug in ("", edition.slug) and point in places)
    if node is not None and node.item is not None and set(ids) == set(node.points):
        names = (node.item, node.indicator)
        yield (*(level.name for level in names if level), *((node.point.id,) if node.point else ()))
    else:
        yield from (places[point] for point in dict.fromkeys(ids))


def _places(edition: Edition) -> Iterator[tuple[Item, Indicator, str]]:
    for item in edition.items:
        for indicator in item.indicators:
            yield from ((item, indicator, point.id) for point in indicator.points)


def _is_filled(lying: Mapping[_Key, list[Material]], item: Item, indicator: Indicator, point: str) -> bool:
    return any(lying.get(key) for key in ((item.name, indicator.name), (item.name, indicator.name, point)))


def _nodes(edition: Edition, lying: Mapping[_Key, list[Material]]) -> Iterator[tuple[TreeNode, Sequence[Material]]]:
    """All places in the system's order, empty ones too."""
    for n, item in enumerate(edition.items, 1):
        yield _node(lying, (item.name,), str(n), item.name, item.office)
        for m, indicator in enumerate(item.indicators, 1):
            key = (item.name, indicator.name)
            office = indicator.office if indicator.office != item.office else ""
            yield _node(lying, key, f"{n}.{m}", indicator.name, office)
            for k, point in enumerate(indicator.points, 1):
                note = "见这个指标的材料。" if lying.get(key) else "目前没有材料。"
                office = point.office if point.office != indicator.office else ""
                node, found = _node(lying, (*key, point.id), f"{n}.{m}.{k}", point.text, office)
                yield (node if found else replace(node, note=note)), found


def _node(
    lying: Mapping[_Key, list[Material]], key: _Key, number: str, title: str, office: str
) -> tuple[TreeNode, Sequence[Material]]:
    below = {piece.path for place, found in lying.items() if place[: len(key)] == key for piece in found}
    node = TreeNode(
        id=f"s-{number.replace('.', '-')}",
        level=len(key),
        number=number,
        title=title,
        count=len(below),
        office=office,
        note="",
    )
    return node, lying.get(key, [])
