"""The same texts for every tool: a folder in showcase's format, and plain records read from it.

``write_site`` is the one place that knows where the texts come from; ``showcase demo`` is to replace its
body. ``read_site`` reads any such folder: front matter as plain strings, lists and dicts, and the body.
"""

from __future__ import annotations

import itertools
import os
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from tests.bench.pages import SENTENCES, article
from tests.site import MKDOCS, SITE, write

ARTICLES = 3
"""A unit, so that 20,000 units are 80,000 pages."""
PAGES_A_UNIT = 1 + ARTICLES
CITY = "云川市"
KINDS = ("文明单位", "文明村镇", "文明社区", "文明校园", "文明窗口")
REGIONS = ("清源区", "青禾区", "北渡区", "望山县", "禾塘县", "松坪县")
LEVELS = ("全国级", "省级", "市级", "县级")
TOPICS = ("志愿服务", "窗口服务", "环境整治", "移风易俗", "我们的节日", "阅读与学习", "道德讲堂", "勤俭节约")
LADDER = (("县级", "", "2019-06"), ("市级", CITY, "2022-03"), ("省级", "川岭省", "2025-05"))
"""Level, whose title (the region's own if empty), when."""
NEVER = "2000-01-01"
FEED_LIMIT = 50
"""Entries of a feed, with their full text, in every tool."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article; ``slug`` is the last part of its address."""

    slug: str
    meta: Mapping[str, Any]
    body: str

    @property
    def title(self) -> str:
        return str(self.meta["title"])

    @property
    def topics(self) -> list[str]:
        return list(self.meta.get("topics") or [])

    @property
    def day(self) -> str:
        """A whole date, as the other tools want one: the first day that the date may mean."""
        match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", str(self.meta.get("date", "")))
        return f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}" if match else NEVER


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit with its articles and the files of its photos."""

    slug: str
    meta: Mapping[str, Any]
    body: str
    articles: tuple[Article, ...]
    photos: tuple[Path, ...]

    @property
    def name(self) -> str:
        return str(self.meta["name"])

    @property
    def honors(self) -> list[Mapping[str, str]]:
        """By date, the newest first."""
        return sorted(self.meta.get("honors") or [], key=lambda honor: str(honor["date"]), reverse=True)

    @property
    def levels(self) -> list[str]:
        """Each once, in the order of the honours."""
        return list(dict.fromkeys(honor["level"] for honor in self.honors))


@dataclass(frozen=True)
class Content:
    """A site in showcase's format and what it says."""

    folder: Path
    units: tuple[Unit, ...]
    terms: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return sum(1 + len(unit.articles) for unit in self.units)

    @property
    def photos(self) -> int:
        return sum(len(unit.photos) for unit in self.units)

    @cached_property
    def by_kind(self) -> dict[str, list[Unit]]:
        found: dict[str, list[Unit]] = {}
        for unit in self.units:
            found.setdefault(unit.meta["kind"], []).append(unit)
        return found

    def related(self, unit: Unit, count: int = 3) -> list[Unit]:
        """Other units of the same kind, as cards at the foot of a unit's page."""
        others = (other for other in self.by_kind[unit.meta["kind"]] if other.slug != unit.slug)
        return list(itertools.islice(others, count))


# --- writing -------------------------------------------------------------------------------------


