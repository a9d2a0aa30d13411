"""``sitemap.xml``: MkDocs' own knows none of our pages, and dates the others by the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote
from xml.etree import ElementTree

__all__ = ["build_sitemaps"]


def build_sitemaps(urls: Iterable[str], site_url: str, limit: int) -> Iterator[tuple[str, bytes]]:
    """Site-relative addresses → names and bytes of the files; without dates, for no page knows when it last changed.

    Up to ``limit`` addresses are ``sitemap.xml`` alone. More are ``sitemap-1.xml`` …, and ``sitemap.xml`` is their
    index (sitemaps.org: at most 50,000 addresses a file), so that its address stays the one to hand in.
    """
    listed = sorted(set(urls))
    if len(listed) <= limit:
        yield "sitemap.xml", _xml("urlset", "url", (quote(url) for url in listed), site_url)
        return
    parts = [listed[start : start + limit] for start in range(0, len(listed), limit)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield "sitemap.xml", _xml("sitemapindex", "sitemap", names, site_url)
    for name, part in zip(names, parts, strict=True):
        yield name, _xml("urlset", "url", (quote(url) for url in part), site_url)


def _xml(root: str, entry: str, urls: Iterable[str], site_url: str) -> bytes:
    listing = ElementTree.Element(root, xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for url in urls:
        ElementTree.SubElement(ElementTree.SubElement(listing, entry), "loc").text = site_url + url
    ElementTree.indent(listing)
    return bytes(ElementTree.tostring(listing, encoding="utf-8", xml_declaration=True))
