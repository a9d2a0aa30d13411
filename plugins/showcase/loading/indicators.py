"""``site_config/indicators/<edition>.yml`` → :class:`~showcase.model.indicators.Editions`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from showcase.diagnostics import Diagnostics, Location, suggest
from showcase.loading.files import Root, in_folder
from showcase.loading.front_matter import load_yaml
from showcase.loading.pinyin import slug_of
from showcase.model.documents import Source
from showcase.model.indicators import TOTAL, Edition, Editions, Indicator, Item, Point, Window, number_words

if TYPE_CHECKING:
    from showcase.loading.indicator_schema import EditionItemSchema, EditionSchema, IndicatorSchema, PointSchema

__all__ = ["load_editions"]

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ID: Final = re.compile(r"[^\s/,，、;；:：#?\[\]{}\"“”]{1,40}")
_RESERVED: Final = frozenset({"matrix"})
"""Addresses beside those of indicators."""


def load_editions(root: Root, folder: Path, diagnostics: Diagnostics) -> Editions:
    """All editions; the folder may be missing, and the faults of one file hide no other."""
    if not folder.is_dir():
        return Editions()
    paths = [path for path in in_folder(root, folder, diagnostics) if _is_edition(root, path, diagnostics)]
    loaded = [(path, _load_edition(root, path, diagnostics)) for path in paths]
    found = [(path, edition) for path, edition in loaded if edition is not None]
    is_whole = len(found) == len(paths)
    if is_whole:
        _check_current(root, found, diagnostics)
    newest = sorted((edition for _, edition in found), key=lambda e: (e.year, e.slug), reverse=True)
    return Editions(tuple(sorted(newest, key=lambda edition: not edition.is_current)), is_whole)


def _is_edition(root: Root, path: Path, diagnostics: Diagnostics) -> bool:
    place = Location(root.relative(path))
    if path.suffix != ".yml" or not path.is_file():
        diagnostics.warning(place, "这里只放测评体系，一版一个 .yml 文件，这个不会读", "stray-file")
        return False
    if not _SLUG.fullmatch(path.stem):
        better = slug_of(path.stem)
        hint = f"，是否想写“{better}.yml”？" if better else ""
        message = f"文件名“{path.stem}”是网址的一部分，要用小写字母、数字和连字符{hint}"
        diagnostics.error(place, message, "bad-slug")
    return True


def _check_current(root: Root, found: Iterable[tuple[Path, Edition]], diagnostics: Diagnostics) -> None:
    """Exactly one edition says that it is the current one."""
    editions = list(found)
    current = [path for path, edition in editions if edition.is_current]
    if editions and not current:
        message = "没有哪一版写明是现行的，请在现行的一版里写 current: true"
        diagnostics.error(Location(root.relative(editions[-1][0])), message, "current-edition")
    for path in current[1:]:
        message = f"现行的只能有一版，{current[0].name} 已写了 current: true，请删去一处"
        diagnostics.error(Location(root.relative(path)), message, "current-edition")


def _load_edition(root: Root, path: Path, diagnostics: Diagnostics) -> Edition | None:
    from showcase.loading.indicator_schema import EditionSchema  # pydantic: only when a file is parsed
    from showcase.loading.validation import validate

    loaded = load_yaml(root, path, diagnostics)
    schema = validate(EditionSchema, loaded[1], loaded[0], diagnostics) if loaded else None
    if schema is None or loaded is None:
        return None
    desk = _Desk(loaded[0], schema, diagnostics, set(), {})
    items = tuple(_item(desk, item, n) for n, item in enumerate(schema.items))
    _check_names(desk, ((item.name, ("items", n, "name")) for n, item in enumerate(items)), "测评项目")
    _check_sum(desk, "各项目", schema.score, [item.score for item in items], ("score",))
    return Edition(
        slug=path.stem,
        name=schema.name,
        year=schema.year,
        issuer=schema.issuer,
        source=schema.source,
        note=schema.note,
        window=schema.window,
        is_current=schema.current,
        score=schema.score,
        methods=tuple(schema.methods),
        items=items,
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What reading one edition needs."""

    source: Source
    schema: EditionSchema
    diagnostics: Diagnostics
    ids: set[str]
    slugs: dict[str, str]
    """Names of indicators by the last part of their address."""

    def error(self, key: tuple[str | int, ...], message: str, rule: str) -> None:
        self.diagnostics.error(self.source.at(*key), message, rule)


@dataclass(frozen=True, slots=True)
class _Above:
    """What is said once for all below."""

    methods: tuple[str, ...]
    office: str
    window: Window | None

    def with_own(self, of: PointSchema | IndicatorSchema | EditionItemSchema) -> _Above:
        return _Above(tuple(of.method) or self.methods, of.office or self.office, of.window or self.window)


