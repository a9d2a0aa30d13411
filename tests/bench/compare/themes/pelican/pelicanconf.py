"""Settings of the Pelican site: its own cache on, a feed for every category and tag."""

import json
from pathlib import Path

SITENAME = "文明单位创建成果展"
SITEURL = "https://example.org/showcase"
PATH = "content"
THEME = "theme"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"
PAGINATED_TEMPLATES: dict[str, int] = {}
DIRECT_TEMPLATES = ["index", "archives", "tags", "categories"]
AUTHOR_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_ALL_RSS = "feeds/all.xml"
CATEGORY_FEED_RSS = "feeds/category-{slug}.xml"
TAG_FEED_RSS = "feeds/tag-{slug}.xml"
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = False
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"
MARKDOWN = {
    "extensions": ["tables", "toc", "footnotes", "attr_list", "admonition"],
    "extension_configs": {},
    "output_format": "html5",
}
RECORDS = json.loads(Path("records.json").read_text(encoding="utf-8"))
JINJA_GLOBALS = {
    "RECORDS": RECORDS,
    "UNITS": {slug for slug, record in RECORDS.items() if not record.get("home")},
}