def write_site(folder: Path, pages: int, photos: Sequence[Path] = (), seed: int = 1) -> None:
    """A valid site of so many unit and article pages; the photos are shared out among the units."""
    random_ = random.Random(seed)
    files: dict[str, str | bytes | None] = {
        "mkdocs.yml": MKDOCS,
        "site_config/taxonomies.yml": _dump(_taxonomies()),
        "site_config/regions.yml": _dump(_regions()),
        "site_config/site.yml": SITE,
        "site_config/feeds.yml": _dump(_feeds()),
        "content/about.md": "---\ntitle: 关于\n---\n关于本站。\n",
    }
    slugs = [f"unit-{number:05d}" for number in range(max(1, round(pages / PAGES_A_UNIT)))]
    for number, slug in enumerate(slugs):
        files[f"units/{slug}/index.md"] = _unit(random_, number)
        for index in range(ARTICLES):
            text = article(random_, index + 1).replace("topics: [志愿服务]", f"topics: [{random_.choice(TOPICS)}]")
            files[f"units/{slug}/zuofa-{index}.md"] = text
    write(folder, files)
    for number, photo in enumerate(photos):
        _share(photo, folder / "units" / slugs[number % len(slugs)] / "photos", number // len(slugs) + 1)


def _share(photo: Path, folder: Path, number: int) -> None:
    folder.mkdir(exist_ok=True)
    os.link(photo, folder / f"{number:02}-活动照片.jpg")


def _unit(random_: random.Random, number: int) -> str:
    kind, region = KINDS[number % len(KINDS)], REGIONS[number // len(KINDS) % len(REGIONS)]
    honors = [
        {"title": f"{level}{kind}", "level": level, "jurisdiction": whose or region, "grade": kind, "date": date}
        for level, whose, date in LADDER[: random_.randrange(1, 4)]
    ]
    name = f"{CITY}{region}第{number}单位"
    facts = [{"label": "在职职工", "value": str(random_.randrange(20, 400)), "unit": "人", "as_of": "2025"}]
    meta = {"name": name, "kind": kind, "region": region, "facts": facts, "honors": honors}
    return f"---\n{_dump(meta)}---\n" + "\n\n".join("".join(random_.choices(SENTENCES, k=4)) for _ in range(2)) + "\n"


def _taxonomies() -> dict[str, Any]:
    whose = [("川岭省", "省级"), (CITY, "市级"), *((region, "县级") for region in REGIONS)]
    return {
        "kinds": list(KINDS),
        "levels": list(LEVELS),
        "jurisdictions": [
            {"name": name, "level": level, "ladders": [[kind] for kind in KINDS]} for name, level in whose
        ],
        "topics": list(TOPICS),
        "ownership": ["机关"],
        "sectors": ["教育"],
        "archive": ["思想建设类"],
    }


def _regions() -> dict[str, Any]:
    children = [{"code": f"9900{number:02}", "name": name} for number, name in enumerate(REGIONS, 1)]
    city = {"code": "9900", "name": CITY, "children": children}
    return {"regions": [{"code": "99", "name": "川岭省", "children": [city]}]}


def _feeds() -> dict[str, Any]:
    """A feed for every term in use.

    ``feeds.yml`` knows kinds of content but no terms yet, so a term's feed stands for one: as many feeds,
    as many entries and as much text as the other tools write, though not the same choice of entries.
    """
    terms = [*KINDS, *REGIONS, *(level for level, _, _ in LADDER)]
    feeds = [_feed("all", "全站更新", ["units", "articles"])]
    feeds += [_feed(f"term-{number}", term, ["units"]) for number, term in enumerate(terms)]
    feeds += [_feed(f"topic-{number}", topic, ["articles"]) for number, topic in enumerate(TOPICS)]
    return {"feeds": feeds}


def _feed(slug: str, title: str, content: list[str]) -> dict[str, Any]:
    return {"slug": slug, "title": title, "description": f"{title}的更新", "content": content, "limit": FEED_LIMIT}


def _dump(value: Any) -> str:
    return yaml.dump(value, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, sort_keys=False)


# --- reading -------------------------------------------------------------------------------------


def read_site(folder: Path) -> Content:
    """Units and articles of a folder in showcase's format; decisions and notices stay its own."""
    homes = sorted(home for home in (folder / "units").iterdir() if (home / "index.md").exists())
    units = tuple(_read_unit(home) for home in homes if not home.name.startswith("_"))
    terms = {
        "kinds": _once(unit.meta["kind"] for unit in units),
        "regions": _once(unit.meta["region"] for unit in units),
        "levels": _once(level for unit in units for level in unit.levels),
        "topics": _once(topic for unit in units for article_ in unit.articles for topic in article_.topics),
    }
    return Content(folder, units, terms)


def _read_unit(home: Path) -> Unit:
    meta, body = _front_matter(home / "index.md")
    texts = sorted(path for path in home.rglob("*.md") if path.name != "index.md")
    articles = (Article(path.stem, *_front_matter(path)) for path in texts)
    return Unit(
        home.name,
        meta,
        body,
        tuple(found for found in articles if "type" in found.meta),  # others are notes on recordings
        tuple(sorted((home / "photos").glob("*.jpg"))),
    )


def _front_matter(path: Path) -> tuple[Mapping[str, Any], str]:
    """Scalars stay text: no tool is to guess what a date is."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(head, Loader=loader), body.strip() + "\n"


def _once(words: Any) -> list[str]:
    return list(dict.fromkeys(words))