def _item(desk: _Desk, item: EditionItemSchema, n: int) -> Item:
    key = ("items", n)
    above = _Above((), "", desk.schema.window).with_own(item)
    _check_methods(desk, item.method, key)
    indicators = tuple(_indicator(desk, i, above, (*key, "indicators", m)) for m, i in enumerate(item.indicators))
    _check_sum(desk, f"“{item.name}”各指标", item.score, [i.score for i in indicators], (*key, "score"))
    return Item(
        name=item.name,
        indicators=indicators,
        score=item.score,
        office=above.office,
        methods=above.methods,
        source=item.source,
    )


def _indicator(desk: _Desk, indicator: IndicatorSchema, above: _Above, key: tuple[str | int, ...]) -> Indicator:
    above = above.with_own(indicator)
    _check_methods(desk, indicator.method, key)
    points = tuple(_point(desk, p, above, (*key, "points", n)) for n, p in enumerate(indicator.points))
    _check_sum(desk, f"“{indicator.name}”各要点", indicator.score, [p.score for p in points], (*key, "score"))
    return Indicator(
        name=indicator.name,
        slug=_slug(desk, indicator, key),
        points=points,
        score=indicator.score,
        office=above.office,
        methods=above.methods,
        source=indicator.source,
    )


def _point(desk: _Desk, point: PointSchema, above: _Above, key: tuple[str | int, ...]) -> Point:
    above = above.with_own(point)
    _check_methods(desk, point.method, key)
    if point.id == TOTAL:
        desk.error((*key, "id"), f"要点编号不能叫“{TOTAL}”，它指全部项目之和", "bad-value")
    elif not _ID.fullmatch(point.id):
        message = f"要点编号“{point.id}”里不能有空格和标点，可用“.”，如 志愿服务.2"
        desk.error((*key, "id"), message, "bad-value")
    if point.id in desk.ids:
        desk.error((*key, "id"), f"要点编号“{point.id}”重复", "duplicate-term")
    desk.ids.add(point.id)
    return Point(
        id=point.id,
        text=point.text,
        methods=above.methods,
        threshold=point.threshold,
        score=point.score,
        office=above.office,
        window=above.window,
        source=point.source,
    )


def _slug(desk: _Desk, indicator: IndicatorSchema, key: tuple[str | int, ...]) -> str:
    """It becomes an address."""
    slug = indicator.slug or slug_of(indicator.name)
    other = desk.slugs.get(slug)
    if slug in _RESERVED:
        message = f"指标“{indicator.name}”的 slug“{slug}”留给材料一览表，请另定"
        desk.error(key, message, "bad-slug")
    elif not _SLUG.fullmatch(slug):
        message = f"指标“{indicator.name}”的 slug“{slug}”要用小写字母、数字和连字符"
        desk.error(key, message, "bad-slug")
    elif other is not None:
        message = f"指标“{indicator.name}”的 slug“{slug}”与“{other}”相同，请用 slug 另定"
        desk.error(key, message, "bad-slug")
    desk.slugs.setdefault(slug, indicator.name)
    return slug


def _check_names(desk: _Desk, names: Iterator[tuple[str, tuple[str | int, ...]]], label: str) -> None:
    seen: set[str] = set()
    for name, key in names:
        if name in seen or name in desk.ids or name == TOTAL:
            desk.error(key, f"{label}“{name}”与别的项目或要点同名", "duplicate-term")
        seen.add(name)


def _check_methods(desk: _Desk, methods: Iterable[str], key: tuple[str | int, ...]) -> None:
    """Where the edition lists its methods, each is one of them."""
    known = desk.schema.methods
    for n, method in enumerate(methods):
        if known and method not in known:
            hint = suggest(method, known) or f"，可用：{'、'.join(known)}"
            desk.error((*key, "method", n), f"测评方法没有“{method}”{hint}", "unknown-term")


def _check_sum(
    desk: _Desk, whose: str, stated: Decimal | None, parts: list[Decimal | None], key: tuple[str | int, ...]
) -> None:
    """Where all parts have scores they add up to what is stated (requirement R39); never corrected."""
    known = [part for part in parts if part is not None]
    if stated is None or len(known) < len(parts) or sum(known) == stated:
        return
    message = f"{whose}的分值合计 {number_words(sum(known, Decimal()))}，这里写的是 {number_words(stated)}，请核对"
    desk.diagnostics.warning(desk.source.at(*key), message, "score-sum")
