"""Strict judges of feeds: the schemas of RSS 2.0, RFC 4287, JSON Feed 1.1 and OPML 2.0, and what no schema can say.

Beyond the schemas: what the W3C's validator looks at besides (absolute addresses and nothing that runs in contents, ids
that are once there, dates that exist, a link to itself), and that all forms of a feed tell of the same entries.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
from bs4 import BeautifulSoup
from lxml import etree

SCHEMAS = Path(__file__).parent / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd-\uffff]")
STYLES = re.compile(rb'<\?xml-stylesheet type="text/css" href="(?:\.\./)*feed\.css"\?>')


@functools.cache
def grammar(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / f"{name}.rng"))


@functools.cache
def json_rules() -> Any:
    return jsonschema.Draft202012Validator(json.loads((SCHEMAS / "json-feed.json").read_text(encoding="utf-8")))


def parsed(data: bytes, name: str) -> etree._Element:
    """The tree of a document that keeps its schema."""
    assert not FORBIDDEN.search(data.decode("utf-8"))
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    rules = grammar(name)
    assert rules.validate(root), rules.error_log.last_error
    return root


def judge_content(html: str) -> None:
    """Nothing runs, nothing is relative."""
    for tag in BeautifulSoup(html, "lxml").find_all(True):
        assert tag.name not in ("script", "style", "iframe", "object", "embed", "form", "meta"), html
        for name, value in tag.attrs.items():
            assert not name.startswith("on"), html
            assert name not in ("style", "srcset"), html
            if name in ("href", "src"):
                found = urlsplit(value)
                assert found.scheme in ("https", "http", "mailto", "tel"), value
                assert found.netloc or found.scheme in ("mailto", "tel"), value


def judge_dates(dates: list[dt.datetime | None], last: dt.datetime | None = None) -> None:
    """The newest first; those without a date come last."""
    known = [date for date in dates if date]
    assert known == sorted(known, reverse=True)
    assert [date is None for date in dates] == sorted(date is None for date in dates)
    if last:
        assert last == (max(known) if known else dt.datetime(2000, 1, 1, tzinfo=last.tzinfo))


def judge_rss(data: bytes, address: str) -> list[str]:
    """Ids of its entries."""
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<?xml-stylesheet ")
    assert STYLES.search(data)
    channel = parsed(data, "rss")[0]
    tags = [child.tag for child in channel]
    assert "item" not in tags or tags.index("item") == len(tags) - tags.count("item"), "items come last"
    assert [link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"] == [address]
    items = channel.findall("item")
    dates = [item.findtext("pubDate") for item in items]
    told = [parsedate_to_datetime(text) if text else None for text in dates]
    for text, date in zip(dates, told, strict=True):
        assert date is None or text.startswith(date.strftime("%a")), text
    judge_dates(told, parsedate_to_datetime(channel.findtext("lastBuildDate")))
    for item in items:
        judge_content(item.findtext(ENCODED) or "")
    return [item.findtext("guid") for item in items]


def judge_atom(data: bytes, address: str) -> list[str]:
    """Ids of its entries."""
    assert STYLES.search(data)
    root = parsed(data, "atom")
    links = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert [link.get("href") for link in links] == [address]
    kinds = [(link.get("rel"), link.get("type")) for link in root.findall(f"{ATOM}link")]
    assert len(kinds) == len(set(kinds)), "one link of a kind"
    entries = root.findall(f"{ATOM}entry")
    moments = [dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) for entry in entries]
    for entry, updated in zip(entries, moments, strict=True):
        alternate = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternate) == 1
        published = entry.findtext(f"{ATOM}published")
        assert published is None or dt.datetime.fromisoformat(published) <= updated
        judge_content(entry.findtext(f"{ATOM}content") or "")
    last = dt.datetime.fromisoformat(root.findtext(f"{ATOM}updated"))
    assert last == max((m for m in moments if m.year > 2000), default=dt.datetime(2000, 1, 1, tzinfo=last.tzinfo))
    return [entry.findtext(f"{ATOM}id") for entry in entries]


def judge_json(data: bytes, address: str) -> list[str]:
    """Ids of its entries."""
    feed = json.loads(data)
    problems = [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in json_rules().iter_errors(feed)]
    assert not problems
    assert feed["feed_url"] == address
    dates = [item.get("date_published") for item in feed["items"]]
    judge_dates([dt.datetime.fromisoformat(date) if date else None for date in dates])
    for item in feed["items"]:
        judge_content(item.get("content_html", ""))
    return [item["id"] for item in feed["items"]]


def judge(folder: Path, path: str, base: str) -> list[str]:
    """Ids of the entries of a feed, the same in all its forms."""
    found = [
        rules((folder / f"{path}{suffix}").read_bytes(), f"{base}feeds/{path}{suffix}")
        for suffix, rules in ((".xml", judge_rss), (".atom.xml", judge_atom), (".json", judge_json))
    ]
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == len(set(found[0]))
    return found[0]


def paths(folder: Path) -> list[str]:
    """All feeds below a folder."""
    found = (file.relative_to(folder).as_posix() for file in folder.rglob("*.atom.xml"))
    return sorted(path.removesuffix(".atom.xml") for path in found)
