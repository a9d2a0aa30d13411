"""The commands ``showcase publish`` and ``showcase published``.

Whatever they do is in :mod:`showcase.publishing`; here are the options, the words on the terminal, and the question.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from showcase.chinese_click import ChineseCommand
from showcase.diagnostics import Acceptance, Diagnostics
from showcase.invocation import WholeNumber, config_option, loaded_config, moment_of, parts_of
from showcase.reports import acceptance_text
from showcase.storage import unwritable
from showcase.workers import WorkerError

if TYPE_CHECKING:
    from showcase.config import ShowcaseConfig
    from showcase.differences import Differences
    from showcase.loading import Folders
    from showcase.publishing.gates import Gate
    from showcase.publishing.target import Target
    from showcase.publishing.values import Entry, FileChanges, Manifest, Release

__all__ = ["publish_command", "published_command"]

_LOCAL_LOG: Final = "published.jsonl"
"""Beside ``mkdocs.yml``; the place of publishing has one of its own."""
_SHOWN: Final = 20
"""Lines of one gate beyond this are counted."""


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked for."""

    target: Target
    config_file: Path
    site: Path
    site_name: str
    site_url: str
    folders: Folders
    options: ShowcaseConfig
    at: dt.datetime
    by: str
    yes: bool
    dry_run: bool
    sheet: Path | None
    approved: str
    may_lose: bool
    keep: int


@click.command(
    "publish",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="发布网站：先建站（或用 --site 写明建好的），过各项检查，给出与线上的差别，答“y”以后一步换上；"
    "中途断了再运行一次就接着做。目标：网页服务器读的文件夹，用户@服务器:/文件夹，名称.zip，s3://桶/前缀。",
)
@click.argument("place", metavar="目标")
@click.option("--site", metavar="文件夹", type=click.Path(path_type=Path), help="发布这个建好的网站，不再建站。")
@click.option("--no-strict", is_flag=True, help="建站时有警告也发布；给到点自动更新用。")
@click.option("--yes", is_flag=True, help="不问，直接发布；给程序用。检查不通过仍不发布。")
@click.option("--dry-run", is_flag=True, help="只检查、只比较，不发布。")
@click.option("--sheet", metavar="文件", type=click.Path(path_type=Path), help="写一页发布审签单（HTML，可打印）。")
@click.option("--approved", metavar="散列", default="", help="审签单上的内容散列（至少 12 位）；内容不符就不发布。")
@click.option("--allow-missing", is_flag=True, help="有旧网址打不开了也发布。")
@click.option(
    "--keep", metavar="份数", type=WholeNumber(1, 50), default=3, help="目标上留几次发布，默认 3；1 是旧的立刻全删。"
)
@click.option("--endpoint", metavar="网址", default="", help="s3:// 的存储服务在哪里；不写就用 AWS 的设置。")
@click.option("--rollback", is_flag=True, help="退回上一次发布。")
@config_option
@click.help_option("--help", help="显示帮助。")
def publish_command(
    place: str,
    site: Path | None,
    no_strict: bool,
    yes: bool,
    dry_run: bool,
    sheet: Path | None,
    approved: str,
    allow_missing: bool,
    keep: int,
    endpoint: str,
    rollback: bool,
    config_file: Path,
) -> int:
    """Exit code 0 when the site is live (or was before), 1 when it is not published, 2 on a wrong call."""
    from showcase.publishing.locking import myself
    from showcase.publishing.places import place_named
    from showcase.publishing.values import PublishError

    if approved and (len(approved) < 12 or not set(approved) <= set("0123456789abcdef")):
        raise click.UsageError("--approved 要写审签单上的内容散列，至少前 12 位")
    config = loaded_config(config_file)
    folders, options = parts_of(config, config_file)
    try:
        order = _Order(
            place_named(place, endpoint), config_file, site or Path(config.site_dir), config.site_name,
            config.site_url or "", folders, options, moment_of(None), myself(), yes, dry_run, sheet, approved,
            allow_missing, keep,
        )  # fmt: skip
        if rollback:
            return _roll_back(order)
        if site is None and not _is_built(config_file, strict=not no_strict):
            click.echo("建站没有成功，没有发布；线上没有动。", err=True)
            return 1
        return _publish(order)
    except PublishError as error:
        click.echo(f"没有发布：{error}。", err=True)
    except WorkerError as error:
        click.echo(f"没有发布：{error}", err=True)
    except OSError as error:
        why = unwritable(error) or f"{error.filename}：{error.strerror}"
        click.echo(f"发布没有做完：{why}。线上仍是一份完整的网站；改好再运行一次，接着做。", err=True)
    return 1


