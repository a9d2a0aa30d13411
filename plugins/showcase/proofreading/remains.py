"""What the web left in a copied text (DOMAIN.md §4, D14, D15, and the patterns met besides).

The bare word 原创 is no remain (以“原创、传唱…”): it is one before a colon, in the middle of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from showcase.proofreading.values import Finding, Prose, quote

__all__ = ["copied_remains"]

_KNOWN: Final = (
    "文秘站", "易发表", "客服老师", "本站小编", "小编整理", "小编为", "范文网", "公文站", "点击下载", "相关推荐",
    "相关阅读", "下一页", "上一页", "阅读全文", "查看全文", "为您精心挑选", "关注公众号", "文档下载", "版权归原作者",
    "email protected", "email\u00a0protected", "欢迎下载", "原创:", "原创：", "范文大全",
)  # fmt: skip
_WORDS: Final = re.compile("|".join(map(re.escape, _KNOWN)))
_STUCK: Final = re.compile(r"[（(][ ]?来源[:：][^（()）\n]{1,20}[)）](?=[ ]?[\u4e00-\u9fff])")
_CLOCK: Final = re.compile(r"^(?:发布)?时间[:：][ ]?\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d\d", re.MULTILINE)
_PIECE: Final = re.compile(
    r"^(?:第[一二三四五六七八九十]{1,3}篇[:：]|篇\d{1,2}[:：]|【篇[一二三四五六七八九十\d]{1,2}】|文章标题[:：])",
    re.MULTILINE,
)
_SINGLE: Final = re.compile(r"文章标题|篇[\d一二三四五六七八九十]{1,2}[:：】]")
_PINYIN: Final = tuple(
    re.compile(rf"{opening}[a-zü]{{0,4}}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]{{0,4}}[)）]") for opening in (r"\(", "（")
)


def copied_remains(prose: Prose) -> Iterator[Finding]:
    """Each with what to remove."""
    text = prose.folded
    places: dict[int, int] = {}
    places |= {match.start(): match.end() for match in _WORDS.finditer(text)}
    if "来源" in text:
        places |= {match.start(): match.end() for match in _STUCK.finditer(text)}
    if "时间" in text:
        places |= {match.start(): match.end() for match in _CLOCK.finditer(text)}
    last = 0
    for start, end in sorted(places.items()):
        if start < last:
            continue
        last = end
        message = f"“{quote(text, start, end)}”像是网站的广告或页面文字，请删去，再把前后接上"
        yield Finding(start, message, "copied-remains")
    if "篇" in text or "文章标题" in text:
        yield from _pieces(text)
    yield from _pinyin(text)


def _pieces(text: str) -> Iterator[Finding]:
    """Several copied texts in one; a chapter that is called 第一篇 alone is none."""
    found = list(_PIECE.finditer(text))
    if len(found) > 1 or any(_SINGLE.search(match[0]) for match in found):
        message = f"“{quote(text, found[0].start(), found[0].end())}”像是几篇文章拼在一起，请分成几份材料，各写各的标题"
        yield Finding(found[0].start(), message, "copied-remains", count=len(found))


def _pinyin(text: str) -> Iterator[Finding]:
    """Readings of signs that everybody knows; a rare one may have its own."""
    for pattern in _PINYIN:
        for match in pattern.finditer(text):
            sign = text[match.start() - 1 : match.start()]
            if b"\xb0" <= sign.encode("gb2312", "replace")[:1] < b"\xd8":
                message = f"“{sign}{match[0]}”里的拼音像是网页带来的注音，请删去"
                yield Finding(match.start(), message, "copied-remains")
