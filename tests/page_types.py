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


_SETTLED = (
    "document.querySelector('[data-found]:not([hidden])')?.querySelector('.card, tbody tr, [data-none]:not([hidden])')"
)
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
    PageType("free-page-rich", "main.html", "hard/baosong/"),
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
_EXTENSIONS = """
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.caret
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji , emoji_generator: !!python/name:material.extensions.emoji.to_svg }
  - pymdownx.highlight: {anchor_linenums: true}
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.mark
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist: {custom_checkbox: true}
  - pymdownx.tilde
"""
"""What an office may switch on that has read Material's manual."""
_FREE = """\
---
title: 材料怎样报送
---
每年 3 月报一次，名称写全称[^1]。要改的地方用 ==黄色== 标出，~~不用的~~ 划去，^^新加的^^ 加下划线；面积写 m^2^，二氧化碳写 CO~2~。

!!! note "先看这里"
    同一个单位只建一个文件夹。照片放在 `photos/` 里，见[投稿指南](#zhaopian)。

    - 第一张作封面；
    - 不加水印。

!!! tip "省事的办法"
    从去年的文件夹复制。

!!! warning "截止以后"
    不再收材料，下一年再报。

!!! danger "不能公开的"
    身份证号码、手机号码。

??? question "没有照片行不行？"
    行。页面上用单位名称代替。

???+ success "报好了是什么样"
    名录里能查到。

## 一步一步来 {#zhaopian}

- [x] 建好文件夹
- [ ] 写好概况
    - [x] 一句话介绍
    - [ ] 三段以内

办法是：

1. 打开电脑
2. 按 ++ctrl+s++ 存盘
    1. 先存到桌面
    2. 再放进文件夹

=== "机关"
    写清内设机构。

    | 项目 | 写什么 |
    |---|---|
    | 名称 | 全称 |
=== "村镇"
    写清常住人口。
=== "学校"
    写清在校学生。

概况
:   三段话，说清是谁、做什么、做得怎样。

全称
:   公章上的名称。

| 届次 | 年份 | 文明单位 | 文明村镇 | 文明校园 | 文明社区 | 合计 | 说明 |
|:---|:--:|--:|--:|--:|--:|--:|:---|
| 第一届 | 1999 | 12 | 3 | 2 | 1 | 18 | 当时没有分类别公布，数字由后来的文件推出 |
| 第二届 | 2002 | 15 | 6 | 4 | 2 | 27 | 含复查保留的 |

> 写得短，读的人才多。

``` yaml title="index.md"
# 文件头这样写
name: 云川市清源区白鹭镇人民政府   # 全称，与公章一致，不要写简称，也不要加括号里的说明
joined: 2024-01-02
levels: [市级, 县级]
```

``` text linenums="1"
units/bailu-town/index.md
units/bailu-town/photos/01-巡河.jpg
```

行内程序 `#!py x = 1`，图标 :material-check:，术语 HTML，{++加++}{--减--}{>>批注<<}。

<div class="grid cards" markdown>

-   :material-clock: __每年 3 月__

    报送材料。

-   __每年 9 月__

    公布结果。

</div>

[下载样板](#zhaopian){ .md-button } [开始](#zhaopian){ .md-button .md-button--primary }

---

[^1]: 与公章一致。

*[HTML]: 网页的写法
"""
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
    settings = settings.partition("\nmarkdown_extensions:")[0] + _EXTENSIONS
    long = site.UNIT.replace("云川市清源区白鹭镇人民政府", _NAME).replace("short_name: 白鹭镇\n", "")
    files = {
        "mkdocs.yml": settings,
        "content/baosong.md": _FREE,
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