def _is_built(config_file: Path, *, strict: bool) -> bool:
    """By MkDocs, in a process of its own: its warnings and its exit code are its."""
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(config_file), *(["--strict"] if strict else [])]
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603 – no word of it is anybody else's


def _publish(order: _Order) -> int:
    from showcase.publishing.manifests import manifest_of
    from showcase.publishing.releasing import put_live
    from showcase.publishing.sending import SendingProgress

    manifest = manifest_of(order.site)
    if order.approved and not manifest.content.startswith(order.approved):
        click.echo(f"没有发布：内容散列是 {manifest.content[:12]}…，与审签单上的 {order.approved} 不符。", err=True)
        return 1
    gates, accepted = _gates(order, manifest)
    with nullcontext() if order.dry_run else order.target.lock(order.by, order.at):
        live = order.target.live()
        is_same = live is not None and live.manifest.content == manifest.content
        found = _differences(order, live)
        if found is not None:
            from showcase.publishing.gates import address_gate

            gates = [*gates, address_gate(found, may_go=order.may_lose)]
        _tell(gates, accepted, live, manifest, found)
        if order.sheet is not None:
            _write_sheet(order, manifest, live, found, gates, accepted)
        if failed := [gate.title for gate in gates if gate.errors]:
            click.echo(f"\n{'、'.join(failed)}不通过，没有发布；线上没有动。")
            return 1
        if (order.dry_run or not is_same) and not _is_wanted(order):
            return int(not order.dry_run)
        progress = SendingProgress(sys.stderr)
        try:
            entry = put_live(order.target, order.site, manifest, order.at, order.by, progress.tell, order.keep)
        finally:
            sent = progress.close()
    if is_same:
        click.echo(f"线上已经是这个内容（{entry.release}），没有要发布的。")
    else:
        click.echo(f"{sent}。\n已发布到 {order.target.name}：{entry.release}")
        _log_here(order, entry)
    return 0


def _gates(order: _Order, manifest: Manifest) -> tuple[list[Gate], list[str]]:
    """Those that need no comparison, and what authors accept."""
    from showcase.inspection import inspect_site, originals_of, recordings_of, source_in
    from showcase.model.columns import column_states
    from showcase.pipeline import check
    from showcase.publishing.gates import column_gate, content_gates, inspection_gate, link_gate

    diagnostics = Diagnostics()
    checked = check(order.folders, moment_of(order.options.today), diagnostics)
    gates = list(content_gates(diagnostics))
    if checked is None:
        return gates, []
    collection, site = checked.collection, order.site
    source = source_in(order.folders, site.resolve(), recordings_of(collection))
    inspection = inspect_site(site, originals_of(collection), source, checked.kept)
    gates.append(inspection_gate(inspection.diagnostics))
    gates.append(link_gate(site, manifest, order.site_url, checked.kept))
    gates.append(column_gate(column_states(checked.public, moment_of(order.options.today).date())))
    return gates, [f"{_kind(one)}　{acceptance_text(one)}" for one in diagnostics.acceptances]


def _kind(acceptance: Acceptance) -> str:
    return "隐私例外" if acceptance.rule.startswith("privacy-") else "警告"


def _differences(order: _Order, live: Release | None) -> Differences | None:
    from showcase.differences import UnreadableBuildError, build_of, compare, read_build
    from showcase.publishing.values import PublishError

    if live is None:
        return None
    try:
        return compare(build_of(live.manifest.by_path, order.target.read), read_build(order.site))
    except UnreadableBuildError as error:
        raise PublishError(f"比较不了：{error}") from None


