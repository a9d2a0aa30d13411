"""The site's own files: words, regions, feeds, how it is built, about and guide; styles copied where there are some."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from showcase.demo.assessment import make_edition
from showcase.demo.histories import ladders
from showcase.demo.occasions import body_of_city
from showcase.demo.plan import City, County, Plan, cities_of, counties_of, own_units_of
from showcase.demo.words import Category, names, topics
from showcase.demo.writing import File, document, to_yaml

__all__ = ["make_settings"]

_KINDS: Final = ("文明单位", "文明村镇", "文明社区", "文明校园", "文明窗口", "文明行业")
_MISPRINTS: Final = {
    "grave": [{"wrong": "攻府", "right": "政府", "reason": "严重错别字"}],
    "common": [{"wrong": "蓝球", "right": "篮球"}],
}
_ARCHIVE: Final = {
    "思想建设类": "sixiang",
    "工作成绩类": "gongzuo",
    "环境卫生类": "huanjing",
    "道德风尚类": "daode",
    "文化教育类": "wenhua",
    "荣誉类": "rongyu",
    "创建活动类": "chuangjian",
}
_FEEDS: Final = (
    (
        "all",
        "全站更新",
        "单位、材料、公示、决定和汇编，有新的就在这里。",
        "units articles notices decisions compilations",
    ),
    ("experiences", "创建经验", "只收经验材料。", "experiences"),
    ("notices", "公示", "名单的公示，写明起止日期和反映方式。", "notices"),
    ("decisions", "决定", "命名、复查、晋级和撤销称号的决定。", "decisions"),
)
_MKDOCS: Final = """\
# 由 showcase demo 生成的演示站。
site_name: 文明单位创建成果展
site_description: {place}文明单位名录、光荣榜、经验汇编与公示（演示数据）
site_url: https://demo.example.org/
docs_dir: content
site_dir: site

nav:
  - 单位: units/index.md
  - 光荣榜: honors/index.md
  - 经验汇编: compilations/index.md
  - 公示: notices/index.md
  - 统计: statistics/index.md

not_in_nav: |
  /about.md
  /guide/

theme:
  name: material
  language: zh
  font: false
{theme}
extra:
  generator: false
{assets}
plugins:
  - showcase:
      today: {today}
"""
_THEME: Final = """\
  custom_dir: site_config/theme
  favicon: assets/seal.svg
  icon: {logo: material/library}
  palette:
    - {scheme: default, primary: custom, accent: custom, media: "(prefers-color-scheme: light)"}
    - {scheme: slate, primary: custom, accent: custom, media: "(prefers-color-scheme: dark)"}
"""
_ABOUT: Final = """\
这是用 `showcase demo` 生成的演示站：{units}个单位，“今天”是{today}。

> **地区、单位、文号、数字、电话和邮箱都是程序按词表编出来的**，不对应任何真实的地区或机构。
> 乡镇、村和单位的名字若与别处相同，纯属巧合。图片是程序画的。

