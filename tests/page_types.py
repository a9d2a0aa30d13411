"""Every type of page that this system makes, with an address of each: one list for all tests of the browser.

Two sites have them all: this repository's own, and a site of hard cases whose limits are so small that lists are cut
into pages. ``publish`` builds both, once for all processes of a run.
"""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from tests import site
from tests.conftest import REPOSITORY

__all__ = ["PAGE_TYPES", "PageType", "publish", "shared"]


@dataclass(frozen=True)
class PageType:
    """A page as its visitors see it."""

    name: str
    """Fit for a file's name."""
    template: str
    """In plugins/showcase/templates; ``main.html`` is that of the office's free pages."""
    url: str
    """Below the folder of both sites: ``hard/`` is that of hard cases, all else the repository's."""
    ready: str = ""
    """What is true, as a script, when the page has filled itself; empty for a page that is ready when it is loaded."""
    moves_on: bool = False
    """Leads elsewhere at once, so that nobody ever looks at it."""


_SETTLED = "document.querySelector('[data-found]:not([hidden])')?.querySelector('.card, tbody tr, [data-none]:not([hidden])')"
_ANSWERED = "document.querySelector('[data-finder]').dataset.done"

PAGE_TYPES = (
    PageType("home", "home.html", ""),
    PageType("roll-few", "roll.html", "hard/honors/"),
    PageType("roll-level-few", "roll_list.html", "hard/honors/levels/shi-ji/"),
    PageType("statistics-few", "statistics.html", "hard/statistics/"),
    PageType("news-few", "news.html", "hard/news/"),
    PageType("volume-print-few", "volume_print.html", "hard/compilations/chunfeng/print/"),
    PageType("data-few", "data.html", "hard/data/"),
    PageType("about", "main.html", "about/"),
    PageType("guide", "main.html", "guide/"),
    PageType("404", "404.html", "404.html"),
    PageType("directory", "directory.html", "units/"),
    PageType("directory-chosen", "directory.html", f"units/?region={quote('清源区')}&view=cards", ready=_SETTLED),
    PageType("directory-table", "directory.html", "units/?view=table&sort=level", ready=_SETTLED),
    PageType("directory-none", "directory.html", f"units/?q={quote('没有这一家')}", ready=_SETTLED),
    PageType("search", "search.html", f"search/?q={quote('志愿')}", ready=_ANSWERED),
    PageType("search-none", "search.html", f"search/?q={quote('没有这样的话')}", ready=_ANSWERED),
    PageType("search-start", "search.html", "search/"),
    PageType("unit", "unit.html", "units/bailu-town/"),
    PageType("unit-withdrawn-title", "unit.html", "units/beidu-market/"),
    PageType("article", "article.html", "units/liuwan-village/shuxia-yishi/"),
    PageType("article-video", "article.html", "units/bailu-town/xunhe-duanpian/"),
    PageType("archive", "archive.html", "units/bailu-town/archive/"),
    PageType("archive-tree", "archive_tree.html", "units/bailu-town/archive/by-indicator/"),
    PageType("activity", "activity.html", "units/bailu-town/activity/"),
    PageType("evidence", "evidence.html", "units/bailu-town/evidence/"),
    PageType("roll", "roll.html", "honors/"),
    PageType("roll-level", "roll_list.html", "honors/levels/sheng-ji/"),
    PageType("roll-region", "roll_list.html", "honors/regions/9901/"),
    PageType("roll-year", "roll_list.html", "honors/years/2024/"),
    PageType("roll-revoked", "roll_list.html", "honors/revoked/"),
    PageType("roll-history", "roll_list.html", "honors/history/"),
    PageType("roll-others", "roll_list.html", "honors/others/"),
    PageType("roll-index", "roll_index.html", "honors/bodies/"),
    PageType("decisions", "decisions.html", "decisions/"),
    PageType("decision", "decision.html", "decisions/2024-03-shiji-mingming/"),
    PageType("notices", "notices.html", "notices/"),
    PageType("notice-open", "notice.html", "notices/2026-11-nimingming/"),
    PageType("notice-over", "notice.html", "notices/2024-02-nimingming/"),
    PageType("notice-withdrawn", "withdrawn.html", "notices/2026-10-lvyou/"),
    PageType("volumes", "volumes.html", "compilations/"),
    PageType("volume", "volume.html", "compilations/chunfeng/"),
    PageType("chapter", "chapter.html", "compilations/chunfeng/bailu-town--zhiyuan-hezhang/"),
    PageType("volume-print", "volume_print.html", "compilations/chunfeng/print/"),
    PageType("topics", "topics.html", "topics/"),
    PageType("topic", "topic.html", "topics/zhiyuan-fuwu/"),
    PageType("news", "news.html", "news/"),
    PageType("feeds", "feeds.html", "feeds/"),
    PageType("feeds-units", "feed_list.html", "feeds/units/"),
    PageType("data", "data.html", "data/"),
    PageType("statistics", "statistics.html", "statistics/"),
    PageType("site-activity", "site_activity.html", "statistics/activity/"),
    PageType("site-activity-list", "site_activity_list.html", "statistics/activity/latest/"),
    PageType("editions", "editions.html", "indicators/"),
    PageType("edition", "edition.html", "indicators/2012-quanguo/"),
    PageType("indicator", "indicator.html", "indicators/2012-quanguo/jie-dui-bang-fu/"),
    PageType("matrix", "matrix.html", "indicators/2012-quanguo/matrix/"),
    PageType("directory-names", "directory_names.html", "hard/units/"),
    PageType("unit-longest", "unit.html", "hard/units/changming/"),
    PageType("articles", "articles.html", "hard/units/changming/all_articles/"),
    PageType("article-one-sentence", "article.html", "hard/units/changming/yiju/"),
    PageType("article-many-photos", "article.html", "hard/units/bailu-town/sishi/"),
    PageType("article-withdrawn", "withdrawn.html", "hard/units/bailu-town/chexia/"),
    PageType("topic-of-one", "topic.html", "hard/topics/yi-feng-yi-su/"),
    PageType("directory-region", "directory_names.html", "hard/units/by_region/9901/"),
    PageType("redirect", "redirect.html", "hard/jiu-dizhi/", moves_on=True),
)


