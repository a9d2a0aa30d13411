"""The command ``showcase``: check without building, fix addresses for life, compare builds, make a demo site.

What only one command needs is imported where that command uses it: ``--help`` then takes 0.1 s, not 1.1 s.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from showcase import __version__
from showcase.asides import accepted_lines, exception_lines, is_below
from showcase.chinese_click import ChineseGroup, explain
from showcase.diagnostics import Diagnostic, Diagnostics, Severity, suggest
from showcase.invocation import WholeNumber, config_option, loaded_config, moment_of, parts_of, site_of
from showcase.publish_command import publish_command, published_command
from showcase.reports import FORMATS
from showcase.workers import WorkerError

if TYPE_CHECKING:
    from showcase.config import ShowcaseConfig
    from showcase.loading import Folders
    from showcase.model.volumes import Volume
    from showcase.pipeline import Checked
    from showcase.printing import Commission

__all__ = ["main"]

DIFF_FORMATS: Final = ("text", "json")
"""Keys of :data:`showcase.differences.FORMATS`, said here so that help need not load it; tests compare them."""
MOMENT_FORMATS: Final = ("text", "iso", "json")
"""Keys of :data:`showcase.schedule.FORMATS`; likewise."""
BOOK_FORMATS: Final = ("pdf", "epub", "html")
"""Of :mod:`showcase.books`; likewise."""
MAX_UNITS: Final = 40_000
"""As in :mod:`showcase.demo`; likewise."""


def main() -> NoReturn:
    """Entry point: wrong calls are told in Chinese and exit with 2."""
    try:
        sys.exit(commands.main(standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message, err=True)
        sys.exit(2)
    except click.UsageError as error:
        click.echo(f"用法错误：{explain(error)}\n运行 showcase --help 看帮助。", err=True)
        sys.exit(2)
    except click.Abort:
        click.echo("已中断。", err=True)
        sys.exit(130)


@click.group(
    cls=ChineseGroup,
    commands=[publish_command, published_command],
    subcommand_metavar="命令…",
    options_metavar="[选项]",
    help="文明单位创建成果展：预览、检查内容、固定网址、比较两次建站、发布、清理照片缓存、生成演示站。",
)
@click.version_option(__version__, "--version", message="showcase %(version)s", help="显示版本。")
@click.help_option("--help", help="显示帮助。")
def commands() -> None:
    """All commands."""


@commands.command(
    "check", options_metavar="[选项]", help="检查单位、公文和设置，不生成网站；写明路径时只报这些文件或文件夹的问题。"
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[路径]…")
@click.option(
    "--format", "form", metavar="|".join(FORMATS), type=click.Choice(list(FORMATS)), default="text", help="输出格式。"
)
@click.option("--accepted", is_flag=True, help="列出各文件里接受的警告和理由。")
@click.option("--columns", is_flag=True, help="列出各栏目有多少内容、多久没有更新，空白的和太久的另外写明。")
@click.option("--strict", is_flag=True, help="有警告也算不通过。")
@click.option("--today", metavar="日期", help="按哪一天检查，如 2026-11-18；默认用 mkdocs.yml 的设置。")
@click.option(
    "--site",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="改为检查建好的网站：逐个打开全部文件，看图片和附件有没有带拍摄位置等信息，有没有原图。",
)
@config_option
@click.help_option("--help", help="显示帮助。")
def check_command(
    paths: tuple[Path, ...],
    form: str,
    accepted: bool,
    columns: bool,
    strict: bool,
    today: str | None,
    site: Path | None,
    config_file: Path,
) -> int:
    """Exit code 0 when all is well, 1 on errors (with ``--strict`` on warnings too), 2 on a wrong call."""
    folders, options = site_of(config_file)
    wanted = tuple(_relative(path, folders.root) for path in paths)
    diagnostics, checked = _check(folders, options, today)
    if site is not None:
        if paths or accepted:
            raise click.UsageError("--site 检查整个网站，不能再写路径或 --accepted")
        return _report(_inspected(site, folders, diagnostics, checked), form, strict=strict)
    if checked is None:
        wanted = ()  # the settings are at fault: nothing was checked, whatever was asked for
    for line in accepted_lines(diagnostics, wanted) if accepted else exception_lines(diagnostics, wanted):
        click.echo(line, err=form != "text")
    code = _report([d for d in diagnostics if is_below(d.location.file, wanted)], form, strict=strict)
    if columns and checked is not None:
        _tell_columns(checked, moment_of(today or options.today).date(), aside=form != "text")
    return code


@commands.command(
    "urls",
    options_metavar="[选项]",
    help="把各篇材料、授予机关、届次等的网址写入 site_config/urls.yml，写入后不再改变；发布前运行。",
)
@config_option
@click.help_option("--help", help="显示帮助。")
def urls_command(config_file: Path) -> int:
    """Addresses once written stay; those of new public articles, awarding bodies, terms … are added."""
    import yaml

    from showcase.loading import unrecorded

    folders, options = site_of(config_file)
    diagnostics, checked = _check(folders, options, None)
    if diagnostics.errors or checked is None:
        click.echo(FORMATS["text"](diagnostics.errors), nl=False)
        click.echo(f"{len(diagnostics.errors)} 个错误，没有写入网址；请先改正。")
        return 1
    known = dict(checked.collection.config.urls)
    new = unrecorded(checked.public)
    if not new:
        click.echo(f"没有新的网址，共 {len(known)} 个。")
        return 0
    head = "# 各篇材料、授予机关、届次、类别、级别、话题首次发布时的网址，由 showcase urls 写入；已有的行不要改。\n"
    lines = yaml.safe_dump({**known, **new}, allow_unicode=True, sort_keys=True, width=1000)
    (folders.site_config / "urls.yml").write_text(head + lines, encoding="utf-8")
    click.echo(f"新写入 {len(new)} 个网址，共 {len(known) + len(new)} 个。")
    return 0


@commands.command(
    "next-change",
    options_metavar="[选项]",
    help="网站下一次该变的时刻，到时再建一次站：定时的内容到时间，公示开始、截止、剩余天数减少、结果公布，"
    "称号届满，或进入新的一年。",
)
@click.option(
    "--format",
    "form",
    metavar="|".join(MOMENT_FORMATS),
    type=click.Choice(list(MOMENT_FORMATS)),
    default="text",
    help="输出格式；iso 只有时刻，给定时任务用。",
)
@click.option("--today", metavar="时间", help="从何时算起，如 2026-11-18 或 2026-11-18T09:30；默认见 mkdocs.yml。")
@config_option
@click.help_option("--help", help="显示帮助。")
def next_change_command(form: str, today: str | None, config_file: Path) -> int:
    """Exit code 0 with a moment, for there always is one; 1 when files have errors, 2 on a wrong call."""
    from showcase.kept import kept_in
    from showcase.loading import load_collection
    from showcase.model.changes import changes_after
    from showcase.schedule import FORMATS as WRITERS

    folders, options = site_of(config_file)
    now, diagnostics = moment_of(today or options.today), Diagnostics()
    collection = load_collection(folders, diagnostics, kept_in(folders.cache))
    if collection is None or diagnostics.errors:  # a file that cannot be read may be the one that is due
        click.echo(f"{diagnostics.summary()}，说不准下一次变化；请先运行 showcase check 并改正。", err=True)
        return 1
    click.echo(WRITERS[form](changes_after(collection, now)), nl=False)
    return 0


@commands.command(
    "diff",
    options_metavar="[选项]",
    help="比较两次建好的网站：数据里新增、撤销、更名了什么，旧网址还在不在；发布前运行。只比较数据和网址，不比较正文。",
)
@click.argument("old", type=click.Path(path_type=Path), metavar="旧网站")
@click.argument("new", type=click.Path(path_type=Path), metavar="新网站")
@click.option(
    "--format",
    "form",
    metavar="|".join(DIFF_FORMATS),
    type=click.Choice(list(DIFF_FORMATS)),
    default="text",
    help="输出格式。",
)
@click.help_option("--help", help="显示帮助。")
def diff_command(old: Path, new: Path, form: str) -> int:
    """Exit code 0, or 1 when an address of the old build is not there any more; 2 when there is no build to read."""
    from showcase.differences import FORMATS as WRITERS
    from showcase.differences import UnreadableBuildError, compare, read_build

    try:
        found = compare(read_build(old), read_build(new))
    except UnreadableBuildError as error:
        raise click.UsageError(str(error)) from None
    click.echo(WRITERS[form](found), nl=False)
    return int(bool(found.missing))


@commands.command(
    "photos",
    options_metavar="[选项]",
    help="照片的缓存：写明 --gc 时，删去现在的网站不用的尺寸；一小时内做好或用过的总是留着。",
)
@click.option("--gc", is_flag=True, help="清理缓存。")
@config_option
@click.help_option("--help", help="显示帮助。")
def photos_command(gc: bool, config_file: Path) -> int:
    """Exit code 1 when the site has errors: what it uses is then not known, and nothing is removed."""
    from showcase.config import cache_of
    from showcase.renditions import clean_cache

    if not gc:
        raise click.UsageError("没有写明要做什么；清理缓存请写 showcase photos --gc")
    folders, options = site_of(config_file)
    diagnostics, checked = _check(folders, options, None)
    if diagnostics.errors or checked is None:
        click.echo(FORMATS["text"](diagnostics.errors), nl=False)
        click.echo(f"{len(diagnostics.errors)} 个错误，没有清理缓存；请先改正。")
        return 1
    photos = (photo for unit in checked.collection.units for photo in unit.pictures)  # drafts too: ``serve`` shows them
    cleaned = clean_cache(photos, cache_of(folders.root, options), avif=options.photos.avif)
    click.echo(f"删去 {cleaned.files} 个文件，共 {cleaned.size / 1e6:.1f} MB；留下 {cleaned.kept} 个。")
    return 0


@commands.command(
    "serve",
    options_metavar="[选项]",
    help="预览：改单位、公文、设置或模板，保存后浏览器自动刷新；草稿也看得到；不写入 site/。",
)
@click.option("--port", metavar="端口", type=WholeNumber(0, 65535), default=8000, help="默认 8000；0 是任选一个。")
@click.option("--host", metavar="地址", default="127.0.0.1", help="默认 127.0.0.1，只有本机能看。")
@click.option("--no-livereload", is_flag=True, help="浏览器不自动刷新。")
@config_option
@click.help_option("--help", help="显示帮助。")
def serve_command(port: int, host: str, no_livereload: bool, config_file: Path) -> int:
    """Until it is interrupted."""
    from showcase.serving import serve

    site_of(config_file)  # says in words what is wrong with it
    try:
        serve(config_file, host, port, click.echo, livereload=not no_livereload)
    except WorkerError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.UsageError(f"不能在 {host}:{port} 预览：{_reason(error)}") from None
    return 0


def _reason(error: OSError) -> str:
    """In words, where somebody can do something about it."""
    reasons = {
        errno.EADDRINUSE: "这个端口已有程序在用，请用 --port 换一个",
        errno.EACCES: "没有权限，请用 --port 换一个大于 1024 的端口",
        errno.ENOSPC: "系统允许监视的文件夹用完了，请让管理员加大 fs.inotify.max_user_watches",
        errno.EMFILE: "系统允许的监视用完了，请让管理员加大 fs.inotify.max_user_instances",
    }
    return reasons.get(error.errno or 0, error.strerror or str(error))


@commands.command(
    "demo",
    options_metavar="[选项]",
    help="在一个空文件夹里生成完整的演示站：单位、材料、照片、决定、公示、汇编和设置；同样的选项生成同样的文件。",
)
@click.option(
    "--units", metavar="个数", type=WholeNumber(1, MAX_UNITS), default=60, help=f"单位，1—{MAX_UNITS}；默认 60。"
)
@click.option(
    "--articles", metavar="篇数", type=WholeNumber(0, 49), default=4, help="平均每个单位的材料，0—49；默认 4。"
)
@click.option("--photos", metavar="张数", type=WholeNumber(0, 40), default=2, help="平均每个单位的照片，0—40；默认 2。")
@click.option(
    "--photo-edge",
    metavar="像素",
    type=WholeNumber(64, 8000),
    default=480,
    help="照片的长边，64—8000；默认 480，4000 是 1200 万像素。",
)
@click.option("--seed", metavar="种子", type=int, default=1, help="换一个数，就是另一个站；默认 1。")
@click.option("--today", metavar="日期", default="2026-11-18", help="演示站的“今天”；默认 2026-11-18。")
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.help_option("--help", help="显示帮助。")
def demo_command(units: int, articles: int, photos: int, photo_edge: int, seed: int, today: str, folder: Path) -> int:
    """Exit code 2 for a folder that has something in it, or cannot be written."""
    from showcase.demo import Counts, Plan, make_site, write_files

    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise click.UsageError(f"“{folder}”不是空文件夹；请换一个，或先移走里面的东西")
    plan = Plan(units, articles, photos, seed, moment_of(today).date(), photo_edge)
    counts = Counts()
    try:
        size = sum(write_files(folder, make_site(plan, _theme(), counts)))
    except OSError as error:
        raise click.UsageError(f"写不进“{folder}”：{error.strerror}") from None
    click.echo(
        f"生成了 {counts.units} 个单位、{counts.articles} 篇材料、{counts.pictures} 张照片、{counts.decisions} 份决定、"
        f"{counts.notices} 份公示、{counts.compilations} 辑汇编，共 {counts.files} 个文件，{size / 1e6:.1f} MB。\n"
        f"接下来：cd {folder}，再运行 showcase check 或 mkdocs build。"
    )
    return 0


@commands.command(
    "book",
    options_metavar="[选项]",
    help="把汇编做成书：PDF、EPUB 或一个 HTML 文件；写明名称（文件名，如 chunfeng）时只做这几辑。做过没变的直接取用。",
)
@click.argument("slugs", nargs=-1, metavar="[名称]…")
@click.option(
    "--format",
    "forms",
    metavar="格式",
    default="pdf,epub",
    help=f"要哪几种，用逗号隔开：{'、'.join(BOOK_FORMATS)}；默认 pdf,epub。",
)
@click.option("--out", metavar="文件夹", type=click.Path(path_type=Path), default="books", help="默认 books/。")
@config_option
@click.help_option("--help", help="显示帮助。")
def book_command(slugs: tuple[str, ...], forms: str, out: Path, config_file: Path) -> int:
    """Exit code 1 when the site has errors or a book could not be made."""
    from showcase.pipeline import finished_volumes
    from showcase.printing import print_volumes, printable
    from showcase.progress import PhotoProgress

    wanted = _book_forms(forms)
    config = loaded_config(config_file)
    folders, options = parts_of(config, config_file)
    diagnostics, checked = _check(folders, options, None)
    if diagnostics.errors or checked is None:
        click.echo(FORMATS["text"](diagnostics.errors), nl=False)
        click.echo(f"{len(diagnostics.errors)} 个错误，没有做书；请先改正。")
        return 1
    volumes = printable(finished_volumes(checked, moment_of(options.today).date()).all)
    if unknown := next((slug for slug in slugs if slug not in volumes), None):
        raise click.UsageError(f"没有可以做成书的汇编“{unknown}”{suggest(unknown, volumes)}")
    chosen = tuple(volumes[slug] for slug in dict.fromkeys(slugs or volumes))
    progress = PhotoProgress(sys.stderr)
    try:
        order = _commission(chosen, wanted, out, folders, options, config.site_url or "")
        found = print_volumes(checked, order, click.echo, progress.tell)
    except OSError as error:
        raise click.UsageError(f"写不进“{out}”：{error.strerror}") from None
    finally:
        progress.close()
    diagnostics.extend(found)
    rules = {d.rule for d in found}
    shown = [d for d in diagnostics.settled() if d.rule in rules]
    return _report(shown, "text", strict=False) if shown else 0


def _commission(
    chosen: tuple[Volume, ...], forms: tuple[str, ...], out: Path, folders: Folders, options: ShowcaseConfig, url: str
) -> Commission:
    from mkdocs.exceptions import ConfigurationError

    from showcase.config import cache_of, fonts_of
    from showcase.printing import Commission

    try:
        fonts = fonts_of(folders.root, options)
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from None
    site_url, cache = f"{url.rstrip('/')}/", cache_of(folders.root, options)
    return Commission(volumes=chosen, forms=forms, site_url=site_url, cache=cache, out=out, fonts=fonts)


@commands.command(
    "import",
    options_metavar="[选项]",
    help="把一份 Word 材料（.docx）变成单位文件夹里的一篇材料和照片，然后检查；已有的文件不覆盖。",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.argument("unit", metavar="单位")
@config_option
@click.help_option("--help", help="显示帮助。")
def import_command(file: Path, unit: str, config_file: Path) -> int:
    """Exit code 1 when what came of it has errors; 2 when nothing could be brought in."""
    from showcase.importing import ImportRefusedError, bring_in

    folders, options = site_of(config_file)
    units = {place.name: place for place in folders.units.iterdir() if (place / "index.md").is_file()}
    if unit not in units:
        raise click.UsageError(f"没有单位文件夹“{unit}”{suggest(unit, units)}")
    if not file.is_file():
        raise click.UsageError(f"没有“{file}”这个文件")
    try:
        arrived = bring_in(file, units[unit])
    except ImportRefusedError as error:
        raise click.UsageError(f"“{file.name}”{error}") from None
    except OSError as error:
        raise click.UsageError(f"写不进“{units[unit]}”：{error.strerror}") from None
    put = [_relative(place, folders.root) for place in (arrived.article, *arrived.photos)]
    click.echo(f"写好 {put[0]}，照片 {len(arrived.photos)} 张。请核对类别、日期和小标题。")
    click.echo("".join(f"注意　{loss}\n" for loss in arrived.losses), nl=False)
    diagnostics, _ = _check(folders, options, None)
    return _report([d for d in diagnostics if d.location.file in put], "text", strict=False)


def _book_forms(written: str) -> tuple[str, ...]:
    forms = tuple(dict.fromkeys(form.strip().lower() for form in written.split(",") if form.strip()))
    wrong = next((form for form in forms if form not in BOOK_FORMATS), None)
    if wrong is not None or not forms:
        raise click.UsageError(f"“--format”里没有“{wrong or written}”，只能是：{'、'.join(BOOK_FORMATS)}")
    return forms


def _theme() -> Path | None:
    """Styles of the site in whose folder the command is run, or of the repository that it is run from."""
    places = (Path.cwd(), Path(__file__).resolve().parents[2])
    return next((theme for place in places if (theme := place / "site_config" / "theme").is_dir()), None)


def _check(folders: Folders, options: ShowcaseConfig, today: str | None) -> tuple[Diagnostics, Checked | None]:
    from showcase.pipeline import check

    diagnostics = Diagnostics()
    try:
        return diagnostics, check(folders, moment_of(today or options.today), diagnostics)
    except WorkerError as error:
        raise click.ClickException(str(error)) from None


def _inspected(site: Path, folders: Folders, found: Diagnostics, checked: Checked | None) -> list[Diagnostic]:
    """The gate once more, without memory; without usable settings the originals are not known, and these are told."""
    from showcase.inspection import inspect_site, originals_of, recordings_of, source_in

    if not site.is_dir():
        raise click.UsageError(f"没有“{site}”这个文件夹")
    originals = originals_of(checked.collection) if checked else {}
    source = source_in(folders, site.resolve(), recordings_of(checked.collection) if checked else {})
    try:
        problems = inspect_site(site, originals, source).diagnostics
    except WorkerError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.UsageError(f"读不全“{site}”：{error.strerror}") from None
    return [*problems, *(() if checked else found)]


def _tell_columns(checked: Checked, today: dt.date, *, aside: bool) -> None:
    """Empty columns and those where nothing came for long: no fault of a file, but of the site (DOMAIN.md §3.4)."""
    from showcase.model.columns import column_notes, column_states  # here: the model takes its time to load

    states = column_states(checked.public, today)
    for line in (*(state.words for state in states), *column_notes(states)):
        click.echo(line, err=aside)


def _report(shown: list[Diagnostic], form: str, *, strict: bool) -> int:
    """Print, and the exit code."""
    click.echo(FORMATS[form](shown), nl=False)
    if form == "text":
        click.echo(_closing(shown))
    return int(any(strict or d.severity is Severity.ERROR for d in shown))


def _relative(path: Path, root: Path) -> str:
    plain = Path(os.path.normpath(path.absolute()))  # ``..`` goes, but a link that is itself at fault stays
    absolute = plain.parent.resolve() / plain.name
    if not os.path.lexists(absolute):
        raise click.UsageError(f"没有“{path}”这个文件或文件夹")
    if not absolute.is_relative_to(root):
        raise click.UsageError(f"“{path}”不在网站文件夹里")
    return unicodedata.normalize("NFC", absolute.relative_to(root).as_posix())


def _closing(shown: list[Diagnostic]) -> str:
    counted = Diagnostics()
    counted.extend(shown)
    return counted.summary()
