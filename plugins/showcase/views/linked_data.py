"""What a page says to machines (JSON-LD, schema.org): where it stands, and of what it tells.

Only what a decision says is an award: claims of a unit (单位自报) are on the page with their mark, and are not here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from showcase.markdown import Html
from showcase.model.dates import PartialDate
from showcase.model.honors import HonorState, State
from showcase.model.units import Article, Unit
from showcase.model.vocabulary import Site
from showcase.views.parts import Context, Preview, ViewPage

__all__ = ["Organization", "Writing", "linked_data", "organization", "writing"]

_ESCAPES: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""So that no word can end the element that the data stand in."""
_LANGUAGE: Final = "zh-Hans"
_GROWING: Final = ("unit.html", "activity.html", "archive.html")
"""Pages whose date is that of the newest thing on them: they were changed then, not published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A unit."""

    is_government: bool
    name: str
    names: tuple[str, ...]
    """Its short name and former ones."""
    summary: str
    region: str
    address: str
    post_code: str
    phone: str
    email: str
    awards: tuple[str, ...]
    """Titles in force that a decision gave."""
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A material of a unit."""

    unit: str
    unit_url: str
    summary: str
    date: PartialDate
    topics: tuple[str, ...]
    type: str


def organization(context: Context, unit: Unit) -> Organization:
    """What of a unit is said."""
    held = context.honors.get(unit.slug, ())
    awards = (f"{s.title}{s.prize}（{s.term}）" if s.term else f"{s.title}{s.prize}" for s in held if _is_award(s))
    above = context.collection.unit(unit.parent or unit.system)
    return Organization(
        is_government=unit.ownership is not None and "机关" in unit.ownership.name,
        name=unit.name,
        names=tuple(
            dict.fromkeys(n for n in (unit.short_name, *(f.name for f in unit.former_names)) if n != unit.name)
        ),
        summary=unit.summary,
        region=unit.region.full_name,
        address=unit.contact.address,
        post_code=unit.contact.post_code,
        phone=unit.contact.phone,
        email=unit.contact.email,
        awards=tuple(dict.fromkeys(awards)),
        parent=above.name if above else "",
    )


def _is_award(state: HonorState) -> bool:
    return state.is_verified and state.state is State.VALID


def writing(unit: Unit, article: Article) -> Writing:
    """What of an article is said."""
    return Writing(
        unit=unit.name,
        unit_url=unit.url,
        summary=article.summary,
        date=article.date,
        topics=tuple(topic.name for topic in article.topics),
        type=article.type.value,
    )


def linked_data(page: ViewPage, site: Site, base: str, preview: Preview | None) -> Html:
    """The JSON of one page, safe to stand in ``<script type="application/ld+json">``.

    :param base: absolute address of the site's root, with its slash
    :param preview: of the site, for pages that have none
    """
    graph = [_page(page, base, page.preview or preview), *_crumbs(page, base)]
    match page.about:
        case Organization() as unit:
            graph.append(_organization(unit, page, base))
        case Writing() as article:
            graph.append(_article(article, page, base))
    if not page.url:
        graph.append(_site(site, base))
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return Html(text.translate(_ESCAPES))


def _said(**words: Any) -> dict[str, Any]:
    """Without what is not known."""
    return {key.replace("at_", "@"): value for key, value in words.items() if value}


def _page(page: ViewPage, base: str, preview: Preview | None) -> Mapping[str, Any]:
    about = {Organization: "unit", Writing: "article"}.get(type(page.about))
    date = page.published.iso if page.published and page.published.is_known else ""
    return _said(
        at_type="WebPage",
        at_id=f"{base}{page.url}",
        url=f"{base}{page.canonical or page.url}",
        name=page.title,
        description=page.description,
        inLanguage=_LANGUAGE,
        isPartOf={"@id": f"{base}#site"},
        **{"dateModified" if page.template in _GROWING else "datePublished": date},
        primaryImageOfPage=_image(preview, base),
        about={"@id": f"{base}{page.url}#{about}"} if about else None,
        keywords="，".join(page.keywords),
    )


def _image(preview: Preview | None, base: str) -> Mapping[str, Any] | None:
    if preview is None:
        return None
    return {"@type": "ImageObject", "url": f"{base}{preview.url}", "width": preview.width, "height": preview.height}


def _crumbs(page: ViewPage, base: str) -> Iterator[Mapping[str, Any]]:
    """Steps without an address are words, not places; the last one is the page itself."""
    steps = [crumb for crumb in page.crumbs[:-1] if crumb.url is not None]
    if steps:
        places = [(step.title, f"{base}{step.url}") for step in steps]
        items = [*places, (page.crumbs[-1].title, f"{base}{page.url}")]
        yield {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": name, "item": url}
                for number, (name, url) in enumerate(items, 1)
            ],
        }


def _organization(unit: Organization, page: ViewPage, base: str) -> Mapping[str, Any]:
    place = _said(
        at_type="PostalAddress",
        addressCountry="CN",
        addressRegion=unit.region,
        streetAddress=unit.address,
        postalCode=unit.post_code,
    )
    return _said(
        at_type="GovernmentOrganization" if unit.is_government else "Organization",
        at_id=f"{base}{page.url}#unit",
        name=unit.name,
        alternateName=list(unit.names),
        description=unit.summary,
        address=place,
        telephone=unit.phone,
        email=unit.email,
        award=list(unit.awards),
        parentOrganization={"@type": "Organization", "name": unit.parent} if unit.parent else None,
    )


def _article(article: Writing, page: ViewPage, base: str) -> Mapping[str, Any]:
    return _said(
        at_type="Article",
        at_id=f"{base}{page.url}#article",
        headline=page.title,
        description=article.summary,
        articleSection=article.type,
        datePublished=article.date.iso if article.date.is_known else "",
        author={"@type": "Organization", "@id": f"{base}{article.unit_url}#unit", "name": article.unit},
        keywords=list(article.topics),
        image=_image(page.preview, base),
        inLanguage=_LANGUAGE,
        mainEntityOfPage={"@id": f"{base}{page.url}"},
    )


def _site(site: Site, base: str) -> Mapping[str, Any]:
    """With the way to its search."""
    return _said(
        at_type="WebSite",
        at_id=f"{base}#site",
        url=base,
        name=f"{site.place}{site.name}",
        description=site.lead,
        inLanguage=_LANGUAGE,
        publisher={"@type": "GovernmentOrganization", "name": site.sponsor} if site.sponsor else None,
        potentialAction={
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{base}search/?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    )
