"""A unit's own folder: who it is, what it says of itself, what it has to show."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from showcase.demo.articles import Piece, draft_articles, make_articles
from showcase.demo.assessment import make_assessment
from showcase.demo.documents import make_documents
from showcase.demo.grammar import Voice
from showcase.demo.histories import History, history_of
from showcase.demo.pictures import draw_picture
from showcase.demo.plan import Identity, Plan, dice, identify
from showcase.demo.words import Measure, names, topics
from showcase.demo.writing import File, document, to_csv, to_xlsx

__all__ = ["MadeUnit", "make_unit"]

_BEFORE: Final = ("全市卫生先进单位", "节水型单位", "书香单位", "模范职工之家", "平安建设先进集体", "全民健身先进集体")
_OF_OTHERS: Final = ("巾帼文明岗", "青年文明号", "工人先锋号")
_HEADS: Final = {
    "title": "称号", "level": "级别", "jurisdiction": "授予范围", "grade": "等次", "term": "届次", "date": "日期",
    "by": "授予机关", "document": "文号", "evidence": "证明", "source": "来源",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MadeUnit:
    """A unit with its files, and what the office needs to know of it."""

    identity: Identity
    history: History
    articles: tuple[Piece, ...]
    files: Iterator[File]
    """Made while they are asked for."""


@dataclass(frozen=True, slots=True)
class _Photo:
    path: str
    caption: str
    alt: str
    place: str
    archive: str


def make_unit(plan: Plan, number: int) -> MadeUnit:
    """Everything of the unit of this number."""
    unit = identify(plan, number)
    history = history_of(plan, unit)
    taken: Counter[str] = Counter()  # the last number of each folder of the archive: they are series without gaps
    drafts = draft_articles(plan, unit, taken)
    photos = _photos(plan, unit, taken)
    articles = make_articles(plan, unit, [(photo.path, photo.alt) for photo in photos], drafts)
    documents = tuple(make_documents(plan, unit, taken))
    return MadeUnit(unit, history, articles, _files(plan, unit, history, photos, articles, documents))


def _files(
    plan: Plan,
    unit: Identity,
    history: History,
    photos: Sequence[_Photo],
    articles: Sequence[Piece],
    documents: Sequence[File],
) -> Iterator[File]:
    folder = f"units/{unit.slug}"
    rng = dice(plan, unit.number, "index")
    head = _head(plan, unit, history, photos, rng)
    body = _introduction(unit, history, head["facts"], rng)
    for name, data in _tables(head, rng):
        yield f"{folder}/{name}", data
    yield f"{folder}/index.md", document(head, body)
    for piece in articles:
        yield from ((f"{folder}/{name}", data) for name, data in piece.files)
    yield from ((f"{folder}/{name}", data) for name, data in documents)
    pen = dice(plan, unit.number, "pictures")
    for photo in photos:
        yield f"{folder}/{photo.path}", draw_picture(pen, plan.photo_edge)


# --- photos --------------------------------------------------------------------------------------


def _photos(plan: Plan, unit: Identity, taken: Counter[str]) -> list[_Photo]:
    rng = dice(plan, unit.number, "photos")
    count = rng.randint(0, 2 * plan.photos)
    found: list[_Photo] = []
    for number in range(1, count + 1):
        topic = rng.choice(topics())
        who, place, thing = (rng.choice(topic.words[key]) for key in ("who", "places", "things"))
        caption = f"{place}的{thing}" if rng.random() < 0.4 else f"{who}在{place}"
        is_archived = number > 1 and rng.random() < 0.2
        taken[topic.archive] += is_archived
        place_of = f"archive/{topic.archive}/{taken[topic.archive]:02d}" if is_archived else f"photos/{number:02d}"
        path = f"{place_of}-{caption}.jpg"
        alt = f"画面里是{place}，{who}在场，近处有{thing}"
        found.append(_Photo(path, caption, alt, place, "" if is_archived or rng.random() < 0.8 else topic.archive))
    return found


def _said(photos: Sequence[_Photo], rng: random.Random) -> dict[str, dict[str, object]]:
    """By path below the unit's folder."""
    said: dict[str, dict[str, object]] = {}
    for photo in photos:
        said[photo.path] = {"alt": photo.alt, "credit": "示意图", "archive": photo.archive}
        if rng.random() < 0.4:
            said[photo.path] |= {"place": photo.place, "focus": [0.5, round(rng.uniform(0.4, 0.7), 1)]}
    return said