def publish(folder: Path) -> Path:
    """Both sites below a folder that processes of a test run share; whoever comes first builds them.

    :raises AssertionError: a build failed; its output is the message
    """
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            new = folder.with_name(f"{folder.name}-new")
            for result in (_sample(new), _hard(new / "hard", folder.with_name(f"{folder.name}-hard"))):
                assert result.code == 0, result.output
            new.rename(folder)
    return folder


def shared(factory: pytest.TempPathFactory) -> Path:
    """The folder of both sites that all tests of a run share, whichever process they run in."""
    base = factory.getbasetemp()
    return publish((base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "page-types")


def _sample(place: Path) -> site.Result:
    """Built where it stands, so that the photos made now are there for ``make site``."""
    return site.run(REPOSITORY, "mkdocs", "build", "-q", "-d", str(place))


# --- a site of hard cases -------------------------------------------------------------------------------

_NAME = (
    "云川市望山县𠮷祥䶮泉镇人民政府便民服务中心暨新时代文明实践所志愿服务队青年突击分队文明窗口创建工作领导小组办公室"
)
_SENTENCE = "清晨沿着白鹭河一路走一路看哪里有人丢了瓶子就弯腰捡起来放进随身的袋子里" * 84
_GALLERY = "\n\n".join(f"![第{n}次巡河](photos/{n:02}-巡河.jpg)" for n in range(1, 41))


def _article(title: str, body: str, date: str, *more: str) -> str:
    return "\n".join(("---", "type: 经验", f"title: {title}", f"date: {date}", *more, "---", body, ""))


def _hard(place: Path, root: Path) -> site.Result:
    style = (
        f"theme: {{name: material, custom_dir: {REPOSITORY}/site_config/theme, language: zh, font: false}}\n"
        "extra_css: [{css}]\nextra_javascript: [assets/showcase.js]\n"
    ).replace("{css}", ", ".join(_styles()))
    limits = "{cards: 1, names: 2, lines: 2, chapters: 1, rows: 40}"
    settings = site.MKDOCS.replace("theme: {name: material, language: zh, font: false}\n", style)
    settings = settings.replace("{today: 2026-11-18}", f"{{today: 2026-11-18, limits: {limits}}}")
    long = site.UNIT.replace("云川市清源区白鹭镇人民政府", _NAME).replace("short_name: 白鹭镇\n", "")
    files = {
        "mkdocs.yml": settings,
        "units/changming/index.md": long,
        "units/changming/yiju.md": _article("一句话", _SENTENCE, "2024-01-02"),
        "units/changming/er.md": _article("第二篇", "正文。", "2024-02-02"),
        "units/changming/san.md": _article("第三篇", "正文。", "2024-03-02", "topics: [移风易俗]"),
        "units/bailu-town/sishi.md": _article("四十张照片", _GALLERY, "2024-05-06", "aliases: [/jiu-dizhi/]"),
        "units/bailu-town/chexia.md": _article(
            "撤下的一篇", "正文。", "2024-05-07", "withdrawn: {date: 2024-06-01, reason: 数字有误}"
        ),
        **{
            f"units/bailu-town/photos/{n:02}-巡河.jpg": site.photo(900, 600, f"#{n * 5 + 20:02x}a874")
            for n in range(1, 41)
        },
    }
    result = site.build(root, files, "-q", "-d", str(place))
    return result


def _styles() -> list[str]:
    """As mkdocs.yml has them."""
    text = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    return (
        next(line for line in text.splitlines() if line.startswith("extra_css:")).split("[")[1].rstrip("]").split(", ")
    )
