"""Open data of what units are and write: no contact, no person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from showcase.exports.columns import Column, column, table
from showcase.model.datasets import Dataset, Reference
from showcase.model.honors import HonorState
from showcase.model.units import Article, Unit

__all__ = ["ARTICLE", "UNIT", "article_table", "unit_table"]


@dataclass(frozen=True, slots=True)
class _UnitRow:
    unit: Unit
    best: HonorState | None
    parent: str
    system: str
    url: str


@dataclass(frozen=True, slots=True)
class _ArticleRow:
    article: Article
    url: str


UNIT: Final[tuple[Column[_UnitRow], ...]] = (
    column("slug", "单位代码", lambda r: r.unit.slug, "文件夹名，也是网址的一段，长期不变"),
    column("name", "单位全称", lambda r: r.unit.name, "现在的全称"),
    column("short_name", "简称", lambda r: r.unit.short_name, "名录和光荣榜上用的名字"),
    column("former_names", "曾用名", lambda r: tuple(f.name for f in r.unit.former_names), type="array"),
    column("kind", "类别", lambda r: r.unit.kind.name, "文明单位、文明村镇、文明校园等"),
    column("sector", "行业", lambda r: r.unit.sector.name if r.unit.sector else None),
    column("ownership", "性质", lambda r: r.unit.ownership.name if r.unit.ownership else None, "机关、企业等"),
    column("region_code", "地区代码", lambda r: r.unit.region.code, "文本：开头的 0 不能丢"),
    column("region", "地区", lambda r: r.unit.region.name),
    column("system", "所属系统", lambda r: r.system, "单位代码"),
    column("parent", "上级单位", lambda r: r.parent, "单位代码"),
    column("title", "最高称号", lambda r: r.best.title if r.best else None, "在册称号里最高的一项；没有就空着"),
    column("level", "级别", lambda r: r.best.level.name if r.best else None, "最高称号的级别"),
    column("grade", "等次", lambda r: r.best.grade if r.best else None, "最高称号的等次"),
    column("state", "状态", lambda r: r.best.state.value if r.best else None, "最高称号的状态"),
    column(
        "verified", "已核实", lambda r: r.best.is_verified if r.best else None,
        "最高称号有没有决定；否就是单位自报", type="boolean",
    ),
    column("url", "网址", lambda r: r.url, "页面的完整网址"),
)  # fmt: skip
ARTICLE: Final[tuple[Column[_ArticleRow], ...]] = (
    column("unit", "单位代码", lambda r: r.article.unit, "见“单位”表"),
    column("slug", "材料代码", lambda r: r.article.slug, "网址的最后一段，长期不变"),
    column("name", "文件名", lambda r: r.article.name, "汇编按它引用"),
    column("type", "类型", lambda r: r.article.type.value, "经验、汇报、活动、计划、总结、制度、事迹、媒体"),
    column("title", "标题", lambda r: r.article.title),
    column("subtitle", "副标题", lambda r: r.article.subtitle),
    column("date", "时间", lambda r: r.article.date.written, "文本：照材料所写，可能只有年月，或写着“不详”"),
    column(
        "date_iso", "时间首日", lambda r: r.article.date.earliest, "时间所指的第一天，供排序；不知道空着", type="date"
    ),
    column("topics", "话题", lambda r: tuple(topic.name for topic in r.article.topics), type="array"),
    column("office", "科室", lambda r: r.article.office, "供稿的部门；不登个人姓名"),
    column("archive", "档案类别", lambda r: r.article.archive.name if r.article.archive else None),
    column("featured", "推荐", lambda r: r.article.featured, type="boolean"),
    column("url", "网址", lambda r: r.url, "页面的完整网址"),
)


def unit_table(units: Iterable[Unit], honors: Mapping[str, tuple[HonorState, ...]], base: str) -> Dataset:
    """Units with the best title that each holds; ``base`` begins every address."""
    shown = sorted(units, key=lambda unit: unit.slug)
    slugs = {unit.slug for unit in shown}
    rows = (
        _UnitRow(
            unit=unit,
            best=min((h for h in honors.get(unit.slug, ()) if h.is_current), key=lambda h: h.height, default=None),
            parent=unit.parent if unit.parent in slugs else "",
            system=unit.system if unit.system in slugs else "",
            url=f"{base}{unit.url}",
        )
        for unit in shown
    )
    return table(
        "units",
        "单位",
        "名录里的每一家单位，连同它目前最高的一项称号。电话、地址和人员不在开放数据里。",
        UNIT,
        rows,
        ("slug",),
        (Reference("system", "units", "slug"), Reference("parent", "units", "slug")),
    )


def article_table(articles: Iterable[Article], base: str) -> Dataset:
    """Materials of units, without their authors."""
    rows = (_ArticleRow(a, f"{base}{a.url}") for a in sorted(articles, key=lambda a: (a.unit, a.slug)))
    description = "各单位的经验、汇报、制度等材料的目录。正文在网页上，作者姓名不在开放数据里。"
    return table(
        "articles", "材料", description, ARTICLE, rows, ("unit", "slug"), (Reference("unit", "units", "slug"),)
    )
