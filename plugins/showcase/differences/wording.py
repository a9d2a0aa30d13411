"""Differences in plain words for the office, and as JSON for programs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Final

from showcase.differences.values import Change, Differences

__all__ = ["FORMATS", "sentences_of", "summary_of"]

_SUBJECTS: Final = ("单位", "称号", "决定", "材料", "公示")
_KINDS: Final = (
    "新增", "晋级", "复查保留", "认定", "授予", "核实", "恢复", "黄牌", "限期整改", "超期", "转为已晋级", "届满",
    "撤销", "终止", "更名", "修改", "撤下", "随单位撤下", "失去核实", "减少事项", "减少",
)  # fmt: skip
"""In the order of the summary: what is new, what was done, what is less."""
_ROLLS: Final = "honors/"
_FORMER: Final = re.compile(r"honors/(?:bodies|kinds|levels|regions|terms)/[^/]+/")
"""Rolls that an alias may stand for (rules/addresses.py)."""
_SHOWN: Final = 20
"""New addresses beyond this are only counted."""


def to_text(found: Differences) -> str:
    """A line that sums up, then everything by subject, then addresses that answer no more."""
    lines = [summary_of(found), *([found.note] if found.note else []), *_details(found.changes), *_addresses(found)]
    return "\n".join(lines) + "\n"


def to_json(found: Differences) -> str:
    """The same as values; ``summary`` counts by subject and kind."""
    summary = {subject: dict(_counts(found.changes, subject)) for subject in _SUBJECTS}
    whole = {
        "summary": {subject: counts for subject, counts in summary.items() if counts},
        "changes": [asdict(change) for change in _ordered(found.changes)],
        "note": found.note,
        "addresses": {"added": found.added, "missing": found.missing},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


FORMATS: Final[dict[str, Callable[[Differences], str]]] = {"text": to_text, "json": to_json}


def summary_of(found: Differences) -> str:
    """Counts of everything in one line; 没有变化 where there is nothing."""
    parts = [
        f"{subject}：{'、'.join(f'{kind} {count}' for kind, count in counts)}"
        for subject in _SUBJECTS
        if (counts := list(_counts(found.changes, subject)))
    ]
    addresses = [f"{word} {len(urls)}" for word, urls in (("新增", found.added), ("失效", found.missing)) if urls]
    if addresses:
        parts.append(f"网址：{'、'.join(addresses)}")
    return "；".join(parts) or "没有变化"


def sentences_of(found: Differences) -> list[str]:
    """Each change in a line, what somebody should look at first: 单位更名　甲 → 乙."""
    ordered = sorted(_ordered(found.changes), key=lambda change: not change.attention)
    look = "（请核对：{}）"
    return [f"{c.subject}{c.kind}　{_sentence(c)}" + (look.format(c.attention) if c.attention else "") for c in ordered]


def _counts(changes: Iterable[Change], subject: str) -> Iterator[tuple[str, int]]:
    counted = Counter(change.kind for change in changes if change.subject == subject)
    return ((kind, counted[kind]) for kind in sorted(counted, key=_rank))


def _rank(kind: str) -> int:
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _ordered(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda c: (_SUBJECTS.index(c.subject), _rank(c.kind), c.key))


def _details(changes: Iterable[Change]) -> Iterator[str]:
    for subject, group in groupby(_ordered(changes), lambda change: change.subject):
        yield f"\n{subject}"
        for change in group:
            yield f"  {change.kind}　{_sentence(change)}"
            for field in change.fields:
                yield f"    {field.title}：{field.before or '空'} → {field.after or '空'}"
            if change.attention:
                yield f"    请核对：{change.attention}"


def _sentence(change: Change) -> str:
    if change.kind == "更名":
        return f"{change.before} → {change.after}（{change.key}）"
    what = " → ".join(part for part in (change.before, change.after) if part)
    named = change.name if change.subject == "称号" else f"{change.name}（{change.key}）"
    return f"{named}{'：' if what else ''}{what}" + (f"　{change.document}" if change.document else "")


def _addresses(found: Differences) -> Iterator[str]:
    if found.added:
        yield "\n新的网址"
        yield from (f"  /{url}" for url in found.added[:_SHOWN])
        if len(found.added) > _SHOWN:
            yield f"  …… 共 {len(found.added)} 个"
    if found.missing:
        yield f"\n错误：{len(found.missing)} 个网址失效，发布后别人存的链接会打不开"
        yield from (f"  /{url}" for url in found.missing)
        yield from _advice(found.missing)


def _advice(missing: Iterable[str]) -> Iterator[str]:
    rolls = [url for url in missing if url.startswith(_ROLLS)]
    if rolls:
        yield "光荣榜的分页随名称生成，不是文件：先看名称或网址（urls.yml、taxonomies.yml 的 slug）是不是误改"
        former = next((url for url in rolls if _FORMER.fullmatch(url)), "")
        if former:
            yield f"名称确实改了：在相关的决定或说明页的文件头写 aliases: [{former.strip('/')}]，名册数据随页面转走"
    others = [url for url in missing if not url.startswith(_ROLLS)]
    pages = [url for url in others if url.endswith("/") or not url]
    if pages:
        old = pages[0].strip("/") or "旧网址"
        yield f"页面移走了：在新页面的文件头写 aliases: [{old}]"
        yield "内容不要了：留着原来的文件，在文件头写 withdrawn: {date: 日期, reason: 原因}"
    if any(url and not url.endswith("/") for url in others):
        yield "订阅源、数据和附件没有转址页，请保留原来的文件名"
