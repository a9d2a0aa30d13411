"""The parts of a report, by their headings and by the phrases that everybody begins and ends with (DOMAIN.md §1.12).

Conservative: what is not surely a greeting or a shortcoming stays in the volume. Phrases are those of the seeds
(requirement R65: 尊敬的各位领导; 虽然我们做了一些工作……但还有不足，主要表现在) and their usual variants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from showcase.markdown.sections import Block
from showcase.model.office import Skeleton

__all__ = ["NUMBERED", "Span", "recognise", "section_end"]

NUMBERED: Final = re.compile(r"^(?:第?[一二三四五六七八九十\d]+[、.．节章]|[（(][一二三四五六七八九十\d]+[)）])\s*")
"""What stands before a heading: 一、 （一） 1."""
_OURS: Final = r"(?:我[们局镇村校院站中心]*的?|本[单位局镇村校院站]*的?|单位|创建工作|文明创建|精神文明)?"
_DONE: Final = r"(?:创建|以来|取得|工作|的|主要|具体|文明|单位|精神|基本|近年来?|近[两三]年来?|几年来?)*"
_HEADINGS: Final[Mapping[Skeleton, re.Pattern[str]]] = MappingProxyType(
    {
        Skeleton.OVERVIEW: re.compile(rf"{_OURS}(?:基本)?(?:概况|情况简介|基本情况|简介)"),
        Skeleton.HONORS: re.compile(rf"{_DONE}(?:获奖|获得?荣誉|所获荣誉|荣誉|受表彰)(?:情况)?"),
        Skeleton.MEASURES: re.compile(rf"{_DONE}(?:做法|措施|做法和?与?措施|做法和?与?经验|举措)"),
        Skeleton.RESULTS: re.compile(rf"{_DONE}(?:成效|成果|成绩|效果|成绩和效果)"),
        Skeleton.SHORTCOMINGS: re.compile(
            r"(?:目前|当前|工作中|创建工作)?(?:还|仍)?(?:存在|有)?的?(?:主要|突出)?"
            r"(?:不足|问题|差距|短板|困难|薄弱环节)(?:之处)?(?:[和与、及]+(?:不足|问题|差距|短板|困难))?"
            r"|还(?:差|没|有待|需要?改).{0,10}|没有?做好的(?:地方|事)?|还可以改的"
        ),
        Skeleton.PLANS: re.compile(
            r"(?:下一?步|今后|下一?阶段|明年|未来)?的?(?:创建|工作|努力|改进|发展)*的?"
            r"(?:打算|计划|安排|设想|思路|努力方向|方向)(?:[和与、及]+(?:打算|计划|安排|设想|措施))?|下一?步"
        ),
    }
)
_JOINTS: Final = re.compile(r"[和与及、，]|以及")

_ADDRESS: Final = re.compile(
    r"(?:尊敬的|敬爱的|各位|同志们|朋友们|领导|评审|复查组|检查组|验收组|考评组|女士们).{0,38}[：:！!]"
)
_HELLO: Final = re.compile(r"(?:大家|你们|各位)?(?:上午|下午|早上|晚上)?好[！!。]")
_WELCOME: Final = re.compile(r"(?:首先，?)?(?:请允许)?我(?:谨)?代表.{2,80}(?:欢迎|感谢|谢意|问候|敬意)[！!。]")
_INTRO: Final = re.compile(
    r"(?:下面，?|现在?，?)(?:请允许)?(?:我|我们)?(?:就|将|把|对).{2,60}(?:汇报|报告|介绍)(?:如下)?[：:。]"
    r"|(?:下面|现在?|现将).{0,60}(?:汇报如下|如下汇报|报告如下|如下报告)[：:。]"
)
"""Without a word behind it: as of which day the figures are is said here too, and that must stay."""
_THANKS: Final = re.compile(
    r"(?:我的(?:汇报|发言|介绍)(?:到此|完了|结束|完毕).{0,10})?(?:谢谢|感谢)(?:大家|各位|各位领导|同志们)?[！!。]"
    r"|(?:以上|上述)(?:汇报|材料|报告|情况)?.{0,14}(?:请|敬请|恳请).{0,24}(?:指正|审议|批评|指导|审阅)[！!。]"
    r"|(?:汇报|材料)?(?:如有)?不当之处.{0,20}(?:指正|批评|指导)[！!。]"
    r"|我的(?:汇报|发言|介绍)(?:到此|完了|结束|完毕).{0,10}"
)
_BUT: Final = re.compile(
    r"(?:虽然|尽管|当然|同时).{2,80}(?:但|也|还|仍).{0,40}(?:不足|差距|问题).{0,20}(?:表现在|表现为|是|有)?"
)
_NEXT: Final = re.compile(
    r"(?:下一步|今后|在今后的.{0,12}中|下一阶段)，(?:我们?|我[局镇村校院站]|本[局镇村校院站])?.{0,6}[将要].+"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of a text that are known to be these parts of a report: all of them, where a heading names two."""

    start: int
    stop: int
    kinds: frozenset[Skeleton]


