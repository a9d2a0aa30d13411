"""``sitemap.xml``: MkDocs' own knows none of our pages, and dates the others by the clock."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote
from xml.etree import ElementTree

__all__ = ["build_sitemap"]


def build_sitemap(urls: Iterable[str], site_url: str) -> bytes:
    """Site-relative addresses → the file, sorted; without dates, for no page knows when it last changed."""
    root = ElementTree.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for url in sorted(set(urls)):
        ElementTree.SubElement(ElementTree.SubElement(root, "url"), "loc").text = site_url + quote(url)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
