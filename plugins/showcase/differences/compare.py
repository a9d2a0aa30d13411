"""Two builds → their differences. Pure: what is compared by key, and which word a difference has."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as Names
from dataclasses import replace
from typing import Final

from showcase.differences.honors import honor_changes
from showcase.differences.records import by_key, changed_fields, text
from showcase.differences.values import Build, Change, Differences, Record, Tables

__all__ = ["compare"]

_ROLL: Final = "roll.csv"
_WITH_UNIT: Final = "随单位撤下"
_PLAIN: Final = (
    ("decisions", "决定", ("slug",)),
    ("articles", "材料", ("unit", "slug")),
    ("notices", "公示", ("slug",)),
)
"""Tables of which a row is simply there or not."""
_OF_HONORS: Final = frozenset({"title", "level", "grade", "state", "verified"})
"""Columns of a unit that its honours tell."""


def compare(old: Build, new: Build) -> Differences:
    """What is different; data only where both have them."""
    before, after = _addresses(old, new), _addresses(new, old)
    found = Differences(changes=(), added=tuple(sorted(after - before)), missing=_missing(before, after))
    if old.tables is None or new.tables is None:
        which = "旧的" if old.tables is None else "新的"
        return replace(found, note=f"{which}一次没有 data 文件夹，只比较了网址")
    return replace(found, changes=tuple(_changes(old.tables, new.tables)))


def _missing(before: Names[str], after: Names[str]) -> tuple[str, ...]:
    """Addresses that answer no more; a roll's table goes with its page, where a redirect or a notice stands then."""
    gone = (url for url in before - after if not (url.endswith(_ROLL) and url.removesuffix(_ROLL) in after))
    return tuple(sorted(gone))


def _addresses(build: Build, other: Build) -> frozenset[str]:
    """Pages by the address that readers see; when one of the two is data alone, data files alone."""
    if build.is_whole and other.is_whole:
        return frozenset(name.removesuffix("index.html") if _is_page(name) else name for name in build.files)
    return frozenset(name for name in build.files if name.startswith("data/") and not _is_page(name))


def _is_page(name: str) -> bool:
    return name == "index.html" or name.endswith("/index.html")


def _changes(old: Tables, new: Tables) -> Iterator[Change]:
    gone = by_key(old["units"], "slug").keys() - by_key(new["units"], "slug").keys()
    yield from _unit_changes(old, new)
    yield from honor_changes(old, new, gone)
    for table, subject, key in _PLAIN:
        for change in _row_changes(old[table], new[table], table, subject, key):
            is_with_unit = change.kind == "减少" and change.key.partition("/")[0] in gone and table == "articles"
            yield replace(change, kind=_WITH_UNIT, attention="") if is_with_unit else change


def _unit_changes(old: Tables, new: Tables) -> Iterator[Change]:
    before, after = by_key(old["units"], "slug"), by_key(new["units"], "slug")
    for slug in sorted(before.keys() | after.keys()):
        was, now = before.get(slug), after.get(slug)
        if was is None or now is None:
            kind = "新增" if was is None else "撤下"
            yield Change(subject="单位", kind=kind, key=slug, name=text((now or was or {}).get("name")))
            continue
        if was.get("name") != now.get("name"):
            before_name, name = text(was.get("name")), text(now.get("name"))
            yield Change(subject="单位", kind="更名", key=slug, name=name, before=before_name, after=name)
        fields = changed_fields("units", was, now, _OF_HONORS | {"name", "former_names"})
        if fields:
            yield Change(subject="单位", kind="修改", key=slug, name=text(now.get("name")), fields=fields)


def _row_changes(
    old: tuple[Record, ...], new: tuple[Record, ...], table: str, subject: str, key: tuple[str, ...]
) -> Iterator[Change]:
    before, after = by_key(old, *key), by_key(new, *key)
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        row = now or was or {}
        change = Change(
            subject=subject, kind="新增", key=name, name=text(row.get("title")), document=text(row.get("number"))
        )
        if now is None:
            yield replace(change, kind="减少", attention="发布过的内容不应消失；要撤下请写 withdrawn")
        elif was is None:
            yield change
        elif fields := changed_fields(table, was, now):
            yield replace(change, kind="修改", fields=fields)
