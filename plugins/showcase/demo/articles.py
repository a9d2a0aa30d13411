"""The articles of a unit: which there are, where they lie, what their front matter says."""

from __future__ import annotations

import datetime as dt
import posixpath
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from showcase.demo.bodies import SECTIONS, Scene, write_body
from showcase.demo.grammar import Voice, bind_measure
from showcase.demo.pictures import make_sound
from showcase.demo.plan import Identity, Plan, dice
from showcase.demo.words import Topic, names, topics
from showcase.demo.writing import File, document

__all__ = ["Piece", "make_articles"]

_TYPES: Final = {"经验": 30, "活动": 20, "总结": 12, "汇报": 10, "制度": 10, "计划": 7, "事迹": 7, "媒体": 4}
_FOLDERS: Final = {"经验": "experiences", "活动": "activities", "总结": "", "汇报": "", "事迹": "", "媒体": "news"}
_ARCHIVED: Final = ("总结", "制度", "计划", "汇报")
_TITLES: Final = {
    "汇报": "{short}精神文明创建工作汇报（{year}年）",
    "总结": "{short}{year}年{topic}工作总结",
    "计划": "{short}{year}年{topic}工作计划",
    "制度": "{short}{topic}工作办法",
    "活动": "{place}里的{month}月：{short}{topic}活动记",
    "事迹": "守着{place}的人们",
    "媒体": "媒体看{short}：{titled}",
    "经验": "{titled}",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """An article, or a recording with its words, as files of the unit's folder."""

    name: str
    """Path below the unit's folder, without the suffix."""
    title: str
    type: str
    topic: str
    is_public: bool
    sections: tuple[str, ...]
    """Headings that it surely has."""
    date: dt.date
    is_pictured: bool
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is settled before the text is written."""

    number: int
    type: str
    topic: Topic
    date: dt.date
    name: str


def make_articles(plan: Plan, unit: Identity, photos: Sequence[tuple[str, str]]) -> tuple[Piece, ...]:
    """Nought to twice the average; each may link to those before it, and show photos (path and what is in them)."""
    rng = dice(plan, unit.number, "articles")
    written: list[Piece] = []
    for number in range(1, rng.randint(0, 2 * plan.articles) + 1):
        draft = _draft(plan, number, dice(plan, unit.number, "article", number))
        written.append(_article(plan, unit, draft, photos, written))
    if plan.articles and rng.random() < 0.03:
        written.append(_recording(plan, unit, rng))
    return tuple(written)


def _draft(plan: Plan, number: int, rng: random.Random) -> _Draft:
    kind = rng.choices(tuple(_TYPES), tuple(_TYPES.values()))[0]
    topic = rng.choice(topics())
    date = plan.today - dt.timedelta(rng.randint(3, 365 * 5))
    return _Draft(number, kind, topic, date, _name(kind, topic, date, number, rng))


def _name(kind: str, topic: Topic, date: dt.date, number: int, rng: random.Random) -> str:
    """Numbers keep names, and the addresses made of them, apart."""
    if kind in _ARCHIVED and rng.random() < 0.4:
        return f"archive/{topic.archive}/{number:02d}-{date.year}年{topic.name}{kind}"
    stem = f"{date.year}年{topic.name}{kind}{number}" if rng.random() < 0.2 else f"{topic.slug}-{number}"
    return posixpath.join(_FOLDERS.get(kind, "") if rng.random() < 0.5 else "", stem)


def _article(
    plan: Plan, unit: Identity, draft: _Draft, photos: Sequence[tuple[str, str]], before: Sequence[Piece]
) -> Piece:
    rng = dice(plan, unit.number, "text", draft.number)
    bound, series = bind_measure(rng, rng.choice(draft.topic.measures), draft.date.year - 1)
    office = rng.choice(names().sectors[unit.category.sector].offices)
    bound |= {"S": unit.short_name, "C": unit.county.name, "F": office, "TOPIC": draft.topic.name}
    voice = Voice(rng, draft.topic, bound)
    head = _head(plan, unit, draft, voice, office, rng)
    folder = posixpath.dirname(draft.name)
    pictures = [(posixpath.relpath(photo, folder or "."), alt) for photo, alt in photos]
    links = [(piece.title, f"{posixpath.relpath(piece.name, folder or '.')}.md") for piece in before if piece.is_public]
    scene = Scene(draft.type, voice, rng, bound, series, pictures, links, draft.date)
    body = write_body(scene)
    is_public = not any(key in head for key in ("draft", "publish", "withdrawn"))
    return Piece(
        draft.name, str(head["title"]), draft.type, draft.topic.name, is_public,
        SECTIONS.get(draft.type, ()), draft.date, "![" in body, ((f"{draft.name}.md", document(head, body)),),
    )  # fmt: skip


def _head(
    plan: Plan, unit: Identity, draft: _Draft, voice: Voice, office: str, rng: random.Random
) -> dict[str, object]:
    titled = voice.fill(rng.choice(draft.topic.words["titles"]))
    title = _TITLES[draft.type].format(
        short=unit.short_name, year=draft.date.year, month=draft.date.month, topic=draft.topic.name,
        place=voice.word("P"), titled=titled,
    )  # fmt: skip
    other = rng.choice(topics()).name
    head: dict[str, object] = {
        "type": draft.type,
        "title": title,
        "subtitle": f"{unit.short_name}{draft.topic.name}的做法" if draft.type == "经验" else "",
        "date": draft.date if rng.random() < 0.9 else f"{draft.date:%Y-%m}",
        "topics": list(dict.fromkeys((draft.topic.name, other)))[: rng.randint(1, 2)],
        "summary": voice.fill("<A>；<A>。") if rng.random() < 0.8 else "",
        "office": office if rng.random() < 0.8 else "",
        "indicators": [f"{draft.topic.name}.{rng.randint(1, 4)}"] if rng.random() < 0.3 else [],
        "featured": True if draft.type == "经验" and rng.random() < 0.25 else "",
        "aliases": [f"/old/{unit.slug}/{draft.number}/"] if rng.random() < 0.01 else [],
    }
    if draft.type == "媒体":
        outlet = rng.choice(names().outlets)
        url = f"https://news.example.org/{draft.date:%Y%m%d}/{rng.randrange(10**6)}.html"
        head["media"] = {"outlet": outlet, "title": titled, "date": draft.date, "url": url}
    return head | _publication(plan, draft, rng)


def _publication(plan: Plan, draft: _Draft, rng: random.Random) -> dict[str, object]:
    """A few that are not public, not yet, or not any more."""
    chance = rng.random()
    if chance < 0.006:
        return {"draft": True}
    if chance < 0.012:
        when = plan.today + dt.timedelta(rng.randint(2, 40))
        return {"publish": f"{when}T09:00", "date": when}
    if chance < 0.018:
        return {"withdrawn": {"date": draft.date + dt.timedelta(2), "reason": "内容已并入新的材料"}}
    return {}


def _recording(plan: Plan, unit: Identity, rng: random.Random) -> Piece:
    """A sound with what is said in it."""
    topic = rng.choice(topics())
    name = f"media/01-{topic.name}录音"
    bound, _ = bind_measure(rng, rng.choice(topic.measures), plan.today.year - 1)
    voice = Voice(rng, topic, bound | {"S": unit.short_name, "F": "办公室"})
    head = {"type": "活动", "title": f"{unit.short_name}的声音：{topic.name}", "date": plan.today - dt.timedelta(30)}
    said = "\n\n".join(_spoken(voice))
    files: Iterator[File] = iter(((f"{name}.md", document(head, said)), (f"{name}.mp3", make_sound(rng.randint(2, 9)))))
    return Piece(name, str(head["title"]), "活动", topic.name, True, (), plan.today, False, tuple(files))


def _spoken(voice: Voice) -> Iterator[str]:
    yield "以下是录音的文字稿。"
    yield voice.paragraph(("story", 4))
    yield voice.paragraph(("act", 4))
