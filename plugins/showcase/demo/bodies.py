"""The text of an article by its type: headings, lists, tables, footnotes, pictures, links."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from showcase.demo.grammar import Voice

__all__ = ["SECTIONS", "Scene", "write_body"]

SECTIONS: Final = {"经验": ("一、从哪里改起", "三、变化", "四、不足"), "汇报": ("三、成效", "四、不足")}
"""Headings that articles of a type surely have: a compilation may take them."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a text is made of."""

    type: str
    voice: Voice
    rng: random.Random
    bound: Mapping[str, str]
    series: tuple[int, ...]
    pictures: Sequence[tuple[str, str]]
    """Addresses as seen from the article, and what is in them."""
    links: Sequence[tuple[str, str]]
    date: dt.date

    def say(self, *wanted: tuple[str, int]) -> str:
        """A paragraph."""
        return self.voice.paragraph(*wanted)


def write_body(scene: Scene) -> str:
    """Markdown."""
    parts = [*_WRITERS[scene.type](scene), *_ending(scene)]
    return "\n\n".join(parts)


def _experience(scene: Scene) -> Iterator[str]:
    yield scene.say(("opening", 3))
    yield from _picture(scene, 0.8)
    yield f"## 一、从哪里改起\n\n{scene.say(('trouble', 4))}"
    yield scene.say(("trouble", 2), ("act", 1))
    yield f"## 二、怎样做的\n\n### （一）先定下来\n\n{scene.say(('act', 4), ('detail', 2))}"
    yield f"规矩只有这几条：\n\n{_numbered(scene, 'rule', 3)}"
    yield f"### （二）再坚持住\n\n{scene.say(('act', 3), ('detail', 4))}"
    yield f"> {scene.say(('quote', 1))}"
    yield f"{scene.say(('act', 3), ('detail', 2))}"
    yield f"## 三、变化\n\n{scene.say(('result', 3))}"
    yield _table(scene)
    yield scene.say(("result", 2))
    yield f"## 四、不足\n\n{scene.say(('shortfall', 3))}"
    yield f"## 五、打算\n\n{scene.say(('plan', 3), ('close', 1))}"


def _activity(scene: Scene) -> Iterator[str]:
    yield scene.say(("activity", 5))
    yield from _picture(scene, 0.9)
    yield f"当天办的事：\n\n{_bullets(scene, 4)}"
    yield scene.say(("activity", 4), ("detail", 2))
    yield f"> {scene.say(('quote', 1))}"
    yield scene.say(("detail", 3), ("act", 2))
    yield scene.say(("result", 2), ("activity", 2), ("shortfall", 2), ("plan", 2))


def _summary(scene: Scene) -> Iterator[str]:
    year = scene.date.year
    yield f"{year}年，{scene.say(('report', 2))}"
    yield f"## 一、办了哪些事\n\n{scene.say(('act', 5), ('detail', 2))}"
    yield _table(scene)
    yield f"## 二、对照年初\n\n{scene.say(('report', 2), ('result', 3))}"
    yield _bullets(scene, 5)
    yield f"## 三、没有办成的\n\n{scene.say(('shortfall', 4), ('trouble', 1))}"
    yield f"## 四、明年\n\n{scene.say(('plan', 4), ('close', 1))}"


def _report(scene: Scene) -> Iterator[str]:
    yield scene.say(("opening", 2), ("report", 2))
    yield f"## 一、组织领导\n\n{scene.say(('report', 3))}"
    yield f"## 二、主要做法\n\n### （一）队伍和服务\n\n{scene.say(('act', 4), ('detail', 2))}"
    yield from _picture(scene, 0.5)
    yield f"### （二）环境和共建\n\n{scene.say(('report', 3), ('act', 3))}"
    yield f"## 三、成效\n\n{scene.say(('result', 4))}[^1]\n\n{_table(scene)}"
    yield f"## 四、不足\n\n{scene.say(('shortfall', 3), ('trouble', 2))}"
    yield f"## 五、下一步\n\n{_numbered(scene, 'plan', 4)}"
    yield f"[^1]: 数字由{scene.bound['F']}按月统计，截至{scene.date.year}年{scene.date.month}月。"