# --- what the unit says of itself ----------------------------------------------------------------


def _head(
    plan: Plan, unit: Identity, history: History, photos: Sequence[_Photo], rng: random.Random
) -> dict[str, object]:
    topic = rng.choice(topics())
    voice = Voice(rng, topic, {"S": unit.short_name})
    in_front = [photo for photo in photos if photo.path.startswith("photos/")]
    return {
        "name": unit.name,
        "short_name": unit.short_name,
        "kind": unit.category.kind,
        "sector": unit.category.sector,
        "ownership": unit.category.ownership,
        "region": unit.county.code if rng.random() < 0.1 else unit.county.name,
        "system": unit.system,
        "parent": unit.parent,
        "former_names": list(_former_names(plan, unit, history, rng)),
        "contact": _contact(unit, rng),
        "cover": rng.choice(in_front).path if in_front and rng.random() < 0.5 else "",
        "featured": True if rng.random() < 0.04 else "",
        "summary": f"{voice.word('A')}，从{voice.word('P')}做起",
        "facts": list(_facts(plan, unit, rng)),
        "honors": list(_honors(plan, unit, history, in_front, rng)),
        "aims": [f"创建{_aim(unit, history)}"] if rng.random() < 0.6 else [],
        "assessment": make_assessment(plan, unit),
        "photos": _said(photos, rng),
    }


def _former_names(plan: Plan, unit: Identity, history: History, rng: random.Random) -> Iterator[dict[str, object]]:
    if history.is_renamed:
        when: object = next(step.occasion.date.year for step in history.steps if step.event == "认定")
    elif rng.random() < 0.06:
        when = plan.today.year - rng.randint(9, 25)
    else:
        return
    yield {"name": f"{unit.place}{unit.stem.name}第二{unit.category.end}", "until": when}


def _contact(unit: Identity, rng: random.Random) -> dict[str, object]:
    """000 is nobody's area code, example.org nobody's domain."""
    return {
        "office": rng.choice(names().sectors[unit.category.sector].offices),
        "phone": f"000-555{rng.randrange(100_000):05d}",
        "email": f"{unit.slug}@example.org" if rng.random() < 0.6 else "",
        "address": f"{unit.place}{unit.stem.name}路{rng.randint(1, 399)}号",
    }


def _facts(plan: Plan, unit: Identity, rng: random.Random) -> Iterator[dict[str, object]]:
    for measure in names().sectors[unit.category.sector].facts:
        yield _fact(measure, plan.today.year - 1, rng)
    for topic in rng.sample(topics(), 2):
        yield _fact(rng.choice(topic.measures), plan.today.year - 1, rng)


def _fact(measure: Measure, year: int, rng: random.Random) -> dict[str, object]:
    value = rng.randint(measure.low, measure.high)
    is_rough = value > 400 and rng.random() < 0.5
    value = round(value, -2) if is_rough else value
    qualifier = rng.choice(("余", "约", "以上")) if is_rough else ""
    as_of = f"{year}-{rng.randint(1, 12):02d}" if rng.random() < 0.3 else year
    return {"label": measure.label, "value": value, "unit": measure.unit, "qualifier": qualifier, "as_of": as_of}


def _aim(unit: Identity, history: History) -> str:
    if "省级" in history.held:
        return f"省级{unit.category.kind}先进典型"
    return f"{'省级' if '市级' in history.held else '市级'}{unit.category.kind}"


# --- honours: what decisions say too, and what only the unit says -----------------------------------


def _honors(
    plan: Plan, unit: Identity, history: History, photos: Sequence[_Photo], rng: random.Random
) -> Iterator[dict[str, object]]:
    for step in reversed(history.steps):
        if step.event in ("授予", "晋级") and rng.random() < 0.75:
            body = step.occasion.body
            yield {
                "title": step.title if not step.prize else f"{step.title}{step.prize}",
                "level": body.level,
                "jurisdiction": body.jurisdiction,
                "grade": step.grade,
                "term": step.term,
                "date": step.occasion.date if rng.random() < 0.7 else f"{step.occasion.date:%Y-%m}",
                "by": [body.name],
                "document": step.occasion.document,
                "evidence": rng.choice(photos).path if photos and rng.random() < 0.3 else "",
            }
    yield from _only_told(plan, unit, history, rng)


