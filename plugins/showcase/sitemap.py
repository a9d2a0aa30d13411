"""``sitemap.xml``: MkDocs' own knows none of our pages, and dates the others by the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

__all__ = ["build_sitemaps", "robots"]


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


def robots(site_url: str, *, hidden: bool) -> bytes:
    """``robots.txt`` (RFC 9309). It counts at the root of a host alone: of a site in a sub-path it says where it goes.

    :param hidden: of a test site nothing is to be listed; its pages say ``noindex`` besides
    """
    path = urlsplit(site_url).path or "/"
    aside = (
        f"# 本站在子目录 {path} 里：请把下面几行并入域名根目录的 robots.txt，放在这里搜索引擎不读\n"
        if path != "/"
        else ""
    )
    rule = f"Disallow: {path}\n" if hidden else f"Allow: {path}\nSitemap: {site_url}sitemap.xml\n"
    return f"{aside}User-agent: *\n{rule}".encode()


def _xml(root: str, entry: str, urls: Iterable[str], site_url: str) -> bytes:
    listing = ElementTree.Element(root, xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for url in urls:
        ElementTree.SubElement(ElementTree.SubElement(listing, entry), "loc").text = site_url + url
    ElementTree.indent(listing)
    return bytes(ElementTree.tostring(listing, encoding="utf-8", xml_declaration=True))
