"""``site_config/`` → :class:`~showcase.model.collection.SiteConfig`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from showcase.diagnostics import Acceptance, Diagnostics, Location, suggest
from showcase.loading.addresses import DERIVED, TAXONOMIES
from showcase.loading.denominators import load_denominators
from showcase.loading.files import Root
from showcase.loading.free_files import check_settings_folder
from showcase.loading.front_matter import load_yaml
from showcase.loading.holidays import load_calendar
from showcase.loading.indicators import load_editions
from showcase.loading.misprints import load_misprints
from showcase.loading.pinyin import slug_of
from showcase.model.collection import SiteConfig
from showcase.model.columns import COLUMNS
from showcase.model.documents import Source
from showcase.model.limits import Intake
from showcase.model.privacy import Masks
from showcase.model.vocabulary import FeedSpec, Jurisdiction, Region, Regions, Site, Taxonomies, Taxonomy, Term

if TYPE_CHECKING:
    from showcase.loading.schema import RegionSchema, TaxonomiesSchema, TermSchema

__all__ = ["CONTENT_TYPES", "load_site_config"]

CONTENT_TYPES: Final = ("units", "articles", "experiences", "notices", "decisions", "honors", "compilations")
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE: Final = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*")
_NO_LEVEL: Final = Term(name="", slug="", order=-1)
"""Of a jurisdiction whose own level is mistaken: its titles are not mistaken for that."""
_LABELS: Final = {
    "kinds": "类别", "levels": "级别", "topics": "话题", "ownership": "性质", "sectors": "行业", "archive": "档案类别",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Slugs:
    """Of terms for which ``taxonomies.yml`` gives none: as first published, else from the name."""

    recorded: Mapping[str, str]
    named: dict[str, str]
    """Filled here, by the keys of ``urls.yml``: of those that have pages."""

    def of(self, taxonomy: str, name: str) -> str:
        """The same for life once it is recorded."""
        if taxonomy not in TAXONOMIES:
            return slug_of(name)
        key = f"{TAXONOMIES[taxonomy]}/{name}"
        self.named[key] = self.recorded.get(key) or slug_of(name)
        return self.named[key]


def load_site_config(root: Root, folder: Path, diagnostics: Diagnostics) -> SiteConfig | None:
    """All settings; ``None`` when taxonomies or regions cannot be used, for then every word would be unknown.

    A fault of ``site.yml`` hides no other: it is reported, and the check goes on without a name.
    """
    check_settings_folder(root, folder, diagnostics)
    urls = _urls(root, folder / "urls.yml", diagnostics)
    named: dict[str, str] = {}
    taxonomies = _taxonomies(root, folder / "taxonomies.yml", _Slugs(urls, named), diagnostics)
    regions = _regions(root, folder / "regions.yml", diagnostics)
    site = _site(root, folder / "site.yml", diagnostics)
    feeds, feed_tag = _feeds(root, folder / "feeds.yml", diagnostics)
    calendar = load_calendar(root, folder / "holidays.yml", diagnostics)
    if taxonomies is None or regions is None:
        return None
    denominators = load_denominators(root, folder / "denominators.yml", taxonomies, regions, diagnostics)
    return SiteConfig(
        site=site or Site(name="", place=""),
        taxonomies=taxonomies,
        regions=regions,
        feeds=feeds,
        feed_tag=feed_tag,
        calendar=calendar,
        denominators=denominators,
        editions=load_editions(root, folder / "indicators", diagnostics),
        misprints=load_misprints(root, folder / "misprints.yml", diagnostics),
        named=MappingProxyType(named),
        urls=MappingProxyType(urls),
    )


def _present(root: Root, path: Path, diagnostics: Diagnostics) -> bool:
    if not path.is_file():
        diagnostics.error(Location(root.relative(path)), "缺少这个设置文件", "missing-file")
        return False
    return True


def _taxonomies(root: Root, path: Path, slugs: _Slugs, diagnostics: Diagnostics) -> Taxonomies | None:
    from showcase.loading.schema import TaxonomiesSchema  # pydantic: only when a file is parsed
    from showcase.loading.validation import validate

    loaded = load_yaml(root, path, diagnostics) if _present(root, path, diagnostics) else None
    schema = validate(TaxonomiesSchema, loaded[1], loaded[0], diagnostics) if loaded else None
    if schema is None or loaded is None:
        return None
    source = loaded[0]
    lists = {key: _taxonomy(key, getattr(schema, key), source, slugs, diagnostics) for key in _LABELS}
    return Taxonomies(**lists, jurisdictions=tuple(_jurisdictions(schema, lists["levels"], source, diagnostics)))


def _taxonomy(
    key: str, terms: Iterable[TermSchema], source: Source, slugs: _Slugs, diagnostics: Diagnostics
) -> Taxonomy:
    seen: dict[str, int] = {}
    built: list[Term] = []
    for order, term in enumerate(terms):
        for word in (term.name, *term.aliases):
            if word in seen:
                diagnostics.error(source.at(key, order), f"{_LABELS[key]}“{word}”重复", "duplicate-term")
            seen[word] = order
        slug = term.slug or slugs.of(key, term.name)
        _check_slug(slug, term, source.at(key, order), built, diagnostics)
        office = getattr(term, "office", "")  # of archive categories alone
        built.append(Term(name=term.name, slug=slug, order=order, aliases=tuple(term.aliases), office=office))
    return Taxonomy(key, _LABELS[key], tuple(built))


def _check_slug(slug: str, term: TermSchema, place: Location, before: Iterable[Term], diagnostics: Diagnostics) -> None:
    """It becomes an address and an anchor."""
    if not _SLUG.fullmatch(slug):
        message = f"“{term.name}”的 slug“{slug}”要用小写字母、数字和连字符"
        diagnostics.error(place, message, "bad-slug")
    other = next((t for t in before if t.slug == slug and t.name != term.name), None)
    if other is not None:
        message = f"“{term.name}”的 slug“{slug}”与“{other.name}”相同，请用 slug 另定"
        diagnostics.error(place, message, "bad-slug")


def _jurisdictions(
    schema: TaxonomiesSchema, levels: Taxonomy, source: Source, diagnostics: Diagnostics
) -> Iterator[Jurisdiction]:
    for index, item in enumerate(schema.jurisdictions):
        level = levels.find(item.level)
        if level is None:
            place = source.at("jurisdictions", index, "level")
            hint = suggest(item.level, levels.names()) or f"，可用：{'、'.join(term.name for term in levels)}"
            diagnostics.error(place, f"级别没有“{item.level}”{hint}", "unknown-term")
        ladders = tuple(tuple(ladder) for ladder in item.ladders)
        yield Jurisdiction(
            name=item.name,
            level=level or _NO_LEVEL,
            ladders=ladders,
            term_years=item.term_years,
            review_renews=item.review_renews,
        )


def _regions(root: Root, path: Path, diagnostics: Diagnostics) -> Regions | None:
    from showcase.loading.schema import RegionsSchema  # pydantic: only when a file is parsed
    from showcase.loading.validation import validate

    loaded = load_yaml(root, path, diagnostics) if _present(root, path, diagnostics) else None
    schema = validate(RegionsSchema, loaded[1], loaded[0], diagnostics) if loaded else None
    if schema is None or loaded is None:
        return None
    flat = [region for top in schema.regions for region in _branch(top, ())]
    _same_codes(schema.regions, loaded[0], ("regions",), {}, diagnostics)
    return Regions(
        tuple(
            Region(code=r.code, name=r.name, path=(*above, r.name), order=order, is_leaf=not r.children)
            for order, (r, above) in enumerate(flat)
        )
    )


def _same_codes(
    regions: Iterable[RegionSchema],
    source: Source,
    key: tuple[str | int, ...],
    seen: dict[str, str],
    diagnostics: Diagnostics,
) -> None:
    for n, region in enumerate(regions):
        if region.code in seen:
            message = f"地区代码“{region.code}”重复，{seen[region.code]}已经用了"
            diagnostics.error(source.at(*key, n, "code"), message, "duplicate-term")
        if not _CODE.fullmatch(region.code):
            message = f"地区代码“{region.code}”是网址的一部分，只用字母、数字和连字符"
            diagnostics.error(source.at(*key, n, "code"), message, "bad-slug")
        seen.setdefault(region.code, region.name)
        _same_codes(region.children, source, (*key, n, "children"), seen, diagnostics)


def _branch(region: RegionSchema, above: tuple[str, ...]) -> Iterator[tuple[RegionSchema, tuple[str, ...]]]:
    yield region, above
    for child in region.children:
        yield from _branch(child, (*above, region.name))


def _site(root: Root, path: Path, diagnostics: Diagnostics) -> Site | None:
    from showcase.loading.schema import SiteSchema  # pydantic: only when a file is parsed
    from showcase.loading.validation import validate

    loaded = load_yaml(root, path, diagnostics) if _present(root, path, diagnostics) else None
    schema = validate(SiteSchema, loaded[1], loaded[0], diagnostics) if loaded else None
    if schema is None or loaded is None:
        return None
    fields = schema.model_dump(exclude={"limits", "privacy", "result_within"})
    limits = {key: value for key, value in schema.limits.model_dump().items() if value is not None}
    privacy, source = schema.privacy, loaded[0]
    diagnostics.accept(
        Acceptance(source.at("privacy", "accepted", n), item.rule, item.reason, item.shown, item.file)
        for n, item in enumerate(privacy.accepted)
    )
    _check_columns(fields["columns"], source, diagnostics)
    masks = Masks(privacy.id, privacy.mobile, privacy.card)
    lists = {key: tuple(fields[key]) for key in ("chop", "motto")}
    fixed = {"intake": Intake(**limits), **lists, "masks": masks, "result_within": schema.result_within}
    return Site(**{**fields, **fixed})


def _check_columns(columns: Iterable[str], source: Source, diagnostics: Diagnostics) -> None:
    known = [column.name for column in COLUMNS]
    for name in columns:
        if name not in known:
            message = f"没有“{name}”这个栏目{suggest(name, known)}"
            diagnostics.error(source.key("columns", name), message, "unknown-term")


def _feeds(root: Root, path: Path, diagnostics: Diagnostics) -> tuple[tuple[FeedSpec, ...], str]:
    """Those of the office, and by whom entries are named."""
    from showcase.loading.schema import FeedsSchema  # pydantic: only when a file is parsed
    from showcase.loading.validation import validate

    loaded = load_yaml(root, path, diagnostics) if path.is_file() else None
    schema = validate(FeedsSchema, loaded[1], loaded[0], diagnostics) if loaded else None
    if schema is None or loaded is None:
        return (), ""
    feeds: list[FeedSpec] = []
    for index, feed in enumerate(schema.feeds):
        place = loaded[0].at("feeds", index, "slug")
        if not _SLUG.fullmatch(feed.slug):
            diagnostics.error(place, f"订阅源的 slug“{feed.slug}”要用小写字母、数字和连字符", "bad-slug")
        elif feed.slug in {f.slug for f in feeds}:
            diagnostics.error(place, f"订阅源的 slug“{feed.slug}”重复", "bad-slug")
        for n, word in enumerate(feed.content):
            if word not in CONTENT_TYPES:
                hint = suggest(word, CONTENT_TYPES) or f"，可用：{'、'.join(CONTENT_TYPES)}"
                message = f"订阅源内容没有“{word}”{hint}"
                diagnostics.error(loaded[0].at("feeds", index, "content", n), message, "unknown-term")
        feeds.append(
            FeedSpec(
                slug=feed.slug,
                title=feed.title,
                description=feed.description,
                content=tuple(feed.content),
                limit=feed.limit or 50,
                pages=feed.pages or 1,
            )
        )
    return tuple(feeds), schema.tag


def _urls(root: Root, path: Path, diagnostics: Diagnostics) -> dict[str, str]:
    """Slugs as first published (``units/x/文件.md: slug``, ``授予机关/名称: slug``); they never change after."""
    loaded = load_yaml(root, path, diagnostics) if path.is_file() else None
    if loaded is None:
        return {}
    source, data = loaded
    urls: dict[str, str] = {}
    for key, value in data.items():
        if not isinstance(value, str) or not _SLUG.fullmatch(value):
            diagnostics.error(source.at(key), f"“{key}”的网址要用小写字母、数字和连字符", "bad-slug")
            continue
        other = _same_address(urls, key, value)
        if other:
            diagnostics.error(source.at(key), f"“{key}”的网址“{value}”与“{other}”相同", "duplicate-url")
        urls[key] = value
    return urls


def _same_address(urls: Mapping[str, str], key: str, slug: str) -> str:
    """The earlier key of the same kind with this slug; of articles the rules compare whole addresses."""
    kind = next((word for word in DERIVED if key.startswith(word)), None)
    return next((k for k, v in urls.items() if v == slug and k.startswith(kind)), "") if kind else ""
