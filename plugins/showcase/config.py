"""The options of the plugin in ``mkdocs.yml``: how the site is built, never what words it uses."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import base
from mkdocs.config import config_options as opt
from mkdocs.exceptions import ConfigurationError

from showcase.model.dates import CHINA, china_time
from showcase.model.limits import Limits

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from showcase.loading import Folders

__all__ = [
    "LimitsConfig",
    "PhotosConfig",
    "ShowcaseConfig",
    "cache_of",
    "cluster_of",
    "folders_of",
    "fonts_of",
    "is_alone",
    "limits_of",
    "moment",
]


class PhotosConfig(base.Config):
    """How photos are published."""

    avif = opt.Type(bool, default=False)
    """Make AVIF besides WebP: fewer bytes, three times the building time."""


class LimitsConfig(base.Config):
    """How long lists and files may be before they are cut (:class:`Limits` says what each counts and its default)."""

    cards = opt.Optional(opt.Type(int))
    names = opt.Optional(opt.Type(int))
    entries = opt.Optional(opt.Type(int))
    faces = opt.Optional(opt.Type(int))
    children = opt.Optional(opt.Type(int))
    cells = opt.Optional(opt.Type(int))
    rows = opt.Optional(opt.Type(int))
    lines = opt.Optional(opt.Type(int))
    records = opt.Optional(opt.Type(int))
    sheet = opt.Optional(opt.Type(int))
    titles = opt.Optional(opt.Type(int))
    shard = opt.Optional(opt.Type(int))
    addresses = opt.Optional(opt.Type(int))


class ShowcaseConfig(base.Config):
    """Folders are relative to ``mkdocs.yml``."""

    units_dir = opt.Type(str, default="units")
    """One folder a unit."""

    site_config_dir = opt.Type(str, default="site_config")
    """The office's words."""

    cache_dir = opt.Type(str, default=".cache/showcase")
    """Renditions of photos; outside the site, safe to delete."""

    photos = opt.SubConfig(PhotosConfig)

    limits = opt.SubConfig(LimitsConfig)

    free_pages = opt.Choice(("trusted", "checked"), default="trusted")
    """``checked`` cleans the office's free pages like the texts of units, and lets no HTML into ``content/``."""

    books = opt.Type((bool, dict), default=False)
    """Make every volume as PDF and EPUB; ``{fonts: folder}`` does, with the office's own fonts from that folder."""

    social = opt.Type(bool, default=False)
    """Draw a picture for every unit that stands for its page where the address is shared; needs a Chinese font."""

    search = opt.Type(bool, default=True)
    """Whether the site has a search of its own, with an index of all its pages."""

    workers = opt.Optional(opt.Type(int))
    """Processes that render pages; as many as there are cores when it is not given, 1 for none besides this."""

    cluster = opt.Optional(opt.Type(str))
    """Scheduler of a Dask cluster that makes the photos, ``tcp://host:8786``; this machine when it is not given."""

    today = opt.Optional(opt.Type((str, dt.date, dt.datetime)))
    """The day (or moment) for which the site is built; the clock when it is not given."""


def moment(today: object) -> dt.datetime:
    """When the site is built for: the option, else ``SOURCE_DATE_EPOCH``, else the clock, in China's time.

    :raises ValueError: the option is no ISO date or date-time
    """
    if isinstance(today, dt.datetime):
        return china_time(today)
    if isinstance(today, dt.date):
        return dt.datetime.combine(today, dt.time())
    if today:
        return china_time(dt.datetime.fromisoformat(str(today)))
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return dt.datetime.fromtimestamp(int(epoch), CHINA).replace(tzinfo=None)
    return dt.datetime.now(CHINA).replace(tzinfo=None)


def is_alone(config: MkDocsConfig) -> bool:
    """Whether no other plugin or hook takes part: what they do to a page nobody can know."""
    return not config.hooks and set(config.plugins) == {"showcase"}


def cluster_of(options: ShowcaseConfig) -> str | None:
    """Address of the scheduler.

    :raises ValueError: the option is none
    """
    if options.cluster and not re.fullmatch(r"(tcp|tls)://[^\s/]+:\d{1,5}", options.cluster):
        raise ValueError(options.cluster)
    return options.cluster or None


def limits_of(options: ShowcaseConfig) -> Limits:
    """What ``mkdocs.yml`` says, else the defaults.

    :raises ConfigurationError: a limit that would hold nothing
    """
    given = {key: value for key, value in options.limits.items() if value is not None}
    for key, value in given.items():
        if value < 1:
            raise ConfigurationError(f"mkdocs.yml 的 limits.{key} 是 {value}，应是大于 0 的整数")
    return Limits(**given)


def fonts_of(root: Path, options: ShowcaseConfig) -> Path | None:
    """The office's own fonts for books and previews.

    :raises ConfigurationError: ``books`` is neither yes nor no, nor names a folder that there is
    """
    if not isinstance(options.books, dict):
        return None
    unknown = [str(key) for key in options.books if key != "fonts"]
    if unknown:
        raise ConfigurationError(f"mkdocs.yml 的 books 里没有“{unknown[0]}”，只有 fonts（字体文件夹）")
    written = options.books.get("fonts")
    if not written:
        return None
    folder = root / str(written)
    if not folder.is_dir():
        raise ConfigurationError(f"mkdocs.yml 的 books.fonts 写的“{written}”不是文件夹")
    return folder


def cache_of(root: Path, options: ShowcaseConfig) -> Path:
    """Where files are kept from one build to the next."""
    return root / options.cache_dir


def folders_of(config: MkDocsConfig, options: ShowcaseConfig) -> Folders:
    """Folders of a site, from the place of its ``mkdocs.yml``."""
    from showcase.loading import Folders  # MkDocs imports this module before it knows what it is asked for

    root = Path(config.config_file_path).resolve().parent if config.config_file_path else Path.cwd()
    return Folders(
        root=root,
        units=root / options.units_dir,
        content=Path(config.docs_dir),
        site_config=root / options.site_config_dir,
        cache=cache_of(root, options),
        checks_pages=options.free_pages == "checked",
    )