“核”表示本站收录的决定名单里有这一项，“报”表示只有单位自己这样说。
"""
_GUIDE: Final = """\
演示站不收稿。想写一个单位，请看项目里的投稿指南；想看一个单位由哪些文件组成，打开 `units/` 里随便一个文件夹。
"""


def make_settings(plan: Plan, theme: Path | None) -> Iterator[File]:
    """``theme`` is a folder of styles and templates to copy, if there is one."""
    place = cities_of(plan)[0].name if len(cities_of(plan)) == 1 else names().province
    yield "mkdocs.yml", _mkdocs(plan, place, theme is not None).encode()
    yield "site_config/taxonomies.yml", to_yaml(_taxonomies(plan)).encode()
    yield "site_config/regions.yml", to_yaml({"regions": [_regions(plan)]}).encode()
    yield "site_config/site.yml", to_yaml(_site(plan, place)).encode()
    feeds = [{"slug": s, "title": t, "description": d, "content": c.split()} for s, t, d, c in _FEEDS]
    yield "site_config/feeds.yml", to_yaml({"feeds": feeds}).encode()
    yield "site_config/misprints.yml", to_yaml(_MISPRINTS).encode()
    yield "site_config/denominators.yml", to_yaml({"denominators": _denominators(plan)}).encode()
    yield f"site_config/indicators/{plan.today.year}.yml", to_yaml(make_edition(plan)).encode()
    about = _ABOUT.format(units=plan.units, today=plan.today)
    yield "content/about.md", document({"title": "关于本站", "description": "这是演示数据。"}, about)
    yield "content/guide/index.md", document({"title": "投稿指南", "description": "演示站不收稿。"}, _GUIDE)
    for path in sorted(theme.rglob("*")) if theme else ():
        if path.is_file() and theme is not None:
            yield f"site_config/theme/{path.relative_to(theme).as_posix()}", path.read_bytes()


def _mkdocs(plan: Plan, place: str, has_theme: bool) -> str:
    styles = "extra_css: [assets/showcase.css, assets/elder.css]\n"
    assets = f"{styles}extra_javascript: [assets/showcase.js]\n" if has_theme else ""
    return _MKDOCS.format(place=place, today=plan.today, theme=_THEME if has_theme else "", assets=assets)


def _taxonomies(plan: Plan) -> dict[str, object]:
    return {
        "kinds": [{"name": kind} for kind in _KINDS],
        "levels": [{"name": "全国级", "aliases": ["国家级"]}, {"name": "省级"}, {"name": "市级"}, {"name": "县级"}],
        "jurisdictions": list(_jurisdictions(plan)),
        "topics": [{"name": topic.name, "slug": topic.slug} for topic in topics()],
        "ownership": [{"name": word} for word in _words_of("ownership")],
        "sectors": [{"name": word} for word in names().sectors],
        "archive": [{"name": name, "slug": slug} for name, slug in _ARCHIVE.items()],
    }


def _jurisdictions(plan: Plan) -> Iterator[dict[str, object]]:
    """A county's titles have no end of term, and need no review."""
    yield {"name": names().province, "level": "省级", "term_years": 3, "ladders": ladders("省级")}
    for city in cities_of(plan):
        body = body_of_city(city)
        yield {"name": body.jurisdiction, "level": body.level, "term_years": 3, "ladders": ladders("市级")}
    for county in counties_of(plan):
        yield {"name": county.name, "level": "县级", "ladders": ladders("县级")}


def _words_of(key: str) -> tuple[str, ...]:
    """All that units are, each once."""
    words = names()
    every: tuple[Category, ...] = (*words.towns, *words.systems, *words.others)
    return tuple(dict.fromkeys(str(getattr(category, key)) for category in every))


def _regions(plan: Plan) -> dict[str, object]:
    counties = counties_of(plan)
    cities = [_branch(city, [own_units_of(city), *(c for c in counties if c.city == city)]) for city in cities_of(plan)]
    return {"code": "99", "name": names().province, "children": cities}


def _branch(city: City, counties: list[County]) -> dict[str, object]:
    children = [{"code": county.code, "name": county.name} for county in counties]
    return {"code": city.code, "name": city.name, "children": children}


def _site(plan: Plan, place: str) -> dict[str, object]:
    return {
        "name": "文明单位创建成果展",
        "place": place,
        "chop": [place[:2], "文明"],
        "motto": ["看得见的文明，", "查得到的荣誉"],
        "lead": "一个单位一份档案：它做了什么、凭什么获评、依据哪份文件，都在这里。",
        "period": f"{plan.today.year - 3}—{plan.today.year - 1} 创建周期",
        "demo": True,
        "demo_note": "演示数据：全部地区、单位、文号、数字均由程序生成，不对应任何真实的地区或机构；图片是程序画的。",
        "sponsor": f"{place}精神文明建设委员会办公室",
        "phone": "000-55510000",
        "hours": "工作日 9:00—12:00，13:30—17:00",
        "email": "wmb@example.org",
        "address": f"{place}政务中心 3 楼",
        "licence": "CC BY 4.0",
        "privacy": {"id": "2+13*+3", "mobile": "3+4*+4", "card": "4+*+4"},
    }


def _denominators(plan: Plan) -> list[dict[str, object]]:
    year, source = plan.today.year - 1, "演示数字"
    return [
        {
            "what": "行政村和乡镇",
            "value": plan.units + 120,
            "as_of": year,
            "source": source,
            "count": {"kind": "文明村镇"},
        },
        {
            "what": "中小学",
            "value": plan.units // 2 + 60,
            "as_of": year,
            "source": source,
            "count": {"kind": "文明校园"},
        },
        {
            "what": "新申报单位",
            "label": "民营企业占新申报文明单位",
            "count": {"kind": "文明单位", "application": "新申报", "ownership": "民营企业"},
            "of": {"kind": "文明单位", "application": "新申报"},
        },
    ]