def _tell(
    gates: Sequence[Gate], accepted: Sequence[str], live: Release | None, manifest: Manifest, found: Differences | None
) -> None:
    """Everything that whoever answers the question must know."""
    from showcase.differences import FORMATS
    from showcase.publishing.values import FileChanges

    for gate in gates:
        click.echo(f"{gate.title}：{gate.verdict}")
        _list("错误", gate.errors)
        _list("警告", gate.warnings)
    click.echo(f"接受的警告和隐私例外：{len(accepted)} 条")
    _list("接受", accepted)
    changes = FileChanges.between(live.manifest if live else None, manifest)
    if found is None or live is None:
        click.echo(f"\n第一次发布到这里：{_counted(changes)}")
    else:
        click.echo(f"\n与线上（{live.at:%Y-%m-%d %H:%M} 的 {live.id}）相比，{_counted(changes)}")
        click.echo(FORMATS["text"](found), nl=False)


def _counted(changes: FileChanges) -> str:
    pages = changes.pages
    files = f"文件新增 {len(changes.new)}、修改 {len(changes.changed)}、移走 {len(changes.gone)}"
    return f"{files}；其中页面新增 {len(pages.new)}、修改 {len(pages.changed)}、移走 {len(pages.gone)}。"


def _list(word: str, lines: Sequence[str]) -> None:
    for line in lines[:_SHOWN]:
        click.echo(f"　{word}　{line}")
    if len(lines) > _SHOWN:
        click.echo(f"　…… 共 {len(lines)} 条")


def _write_sheet(
    order: _Order,
    manifest: Manifest,
    live: Release | None,
    found: Differences | None,
    gates: Sequence[Gate],
    accepted: Sequence[str],
) -> None:
    from showcase.publishing.sheet import Sheet, sheet_html

    told = Sheet(order.site_name, order.target.name, order.at, manifest, live, found, gates, accepted)
    assert order.sheet is not None  # noqa: S101 – the caller asked
    order.sheet.write_text(sheet_html(told), encoding="utf-8")
    click.echo(f"\n审签单写在 {order.sheet}，用浏览器打开打印。")


def _is_wanted(order: _Order) -> bool:
    """Somebody says so: ``--yes``, or a person at a terminal."""
    if order.dry_run:
        click.echo("只检查、只比较，没有发布。")
        return False
    if order.yes:
        return True
    if not sys.stdin.isatty():
        click.echo("没有终端，问不了；确定要发布请加 --yes。没有发布。", err=True)
        return False
    click.echo(f"\n发布到 {order.target.name} 吗？[y/N] ", nl=False)
    if sys.stdin.readline().strip().lower() in ("y", "yes", "是"):
        return True
    click.echo("没有发布。")
    return False


def _roll_back(order: _Order) -> int:
    from showcase.publishing.releasing import roll_back

    with nullcontext() if order.dry_run else order.target.lock(order.by, order.at):
        live = order.target.live()
        click.echo(f"现在线上是 {live.id}（{live.at:%Y-%m-%d %H:%M} 发布）。" if live else "这里还没有发布过。")
        if not _is_wanted(order):
            return int(not order.dry_run)
        entry = roll_back(order.target, order.at, order.by)
    click.echo(f"已退回 {entry.release}。退下来的内容要再发布，重新运行 showcase publish。")
    _log_here(order, entry)
    return 0


def _log_here(order: _Order, entry: Entry) -> None:
    """The place has the log that counts; this one is a copy for whoever publishes."""
    from showcase.publishing.journal import append_entry

    try:
        append_entry(order.folders.root / _LOCAL_LOG, entry)
    except OSError as error:
        click.echo(f"本机的发布记录没有写上：{unwritable(error) or error.strerror}", err=True)


@click.command(
    "published",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="什么时候发布过什么：逐次列出，新的在前，附内容散列。",
)
@click.argument("place", metavar="目标")
@click.option("--endpoint", metavar="网址", default="", help="s3:// 的存储服务在哪里；不写就用 AWS 的设置。")
@click.option(
    "--format", "form", metavar="text|json", type=click.Choice(["text", "json"]), default="text", help="输出格式。"
)
@click.help_option("--help", help="显示帮助。")
def published_command(place: str, endpoint: str, form: str) -> int:
    """Exit code 0; 1 when the place cannot be read."""
    from showcase.publishing.journal import entry_line, journal_text
    from showcase.publishing.places import place_named
    from showcase.publishing.values import PublishError

    try:
        entries = place_named(place, endpoint).history()
    except PublishError as error:
        click.echo(f"{error}。", err=True)
        return 1
    if form == "json":
        click.echo(b"".join(map(entry_line, entries)).decode(), nl=False)
    else:
        click.echo(journal_text(entries), nl=False)
    return 0
