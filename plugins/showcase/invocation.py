"""For which site, and as of which moment, a command was called; a wrong call is told in Chinese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from showcase.config import ShowcaseConfig
    from showcase.loading import Folders

__all__ = ["WholeNumber", "config_option", "loaded_config", "moment_of", "parts_of", "site_of"]

Command = TypeVar("Command", bound=Callable[..., object])


def config_option(command: Command) -> Command:
    """``-f``, of every command that works on a site."""
    place = click.Path(path_type=Path)
    return click.option(
        "-f", "--config-file", metavar="文件", type=place, default="mkdocs.yml", help="mkdocs.yml 的位置。"
    )(command)


class WholeNumber(click.IntRange):
    """A whole number between two, which the option's own words tell."""

    def _describe_range(self) -> str:
        return ""


def site_of(config_file: Path) -> tuple[Folders, ShowcaseConfig]:
    """Folders and options of the site, as ``mkdocs.yml`` says them.

    :raises click.UsageError: it cannot be read, or is no showcase
    """
    return parts_of(loaded_config(config_file), config_file)


def loaded_config(config_file: Path) -> MkDocsConfig:
    """What MkDocs reads of ``mkdocs.yml``.

    :raises click.UsageError: it cannot be read
    """
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    if not config_file.is_file():
        raise click.UsageError(f"没有 {config_file} 这个文件；请到网站文件夹里运行，或用 -f 写明它的位置")
    try:
        return load_config(str(config_file))
    except Abort:  # MkDocs has said why
        raise click.UsageError(f"{config_file} 的设置不对，原因见上") from None
    except (ConfigurationError, UnicodeDecodeError, OSError) as error:
        raise click.UsageError(f"读不了 {config_file}：{error}") from None


def parts_of(config: MkDocsConfig, config_file: Path) -> tuple[Folders, ShowcaseConfig]:
    """Folders and options of the site.

    :raises click.UsageError: it is no showcase
    """
    from showcase.config import ShowcaseConfig, folders_of

    options = getattr(config.plugins.get("showcase"), "config", None)
    if not isinstance(options, ShowcaseConfig):
        raise click.UsageError(f"{config_file} 的 plugins 里没有 showcase")
    return folders_of(config, options), options


def moment_of(today: object) -> dt.datetime:
    """The moment that was asked for, else that of the clock.

    :raises click.UsageError: it is no date
    """
    from showcase.config import moment

    try:
        return moment(today)
    except ValueError:
        raise click.UsageError(f"“{today}”不是日期，应形如 2026-11-18 或 2026-11-18T09:30") from None