def _only_told(plan: Plan, unit: Identity, history: History, rng: random.Random) -> Iterator[dict[str, object]]:
    """Without a decision on the site: titles of long ago, single honours, those of a part or of people."""
    county, year = unit.county, plan.today.year
    in_county = county.number >= 0
    if in_county and "县级" not in history.held and rng.random() < 0.4:
        yield {
            "title": f"县级{unit.category.kind}",
            "level": "县级",
            "jurisdiction": county.name,
            "grade": unit.category.kind,
            "date": rng.choice((year - rng.randint(9, 16), "20xx")),
            "by": [f"{county.name}精神文明建设委员会"],
            "source": rng.choice(("奖牌", "证书")),
        }
    for title in rng.sample(_BEFORE, rng.randint(0, 2)):
        whose, level = (county.name, "县级") if in_county and rng.random() < 0.5 else (county.city.name, "市级")
        yield _single(title, level, whose, f"{whose}人民政府", year - rng.randint(2, 12))
    if rng.random() < 0.15:
        whose = county.city.name
        holder = {"subunit": rng.choice(names().sectors[unit.category.sector].offices)}
        told = _single(rng.choice(_OF_OTHERS), "市级", whose, f"{whose}总工会", year - rng.randint(1, 6))
        yield told | {"holder": holder if rng.random() < 0.7 else {"persons": rng.randint(1, 5)}}


def _single(title: str, level: str, whose: str, body: str, year: int) -> dict[str, object]:
    return {"title": title, "level": level, "jurisdiction": whose, "date": year, "by": [body]}


# --- tables instead of front matter ----------------------------------------------------------------


def _tables(head: dict[str, object], rng: random.Random) -> Iterator[tuple[str, bytes]]:
    """Some units send Excel: what a table says goes out of the front matter."""
    honors, facts, photos = head["honors"], head["facts"], head["photos"]
    if isinstance(honors, list) and honors and not any("holder" in honor for honor in honors) and rng.random() < 0.08:
        head["honors"] = []
        heads, rows = tuple(_HEADS.values()), [_row(honor) for honor in honors]
        is_book = rng.random() < 0.5
        yield ("honors.xlsx", to_xlsx("荣誉", heads, rows)) if is_book else ("honors.csv", to_csv(heads, rows))
    if isinstance(facts, list) and rng.random() < 0.08:
        head["facts"] = []
        rows = [tuple(map(str, fact.values())) for fact in facts]
        yield "facts.csv", to_csv(("项目", "数值", "单位", "约数", "截至"), rows, rng.choice(("utf-8-sig", "gb18030")))
    if isinstance(photos, dict) and photos and rng.random() < 0.08:
        head["photos"] = {}
        rows = [(path, said["alt"], said["credit"]) for path, said in photos.items()]
        yield "photos.csv", to_csv(("文件", "替代文字", "拍摄者"), rows)


def _row(honor: Mapping[str, object]) -> tuple[str, ...]:
    cells = (honor.get(key, "") for key in _HEADS)
    return tuple("、".join(cell) if isinstance(cell, list) else str(cell) for cell in cells)


# --- the introduction ------------------------------------------------------------------------------


def _introduction(unit: Identity, history: History, facts: object, rng: random.Random) -> str:
    sector = names().sectors[unit.category.sector]
    topic = rng.choice(topics())
    voice = Voice(rng, topic, {"S": unit.short_name, "C": unit.county.name, "F": rng.choice(sector.offices)})
    counted = _told(facts[0]) if isinstance(facts, list) else ""
    offices = "、".join(rng.sample(sector.offices, 3))
    first = f"{unit.short_name}在{unit.place}。{rng.choice(sector.intro)}。内设{offices}等，现有{counted}。"
    second = voice.fill(f"近几年，创建的力气主要用在{topic.name}上：<A>；<A>。<W>常在<P>。")
    given = [step for step in history.steps if step.event in ("授予", "晋级") and not step.prize]
    told = "；".join(f"{s.occasion.date.year}年{s.occasion.date.month}月获{s.title}" for s in given)
    third = f"{told}。" if told else "目前还没有称号，先把日常的事做好。"
    return f"{first}\n\n{second}\n\n{third}还没有做好的地方：{voice.word('T')}。"


def _told(fact: Mapping[str, object]) -> str:
    """A fact in words: 约 stands before the number, 余 behind it, 以上 behind the unit."""
    told = {word: word if fact["qualifier"] == word else "" for word in ("约", "余", "以上")}
    return f"{fact['label']}{told['约']}{fact['value']}{told['余']}{fact['unit']}{told['以上']}"
