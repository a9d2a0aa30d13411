"""What a site must pass before it is published, each gate with its errors and its warnings in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from showcase.diagnostics import Diagnostic, Severity
from showcase.differences import Differences
from showcase.kept import Kept
from showcase.model.columns import TOO_MANY_EMPTY, ColumnState, column_notes
from showcase.publishing.links import broken_links
from showcase.publishing.values import Manifest

__all__ = ["Gate", "address_gate", "column_gate", "content_gates", "inspection_gate", "link_gate"]


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate and what it found."""

    title: str
    errors: tuple[str, ...] = ()
    """Any stops the publishing."""
    warnings: tuple[str, ...] = ()
    """Told, and for people to judge."""

    @property
    def verdict(self) -> str:
        """通过, 通过（2 个警告）, or 不通过（1 处）."""
        if self.errors:
            return f"不通过（{len(self.errors)} 处）"
        return f"通过（{len(self.warnings)} 个警告）" if self.warnings else "通过"


def content_gates(found: Iterable[Diagnostic]) -> tuple[Gate, Gate]:
    """What ``showcase check`` finds: of the content, and of privacy, which another person signs for."""
    settled = tuple(found)
    return (
        _gate("内容检查", [d for d in settled if not d.rule.startswith("privacy-")]),
        _gate("隐私检查", [d for d in settled if d.rule.startswith("privacy-")]),
    )


def inspection_gate(found: Iterable[Diagnostic]) -> Gate:
    """What ``showcase check --site`` finds."""
    return _gate("文件信息检查", list(found))


def _gate(title: str, found: Sequence[Diagnostic]) -> Gate:
    errors = tuple(str(d) for d in found if d.severity is Severity.ERROR)
    return Gate(title, errors, tuple(str(d) for d in found if d.severity is Severity.WARNING))


def link_gate(site: Path, manifest: Manifest, site_url: str, kept: Kept) -> Gate:
    """Every reference inside the site leads somewhere."""
    return Gate("链接检查", tuple(str(broken) for broken in broken_links(site, manifest, site_url, kept)))


def column_gate(states: Iterable[ColumnState]) -> Gate:
    """No empty columns: one is a warning, :data:`TOO_MANY_EMPTY` are an error; late ones are told."""
    known = tuple(states)
    empty = sum(state.is_empty for state in known)
    told = column_notes(known)
    return Gate("空栏目检查", told, ()) if empty >= TOO_MANY_EMPTY else Gate("空栏目检查", (), told)


def address_gate(found: Differences, *, may_go: bool) -> Gate:
    """Addresses that answered before answer still.

    :param may_go: somebody has decided that they need not
    """
    gone = tuple(f"/{url} 打不开了" for url in found.missing)
    return Gate("旧网址检查", (), gone) if may_go else Gate("旧网址检查", gone)