def _rules(scene: Scene) -> Iterator[str]:
    yield f"{scene.date.year}年{scene.date.month}月起施行。{scene.say(('trouble', 1), ('opening', 1))}为此订立本办法。"
    heads = ("一、总的要求", "二、怎样执行", "三、检查和修订")
    number = 0
    for head in heads:
        articles = []
        for rule in scene.voice.say("rule", 4):
            number += 1
            articles.append(f"**第{_COUNT[number]}条**　{rule}{scene.say(('detail', 1)) if number % 2 else ''}")
        yield f"## {head}\n\n" + "\n\n".join(articles)
    yield f"## 四、施行以来\n\n{scene.say(('result', 2), ('detail', 3), ('shortfall', 2))}"


def _agenda(scene: Scene) -> Iterator[str]:
    yield scene.say(("opening", 2), ("trouble", 3))
    months = sorted(scene.rng.sample(range(1, 13), 5))
    rows = "\n".join(f"| {scene.voice.word('A')} | {scene.voice.word('W')} | {month}月底 |" for month in months)
    yield f"## 一、要办的事\n\n| 事项 | 谁来做 | 完成时间 |\n|---|---|---|\n{rows}"
    yield f"## 二、怎样办\n\n{scene.say(('act', 5), ('detail', 4))}"
    yield f"## 三、怎样算办成\n\n{scene.say(('rule', 3), ('plan', 3))}"
    yield f"## 四、预料的难处\n\n{scene.say(('shortfall', 4))}"


def _deeds(scene: Scene) -> Iterator[str]:
    yield scene.say(("story", 4))
    yield from _picture(scene, 0.7)
    yield f"## 平常的一天\n\n{scene.say(('story', 4), ('detail', 2))}"
    yield f"> {scene.say(('quote', 1))}"
    yield f"## 难的时候\n\n{scene.say(('trouble', 3), ('act', 4))}"
    yield f"## 往后\n\n{scene.say(('result', 2), ('detail', 3), ('story', 2), ('close', 1))}"


def _press(scene: Scene) -> Iterator[str]:
    yield f"报道说的是{scene.bound['S']}的事。{scene.say(('opening', 2), ('trouble', 2))}"
    yield scene.say(("act", 5), ("detail", 4))
    yield f"> {scene.say(('quote', 1))}"
    yield scene.say(("result", 3), ("story", 3))
    yield f"报道以外补充几句：{scene.say(('shortfall', 3), ('plan', 3), ('detail', 2))}"


_COUNT: Final = ("", *"一二三四五六七八九十", "十一", "十二")
_WRITERS: Final[Mapping[str, Callable[[Scene], Iterator[str]]]] = {
    "经验": _experience, "活动": _activity, "总结": _summary, "汇报": _report, "制度": _rules, "计划": _agenda,
    "事迹": _deeds, "媒体": _press,
}  # fmt: skip


# --- parts -----------------------------------------------------------------------------------------


def _picture(scene: Scene, chance: float) -> Iterator[str]:
    if scene.pictures and scene.rng.random() < chance:
        shown = scene.rng.sample(list(scene.pictures), min(len(scene.pictures), scene.rng.choice((1, 1, 1, 2))))
        yield "\n".join(f"![{alt}]({quote(path, safe='/.-')})" for path, alt in shown)


def _table(scene: Scene) -> str:
    """The measure of the text, year by year, with a second column that belongs to it."""
    first, label, unit = int(scene.bound["y0"]), scene.bound["L"], scene.bound["U"]
    people = scene.rng.randint(20, 90)
    rows = [f"| {first + n}年 | {value} | {people + 11 * n} |" for n, value in enumerate(scene.series)]
    return "\n".join((f"| 时间 | {label}（{unit}） | 参加（人次） |", "|---|--:|--:|", *rows))


def _bullets(scene: Scene, number: int) -> str:
    return "\n".join(f"- {scene.voice.word('A')}；" for _ in range(number - 1)) + f"\n- {scene.voice.word('A')}。"


def _numbered(scene: Scene, role: str, number: int) -> str:
    return "\n".join(f"{n}. {sentence}" for n, sentence in enumerate(scene.voice.say(role, number), 1))


def _ending(scene: Scene) -> Iterator[str]:
    if scene.links and scene.rng.random() < 0.5:
        title, path = scene.rng.choice(list(scene.links))
        yield f"另见[{title}]({quote(path, safe='/.-')})。"
