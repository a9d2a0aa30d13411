"""What a folder of an archive stands for: a category, or a place in the assessment system (requirements R18, R25)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from showcase.diagnostics import Location, suggest
from showcase.loading.unit_desk import UnitDesk, nfc
from showcase.loading.unit_files import ARCHIVE
from showcase.model.archive_tree import Node, bare_name, find_node
from showcase.model.vocabulary import Term

__all__ = ["ArchivePlace", "place_of"]


@dataclass(frozen=True, slots=True)
class ArchivePlace:
    """Where a file lies."""

    category: Term | None = None
    points: tuple[str, ...] = ()
    """Of the assessment system, for which what lies there is evidence unless it names others itself."""


def place_of(desk: UnitDesk, folder: Path, path: Path) -> ArchivePlace:
    """By the folders below ``archive/``; a folder that names neither is told where the file lies."""
    parts = tuple(nfc(part) for part in path.relative_to(folder).parts)
    if parts[0] != ARCHIVE or len(parts) < 3:
        return ArchivePlace()
    place, folders = Location(desk.root.relative(path)), parts[1:-1]
    category = desk.words.taxonomies.archive.find(folders[0]) or desk.words.taxonomies.archive.find(
        bare_name(folders[0])
    )
    if category is not None:
        return ArchivePlace(category)
    node = _node(desk, folders)
    if node is None:
        _tell_unknown(desk, folders[0], place)
        return ArchivePlace()
    _tell_faults(desk, node, place)
    is_current = node.edition is desk.words.editions.current
    return ArchivePlace(points=node.points if is_current else tuple(f"{node.edition.slug}/{p}" for p in node.points))


def _node(desk: UnitDesk, folders: tuple[str, ...]) -> Node | None:
    """In the edition that can follow the folders farthest, the current one first."""
    nodes = [node for node in (find_node(edition, folders) for edition in desk.words.editions) if node.item]
    return next((node for node in nodes if not node.unknown), next(iter(nodes), None))


def _tell_unknown(desk: UnitDesk, name: str, place: Location) -> None:
    editions = desk.words.editions
    if not editions:
        desk.words.term(desk.words.taxonomies.archive, name, place)
    elif editions.is_whole:
        items = dict.fromkeys(item.name for edition in editions for item in edition.items)
        names = (*desk.words.taxonomies.archive.names(), *items)
        hint = suggest(bare_name(name), names) or f"，可用：{'、'.join(t.name for t in desk.words.taxonomies.archive)}"
        desk.diagnostics.error(place, f"档案类别和测评项目里都没有“{name}”{hint}", "archive-folder")


def _tell_faults(desk: UnitDesk, node: Node, place: Location) -> None:
    if node.unknown:
        above = node.indicator.name if node.indicator else node.item.name if node.item else ""
        kind = "要点" if node.indicator else "指标"
        hint = suggest(bare_name(node.unknown), node.known) or (
            f"，可用：{'、'.join(node.known)}" if node.known else "，文件请直接放在要点的文件夹里"
        )
        desk.diagnostics.error(place, f"“{above}”下面没有{kind}“{node.unknown}”{hint}", "archive-folder")
    if node.wrong_number:
        message = f"文件夹的序号与测评体系不符，按体系应是“{node.wrong_number}”，请核对"
        desk.diagnostics.warning(place, message, "archive-folder")
