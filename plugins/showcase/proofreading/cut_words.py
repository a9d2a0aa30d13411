"""Words that a machine cut out or swapped (DOMAIN.md §4, D20, D21), and the office's list of misprints (§3.4).

Names of leaders, congresses and bodies are what such filters take away. Printed as it is, the rest is a grave
misstatement: an error, which nothing but the original can mend. What is only likely is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from showcase.proofreading.values import Finding, Prose, quote

__all__ = ["cut_words", "misprints"]

_SIGNS: Final = "xXｘＸ×*＊_○"
_CUT: Final = "|".join(
    (
        r"以同志为(?=核心|总书记)",
        r"以为(?:核心|总书记)",
        r"[以和与按照习彻实在]同志的?[“\"《]?(?:重要讲话|系列|讲话|报告|指示|批示|论述)",
        r"党的(?:和(?=[一二三四五六七]中)|大(?=以来|精神|报告|和|、|胜利)|届)",
        rf"中全会(?<![一二三四五六七\d{_SIGNS}]中全会)",
        r"(?:党的|学习|贯彻|落实|宣传|领会)十精神|[“\"]十精神",
        r"形式主义、(?=[，,。；;])",
        r"被、(?<![棉衣毛丝床植、絮羽绒套新军凉单夹厚薄线]被、)(?=[\u4e00-\u9fff]{1,12}(?:授予|评为|命名|表彰|认定|确定))",
        r"(?:党支部|党总支|党委|学习|贯彻|落实|开展|坚持|精神)“”",
        rf"[“\"][{_SIGNS}]{{2,8}}[”\"](?=重要思想|重要讲话|精神)",
        rf"党的(?:十[{_SIGNS}]{{1,6}}|[{_SIGNS}]{{2,6}})(?=大|届|精神)",
    )
)
_SWAPPED: Final = r"FLG(?<![A-Za-z]FLG)(?![A-Za-z])|中国共产党中央(?=关于|国务院|、国务院)"
_NAMELESS: Final = r"新时代中国特色社会主义思想(?<!习近平新时代中国特色社会主义思想)"
_HOLLOW: Final = r"“”|《》|（）(?=[\u4e00-\u9fff])|、[，,。；、]|[，,]。|。[，,]|，[，、]|。。(?!。)"
_ALL: Final = re.compile(f"(?P<cut>{_CUT})|(?P<swapped>{_SWAPPED})|(?P<nameless>{_NAMELESS})|(?P<hollow>{_HOLLOW})")
_HINTS: Final = (
    *(f"{sign}同志" for sign in "以和与按照习彻实在"),
    *("以为核心", "以为总书记", "党的和", "党的大", "党的届", "中全会", "十精神", "形式主义、", "被、"),
    *("”重要", '"重要', "”精神", "FLG", "中国共产党中央", "新时代中国特色社会主义思想"),
    *(f"党的{ten}{sign}" for ten in ("", "十") for sign in _SIGNS),
    *(
        "“”",
        "《》",
        "（）",
        "、，",
        "、,",
        "、。",
        "、；",
        "、、",
        "，。",
        ",。",
        "。，",
        "。,",
        "，，",
        "，、",
        "。。",
    ),
)
_HINT: Final = re.compile("|".join(map(re.escape, _HINTS)))
"""In each match there is one; plain words are searched five times as fast as what is said of them."""
_ADVICE: Final = "印出来是严重表述错误，请按文件原文改正，不要凭记忆补"
_MESSAGES: Final = {
    "cut": f"像是被删掉了字（人名、会议或单位名称），{_ADVICE}",
    "swapped": f"像是被机器换了字，{_ADVICE}",
    "nameless": "前面像是漏了人名，请核对文件原文",
    "hollow": "标点之间像是少了字，请核对",
}
_ERRORS: Final = ("cut", "swapped")


def cut_words(prose: Prose) -> Iterator[Finding]:
    """What is sure is an error, what only looks so a warning."""
    text = prose.folded
    for match in _ALL.finditer(text) if _HINT.search(text) else ():
        kind = match.lastgroup or ""
        message = f"“{quote(text, *match.span())}”{_MESSAGES[kind]}"
        yield Finding(match.start(), message, "cut-words", is_error=kind in _ERRORS)


def misprints(prose: Prose) -> Iterator[Finding]:
    """What the office's list names, with its own reason."""
    text = prose.folded
    for wrong, (right, reason, is_grave) in prose.misprints.items():
        start = text.find(wrong)
        while start >= 0:
            if not _is_right(text, start, wrong, right):
                why = f"（{reason}）" if reason else ""
                message = f"“{wrong}”应为“{right}”{why}" if is_grave else f"“{wrong}”是否应为“{right}”？{why}"
                rule = "grave-misprint" if is_grave else "likely-misprint"
                yield Finding(start, message, rule, is_error=is_grave)
            start = text.find(wrong, start + len(wrong))


def _is_right(text: str, start: int, wrong: str, right: str) -> bool:
    """The right words may hold the wrong ones, as 文明委员会 holds 文明委; then they stand as they should."""
    shift = right.find(wrong)
    return shift >= 0 and text.startswith(right, max(0, start - shift))