def recognise(blocks: Sequence[Block]) -> tuple[Span, ...]:
    """What is surely known of a report, in the order of the text; some lie within others."""
    found = (*_greetings(blocks), *_by_heading(blocks), *_by_phrase(blocks), *_thanks(blocks))
    return tuple(sorted(found, key=lambda span: (span.start, -span.stop)))


def section_end(blocks: Sequence[Block], index: int) -> int:
    """The line behind the section that a heading opens."""
    level = blocks[index].level
    following = (block.start for block in blocks[index + 1 :] if 0 < block.level <= level)
    return next(following, blocks[-1].stop)


def _by_heading(blocks: Sequence[Block]) -> Iterator[Span]:
    for index, block in enumerate(blocks):
        kinds = _kinds_of(block.text) if block.level else frozenset()
        if kinds:
            yield Span(block.start, section_end(blocks, index), kinds)


def _kinds_of(heading: str) -> frozenset[Skeleton]:
    """By the whole heading; one of two halves (基本概况及近年获奖情况) only when both are known."""
    words = NUMBERED.sub("", heading.strip()).strip("。：: ")
    whole = frozenset(kind for kind, pattern in _HEADINGS.items() if pattern.fullmatch(words))
    if whole:
        return whole
    halves = [half for half in _JOINTS.split(words) if half]
    each = [{kind for kind, pattern in _HEADINGS.items() if pattern.fullmatch(half)} for half in halves]
    return frozenset().union(*each) if len(each) > 1 and all(each) else frozenset()


def _greetings(blocks: Sequence[Block]) -> Iterator[Span]:
    """At the very beginning, before anything else is said."""
    is_addressed = False
    for block in blocks:
        is_opening = _ADDRESS.fullmatch(block.text) is not None
        follows = is_addressed and any(p.fullmatch(block.text) for p in (_HELLO, _WELCOME, _INTRO))
        if block.tag != "p" or not (is_opening or follows):
            return
        is_addressed = True
        yield Span(block.start, block.stop, frozenset({Skeleton.GREETING}))


def _thanks(blocks: Sequence[Block]) -> Iterator[Span]:
    """Near the end: after it come the name of the unit and the date at most."""
    for block in blocks[-4:]:
        if block.tag == "p" and _THANKS.fullmatch(block.text):
            yield Span(block.start, block.stop, frozenset({Skeleton.GREETING}))


def _by_phrase(blocks: Sequence[Block]) -> Iterator[Span]:
    """A paragraph under no such heading that says what it is; with the list that it announces."""
    for index, block in enumerate(blocks):
        if block.tag != "p":
            continue
        if _BUT.match(block.text) and _is_late(blocks, index):
            yield Span(block.start, _with_list(blocks, index), frozenset({Skeleton.SHORTCOMINGS}))
        elif _NEXT.match(block.text) and _is_late(blocks, index):
            yield Span(block.start, _with_list(blocks, index), frozenset({Skeleton.PLANS}))


def _is_late(blocks: Sequence[Block], index: int) -> bool:
    """In the last third of the text, or among its last four: 今后 in the middle of it tells of something else."""
    return len(blocks) - index <= max(4, len(blocks) // 3)


def _with_list(blocks: Sequence[Block], index: int) -> int:
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    is_announced = blocks[index].text.endswith(("：", ":"))
    return after.stop if after and is_announced and after.tag in ("ul", "ol") else blocks[index].stop
