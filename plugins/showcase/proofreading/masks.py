"""What somebody hid with signs: names, years, figures (DOMAIN.md §4, D01–D08, D17; requirement R67).

A mask is an unknown value: it is told and never guessed. Stars and low lines are Markdown too, so that those of
bold and italic words are told apart: a pair of them holds a short run of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from showcase.proofreading.values import Finding, Prose, quote

__all__ = ["masks"]

_HAN: Final = "\u4e00-\u9fff"
_LETTERS: Final = re.compile(
    rf"(?:(?<![A-WYZa-wyz])|(?<=KV))(?:[XＸ]{{2,8}}|[xｘ]{{2,8}})(?![A-Za-z])"
    r"|×{2,12}|[○□■△▲●]{2,12}"
    rf"|(?<![A-Za-z\d])[XxＸ×](?=[年月日]|[省市区县镇乡村局](?![{_HAN}]))"
    r"|(?:19|20|2)[XxＸ×]{1,2}(?=年)"
)
_LETTER: Final = re.compile("[XxＸ×ｘ○□■△▲●]")
_TRIGGER: Final = re.compile("[XxＸ×ｘ○□■△▲●*＊_]")
_NUMERAL: Final = frozenset("〇一二三四五六七八九十")
_LINES: Final = re.compile(r"_{2,40}")
_BOLD: Final = re.compile(r"(?<![\w\u4e00-\u9fff])__[^\s_][^_\n]{0,60}__(?![\w\u4e00-\u9fff])")
_RUN: Final = re.compile(r"(?:\\?[*＊]){1,60}")
_OPENS: Final = frozenset("\n\0 　，。；：、（(“《—-|*:,>！？!?”》）)")
_CLOSES: Final = _OPENS | frozenset("。：:！？；”）》)!?;.")
_CUT: Final = frozenset("和与及对把被在从向以为按")
_DATED: Final = re.compile(r"[年月日](?:[以来至到内间,，、\d]|$)")
"""How the rest of a masked date begins."""
_WAYS: Final = "请按原件补全；不便公开或不清楚的用文字写明（如“某镇”“年份不详”），不要猜"


def masks(prose: Prose) -> Iterator[Finding]:
    """Every mask; stars once a paragraph, for there each may be half of a pair."""
    text = prose.folded
    if _TRIGGER.search(text) is None:
        return
    if _LETTER.search(text):
        for match in _LETTERS.finditer(text):
            if not _is_numeral(text, match) and _is_among_han(text, match.start(), match.end()):
                yield _found(text, match.start(), match.end())
    if "__" in text:
        yield from _low_lines(text)
    if "*" in text or "＊" in text:
        yield from _stars(text)


def _found(text: str, start: int, end: int, count: int = 1) -> Finding:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isdigit() and after.isdigit():
        message = f"“{quote(text, start, end)}”里的数字被遮盖，读不出是多少，请按原件补全"
    else:
        message = f"“{quote(text, start, end)}”像是遮盖的内容，{_WAYS}"
    return Finding(start, message, "masked-words", count=count)


def _is_numeral(text: str, match: re.Match[str]) -> bool:
    """二○○五年 is a number."""
    return match[0][0] == "○" and (text[match.start() - 1 : match.start()] in _NUMERAL)


def _is_among_han(text: str, start: int, end: int) -> bool:
    """A mask stands for Chinese words or figures; XXL and 3×4 do not."""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return (len(around) == 2 and around.isdigit() and text[start] == "_") or any(
        "\u4e00" <= sign <= "\u9fff" or sign in "《》“”（）()[]［］〔〕，。、：,.:\n" for sign in around
    )


def _low_lines(text: str) -> Iterator[Finding]:
    bold = [match.span() for match in _BOLD.finditer(text)]
    ends = {edge for start, end in bold for edge in (start, end - 2)}
    for match in _LINES.finditer(text):
        if match.start() not in ends and _is_among_han(text, *match.span()):
            yield _found(text, *match.span())


def _stars(text: str) -> Iterator[Finding]:
    """A paragraph whose stars make no sense as bold or italic."""
    blocks: list[list[re.Match[str]]] = []
    last = -1
    for run in _RUN.finditer(text):
        if _is_bullet(text, run) or _is_product(text, run):
            continue
        if last < 0 or "\n\n" in text[last : run.start()]:
            blocks.append([])
        blocks[-1].append(run)
        last = run.end()
    for block in blocks:
        odd = _odd_runs(text, block)
        if odd:
            yield _found(text, *odd[0].span(), count=len(odd))


def _is_bullet(text: str, run: re.Match[str]) -> bool:
    """A list's star, or a line of stars; only a little is looked at, for a line may be a megabyte long."""
    before = text[max(0, run.start() - 8) : run.start()]
    is_first = not before.rpartition("\n")[2].strip() and ("\n" in before or run.start() < 8)
    return is_first and text[run.end() : run.end() + 1] in ("", " ", "\t", "\n")


def _is_product(text: str, run: re.Match[str]) -> bool:
    around = text[max(0, run.start() - 1) : run.start()] + text[run.end() : run.end() + 1]
    return around.isascii() and around.replace(" ", "").isalnum() and len(around) == 2


def _odd_runs(text: str, block: list[re.Match[str]]) -> list[re.Match[str]]:
    """All runs of a length of which one cannot be Markdown's."""
    odd = [run for run in block if "\\" in run[0] or "＊" in run[0] or len(run[0]) > 3]
    for length in (1, 2, 3):
        runs = [run for run in block if len(run[0]) == length and run not in odd] if len(block) < 200 else []
        pairs = zip(runs[::2], runs[1::2], strict=False)
        if len(runs) % 2 or not all(_is_emphasis(text, *pair) for pair in pairs):
            odd += runs
    return sorted(odd if len(block) < 200 else block, key=lambda run: run.start())


def _is_emphasis(text: str, opening: re.Match[str], closing: re.Match[str]) -> bool:
    """Words between two runs of stars that somebody may have meant to be bold."""
    inside = text[opening.end() : closing.start()]
    if not inside.strip() or inside[0].isspace() or inside[-1].isspace() or inside[-1] in "，,、":
        return False
    if any(inside.count(pair[0]) != inside.count(pair[1]) for pair in ("《》", "“”", "（）")):
        return False
    before, after = text[opening.start() - 1 : opening.start()], text[closing.end() : closing.end() + 1]
    is_apart = (not before or before in _OPENS) and (not after or after in _CLOSES or inside[-1] in _CLOSES)
    return is_apart or (
        len(inside) <= 20 and _DATED.match(inside) is None and not any(sign in inside for sign in "。；\n")
    )
