"""Words that a machine cut out or swapped (DOMAIN.md §4, D20, D21), and the office's list of misprints (§3.4).

Names of leaders, congresses and bodies are what such filters take away. Printed as it is, the rest is a grave
misstatement: an error, which nothing but the original can mend.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from showcase.proofreading.values import Finding, Prose, quote

__all__ = ["cut_words", "misprints"]

_SIGNS: Final = "xXｘＸ×*＊_○"
_CUT: Final = re.compile(
    "|".join(
        (
            r"以同志为",
            r"以为(?:核心|总书记)",
            r"[以和与按照习彻实在]同志的?[“\"《]?(?:重要讲话|系列|讲话|报告|指示|批示|论述)",
            r"党的和(?=[一二三四五六七]中)|党的大(?=以来|精神|报告|和|、|胜利)|党的届",
            rf"(?<![一二三四五六七\d{_SIGNS}])中全会",
            r"(?:党的|学习|贯彻|落实|宣传|领会)十精神|[“\"]十精神",
            r"形式主义、(?=[，,。；;])",
            r"(?<![棉衣毛丝床植、絮羽绒套新军凉单夹厚薄线])被、(?=[\u4e00-\u9fff]{1,12}(?:授予|评为|命名|表彰|认定|确定))",
            r"(?:党支部|党总支|党委|学习|贯彻|落实|开展|坚持|精神)“”",
            rf"[“\"][{_SIGNS}]{{2,8}}[”\"](?=重要思想|重要讲话|精神)",
            rf"党的(?:十[{_SIGNS}]{{1,6}}|[{_SIGNS}]{{2,6}})(?=大|届|精神)",
        )
    )
)
_CUT_HINTS: Final = ("同志", "以为", "党的", "中全会", "十精神", "形式主义、", "被、", "“”", "”重要", "”精神", '"重要')
_SWAPPED: Final = re.compile(
    r"(?<![A-Za-z])FLG(?![A-Za-z])|中国共产党中央(?=关于|国务院|、国务院)|(?<!中国)共产党中央(?=关于)"
)
_NAMELESS: Final = re.compile(r"(?<!习近平)新时代中国特色社会主义思想")
_HOLLOW: Final = re.compile(
    r"“”|《》|（）(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?:、[，,。；]|[，,]。|。[，,]|，，|，、|、、|。。(?!。))"
)
_PAIRS: Final = (
    "“”",
    "《》",
    "（）",
    "、，",
    "、,",
    "、。",
    "、；",
    "，。",
    ",。",
    "。，",
    "。,",
    "，，",
    "，、",
    "、、",
    "。。",
)
_ADVICE: Final = "印出来是严重表述错误，请按文件原文改正，不要凭记忆补"


def cut_words(prose: Prose) -> Iterator[Finding]:
    """Errors first by what they are sure of; signs that stand side by side are a warning, where nothing worse is."""
    text = prose.folded
    told: set[int] = set()
    if any(hint in text for hint in _CUT_HINTS):
        for match in _CUT.finditer(text):
            message = f"“{quote(text, *match.span())}”像是被删掉了字（人名、会议或单位名称），{_ADVICE}"
            told.update(range(match.start(), match.end() + 1))
            yield Finding(match.start(), message, "cut-words", is_error=True)
    if "FLG" in text or "共产党中央" in text:
        for match in _SWAPPED.finditer(text):
            message = f"“{quote(text, *match.span())}”像是被机器换了字，{_ADVICE}"
            yield Finding(match.start(), message, "cut-words", is_error=True)
    if "新时代中国特色社会主义思想" in text:
        for match in _NAMELESS.finditer(text):
            message = f"“{quote(text, *match.span())}”前面像是漏了人名，请核对文件原文"
            yield Finding(match.start(), message, "cut-words")
    for match in _HOLLOW.finditer(text) if any(pair in text for pair in _PAIRS) else ():
        if match.start() in told:
            continue
        message = f"“{quote(text, *match.span())}”标点之间像是少了字，请核对"
        yield Finding(match.start(), message, "cut-words")


def misprints(prose: Prose) -> Iterator[Finding]:
    """What the office's list names, with its own reason."""
    text = prose.folded
    for wrong, (right, reason, is_grave) in prose.misprints.items():
        start = text.find(wrong)
        while start >= 0:
            why = f"（{reason}）" if reason else ""
            message = f"“{wrong}”应为“{right}”{why}" if is_grave else f"“{wrong}”是否应为“{right}”？{why}"
            rule = "grave-misprint" if is_grave else "likely-misprint"
            if not _is_right(text, start, wrong, right):
                yield Finding(start, message, rule, is_error=is_grave)
            start = text.find(wrong, start + len(wrong))


def _is_right(text: str, start: int, wrong: str, right: str) -> bool:
    """The right words may hold the wrong ones: 共合 in 公共合作 is none of ours, and the list says what is meant."""
    shift = right.find(wrong)
    return shift >= 0 and text.startswith(right, start - shift)
