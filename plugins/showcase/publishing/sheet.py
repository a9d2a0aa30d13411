"""发布审签单: one page of A4 that people sign before a site is published (DOMAIN.md §3.4: 保密审查, 三审).

One HTML file that needs nothing besides; it is printed and kept on paper, and is never part of the site. It fits one
page however much changed: lists are cut at so many lines and say how many more there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from showcase.differences import Differences, sentences_of, summary_of
from showcase.publishing.gates import Gate
from showcase.publishing.values import FileChanges, Manifest, Release

__all__ = ["Sheet", "sheet_html"]

_CHANGES: Final = 10
_ACCEPTED: Final = 5
_WARNINGS: Final = 4
"""Lines of each list: with all of them full, and a long name of the site, the page is full but for some lines."""
_STEPS: Final = ("初审", "复审", "终审", "保密审查")
_STYLE: Final = """
@page { size: A4; margin: 12mm 15mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 180mm; font: 9.5pt/1.3 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif }
body { color: #000; background: #fff }
h1 { margin: 0 0 2mm; font-size: 19pt; text-align: center; letter-spacing: .3em; text-indent: .3em }
h2 { margin: 2.6mm 0 .8mm; font-size: 10.5pt; font-family: "Noto Sans CJK SC", SimHei, sans-serif }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
th, td { padding: .6mm 1.6mm; border: .25mm solid #555; text-align: left; vertical-align: middle }
th { font-weight: 600; background: #f1f1f1; -webkit-print-color-adjust: exact; print-color-adjust: exact }
td.n, th.n { text-align: right }
.one, li { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
code { font: 8pt "Noto Sans Mono CJK SC", "DejaVu Sans Mono", monospace; overflow-wrap: anywhere }
p { margin: 0 } ul { margin: 0; padding: 0 0 0 1.2em }
li.more { list-style: none; margin-left: -1.2em }
.bad { font-weight: 700 }
.sign td { height: 11mm } .sign th { text-align: center }
footer { margin-top: 2mm; font-size: 8pt }
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is told on it."""

    site: str
    """Name of the site."""
    target: str
    at: dt.datetime
    manifest: Manifest
    live: Release | None
    differences: Differences | None
    """``None`` of a first release: then there is nothing to compare with."""
    gates: Sequence[Gate]
    accepted: Sequence[str]
    """Warnings and findings of privacy that authors accept, each with its reason."""


def sheet_html(sheet: Sheet) -> str:
    """The page."""
    parts = (
        "<h1>发布审签单</h1>", _facts(sheet), "<h2>一、有什么变化</h2>", _changes(sheet), "<h2>二、检查结果</h2>",
        _gates(sheet.gates), *_lists(sheet), "<h2>五、审签</h2>", _signatures(), _footer(sheet),
    )  # fmt: skip
    body = "".join(f"{part}\n" for part in parts)
    head = (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>发布审签单 {sheet.at:%Y-%m-%d}</title>'
    )
    return f"{head}<style>{_STYLE}</style></head>\n<body>\n{body}</body></html>\n"


def _facts(sheet: Sheet) -> str:
    manifest, live = sheet.manifest, sheet.live
    before = f"{live.at:%Y-%m-%d %H:%M} 发布，{live.id}" if live else "还没有发布过"
    size = f"{len(manifest.files)} 个文件，{manifest.size / 1e6:.1f} MB"
    rows = (
        (("网站", escape(sheet.site)), ("制单时间", f"{sheet.at:%Y-%m-%d %H:%M}（北京时间）")),
        (("发布到", escape(sheet.target)), ("规模", size)),
        (("现在在线", escape(before)),),
        (("内容散列", f"<code>{manifest.content}</code>"),),
    )
    columns = "".join(f'<col style="width:{width}%">' for width in (12, 43, 12, 33))
    return f"<table><colgroup>{columns}</colgroup>{''.join(map(_fact_row, rows))}</table>"


def _fact_row(facts: Sequence[tuple[str, str]]) -> str:
    wide = ' colspan="3"' if len(facts) == 1 else ""
    return f"<tr>{''.join(f'<th>{name}</th><td class=one{wide}>{value}</td>' for name, value in facts)}</tr>"


def _changes(sheet: Sheet) -> str:
    changes = FileChanges.between(sheet.live.manifest if sheet.live else None, sheet.manifest)
    head = '<tr><th></th><th class="n">新增</th><th class="n">修改</th><th class="n">移走</th></tr>'
    rows = "".join(_counts(name, found) for name, found in (("页面", changes.pages), ("全部文件", changes)))
    summary = summary_of(sheet.differences) if sheet.differences else "第一次发布，全部内容都是新的"
    lines = _cut(_important(sheet, changes), _CHANGES, "条，见 showcase diff 或 showcase publish --dry-run")
    return f'<table>{head}{rows}</table><p class="one">{escape(summary)}</p>{lines}'


def _counts(name: str, changes: FileChanges) -> str:
    numbers = (len(changes.new), len(changes.changed), len(changes.gone))
    cells = "".join(f'<td class="n">{number}</td>' for number in numbers)
    return f"<tr><th>{name}</th>{cells}</tr>"


def _important(sheet: Sheet, changes: FileChanges) -> list[str]:
    """What a reviewer should see first: addresses that are lost, then data, then pages: gone, new, changed."""
    if sheet.differences is None:
        return []
    found, pages = sheet.differences, changes.pages
    lost = [f"网址失效　/{url}" for url in found.missing]
    said = {f"{url}index.html" for url in found.missing}
    gone = [f"页面移走　/{_address(f.path)}" for f in pages.gone if f.path not in said]
    new = [f"页面新增　/{_address(f.path)}" for f in pages.new]
    return [*lost, *sentences_of(found), *gone, *new, *(f"页面修改　/{_address(f.path)}" for f in pages.changed)]


def _address(path: str) -> str:
    return path.removesuffix("index.html")


def _gates(gates: Sequence[Gate]) -> str:
    heads = "".join(f"<th>{escape(gate.title)}</th>" for gate in gates)
    cells = "".join(f"<td{' class=bad' if gate.errors else ''}>{escape(gate.verdict)}</td>" for gate in gates)
    return f"<table><tr>{heads}</tr><tr>{cells}</tr></table>"


def _lists(sheet: Sheet) -> Iterator[str]:
    warnings = [f"{gate.title}　{told}" for gate in sheet.gates for told in (*gate.errors, *gate.warnings)]
    yield f"<h2>三、错误和没有接受的警告（{len(warnings)} 条）</h2>"
    yield _cut(warnings, _WARNINGS, "条，见 showcase check")
    yield f"<h2>四、接受的警告和隐私例外（{len(sheet.accepted)} 条）</h2>"
    privacy_first = sorted(sheet.accepted, key=lambda line: not line.startswith("隐私例外"))
    yield _cut(privacy_first, _ACCEPTED, "条，见 showcase check --accepted")


def _cut(lines: Sequence[str], limit: int, where: str) -> str:
    if not lines:
        return "<p>没有</p>" if where.startswith("条，见 showcase check") else ""
    shown = lines if len(lines) <= limit else lines[: limit - 1]
    items = "".join(f"<li>{escape(line)}</li>" for line in shown)
    more = f'<li class="more">另有 {len(lines) - len(shown)} {where}</li>' if len(lines) > len(shown) else ""
    return f"<ul>{items}{more}</ul>"


def _signatures() -> str:
    columns = "".join(f'<col style="width:{width}%">' for width in (12, 44, 24, 20))
    rows = "".join(f"<tr><th>{step}</th><td></td><td></td><td></td></tr>" for step in _STEPS)
    return (
        f'<table class="sign"><colgroup>{columns}</colgroup>'
        f"<tr><th>环节</th><th>意见</th><th>签名</th><th>日期</th></tr>{rows}</table>"
    )


def _footer(sheet: Sheet) -> str:
    order = f"showcase publish … --approved {sheet.manifest.content[:12]}"
    return f"<footer>签毕后发布：<code>{escape(order)}</code>（内容与本单不符就不发布）</footer>"
