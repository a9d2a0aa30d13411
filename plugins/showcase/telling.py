"""What a build tells, in MkDocs' log."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.plugins import get_plugin_logger

from showcase.diagnostics import Diagnostic, Severity

__all__ = ["print_diagnostics", "remind", "say_refused", "say_unchanged", "say_unwritable"]

_log = get_plugin_logger("showcase")


def print_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    """MkDocs prints the severity, and counts warnings for ``--strict``."""
    for diagnostic in diagnostics:
        log = _log.error if diagnostic.severity is Severity.ERROR else _log.warning
        log("%s", diagnostic)


def remind(count: int) -> None:
    """Not a warning: a trial build need not record anything."""
    if count:
        _log.info("有 %s 个网址还没有记入 site_config/urls.yml；发布前请运行 showcase urls，记下后不再改变", count)


def say_refused(path: str, what: str) -> None:
    """A free page has what browsers will not load: nothing breaks, but a reader does not see it."""
    message = "content/%s：浏览器不会载入“%s…”：内容安全策略只许本站的文件，不许 style 属性和写在页面里的脚本"
    _log.warning(message, path, what)


def say_unwritable(problem: str) -> None:
    """The disk takes no more."""
    _log.error("%s；没有发布，site/ 保持上一次的样子", problem)


def say_unchanged(files: int) -> None:
    """There was nothing to do."""
    _log.info("内容和设置都没有变化，site/ 保持原样（%s 个文件，逐个看过）", files)
