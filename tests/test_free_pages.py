"""The office's own pages: trusted, or cleaned with all that Material's extensions make left as it is."""

from __future__ import annotations

import markdown
import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

from showcase.markdown import clean_page
from tests import site

EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.caret", "pymdownx.details", "pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite"),
    *("pymdownx.keys", "pymdownx.mark", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist"),
    *("pymdownx.tilde", "pymdownx.betterem", "pymdownx.magiclink", "pymdownx.critic"),
]
SETTINGS = {
    "toc": {"permalink": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.highlight": {"anchor_linenums": True, "linenums": True},
    "pymdownx.emoji": {
        "emoji_index": __import__("material.extensions.emoji", fromlist=["x"]).twemoji,
        "emoji_generator": __import__("material.extensions.emoji", fromlist=["x"]).to_svg,
    },
}
RICH = """\
# 使用指南 {#zhinan}

!!! note "提示"
    每周六 ++ctrl+alt+del++，==重点==、~~删去~~、H~2~O、x^2^、^^加^^。

??? warning
    折叠的内容 :material-check:

- [x] 做完了
- [ ] 还没有

=== "甲"
    甲的内容[^1]
=== "乙"
    乙的内容

| 左 | 中 | 右 |
|:---|:--:|---:|
| 1  | 2  | 3  |

词条
:   解释，HTML 见[官网](https://example.org/){target=_blank rel=noopener}、[信箱](mailto:a@example.org)、[下一节](#di-er)

``` py linenums="1"
print("<script>")
```

行内 `#!py x = 1`，图 ![说明](assets/tu.svg){ loading=lazy width=300 }

<div class="grid cards" markdown>

-   :material-clock:{ .lg .middle } __卡片__

</div>

<figure markdown="span"><img src="tu.svg" alt="甲"><figcaption>图一</figcaption></figure>

[按钮](guide/){ .md-button .md-button--primary }

## 第二 {#di-er}

[^1]: 脚注。

*[HTML]: 超文本
"""


def shape(html: str) -> list[tuple[str, dict[str, object], str]]:
    """Every element with its attributes and words, in order; ``tbody`` every browser adds itself."""
    page = BeautifulSoup(html, "html.parser")
    elements = (e for e in page.find_all(True) if isinstance(e, Tag) and e.name != "tbody")
    return [(e.name, dict(sorted(e.attrs.items())), e.get_text()) for e in elements]


@pytest.mark.filterwarnings("ignore")
def test_all_that_the_extensions_make_is_left():
    html = markdown.markdown(RICH, extensions=EXTENSIONS, extension_configs=SETTINGS)
    found = clean_page(html)
    assert found.removals == ()
    assert shape(found.html) == shape(html)
    kinds = {e.name for e in BeautifulSoup(html, "html.parser").find_all(True)}
    assert kinds >= {"details", "kbd", "mark", "label", "input", "svg", "table", "dl", "figure", "abbr", "pre", "sup"}


HOSTILE = """\
---
title: 关于
---
关于本站。

<script>alert(1)</script>

<p onclick="alert(1)">点我</p>

[坏链接](javascript:alert(1))

<img src="https://evil.example/x.png" alt="外来的图">

<iframe src="https://evil.example/"></iframe>

<input type="text" id="__search">

**留下的**
"""
CHECKED = site.MKDOCS.replace("{today: 2026-11-18}", "{today: 2026-11-18, free_pages: checked}")
TOLD = [
    "content/about.md:6:1: 已去掉标签 <script>：它能执行程序，或向别的网站取东西，这里不允许 (removed-html)",
    "content/about.md:8:1: 已去掉<p> 的属性 onclick：它能执行程序，或向别的网站取东西，这里不允许 (removed-html)",
    "content/about.md:1:1: 已去掉<a> 的 href=“javascript:alert(1)”：它能执行程序，或向别的网站取东西，这里不允许 (removed-html)",
    "content/about.md:12:1: 已去掉<img> 的 src=“https://evil.example/x.png”：它能执行程序，或向别的网站取东西，这里不允许 (removed-html)",
    "content/about.md:14:1: 已去掉标签 <iframe>：它能执行程序，或向别的网站取东西，这里不允许 (removed-html)",
    "content/about.md:16:1: 已去掉<input> 的 type=“text”：它能执行程序，或向别的网站取东西，这里不允许 (removed-html)",
    "content/about.md:16:1: 已去掉<input> 的 id=“__search”：它能执行程序，或向别的网站取东西，这里不允许 (removed-html)",
]


def test_a_checked_page_loses_what_acts_and_says_so(build):
    result = build({"content/about.md": HOSTILE, "mkdocs.yml": CHECKED})
    assert result.code == 0, result.output
    assert sorted(line for line in result.problems() if "removed-html" in line) == sorted(TOLD)
    article = result.page("about/").find("article")
    assert "留下的" in article.get_text()
    assert "点我" in article.get_text()
    assert not article.find(["script", "iframe"])
    for word in ("javascript:", "evil.example", "onclick", "alert"):
        assert word not in str(article), word
    again = site.run(result.root, "mkdocs", "build")
    assert sorted(line for line in again.problems() if "removed-html" in line) == sorted(TOLD), "told again"
    assert site.run(result.root, "mkdocs", "build", "--strict").code == 1


def test_a_trusted_page_is_the_offices_own(build):
    result = build({"content/about.md": HOSTILE, "content/verify.html": "<html>x</html>"})
    assert result.code == 0, result.output
    assert "alert(1)" in str(result.page("about/").find("article"))
    assert result.text("verify.html") == "<html>x</html>"


def test_a_checked_folder_has_no_pages_of_html(check):
    files = {"mkdocs.yml": CHECKED, "content/verify.html": "<html>x</html>", "content/x.js": "1"}
    assert [line.partition(":")[0] for line in check(files).problems()] == ["content/verify.html", "content/x.js"]
