"""Known vulnerabilities of what is locked, from a folder: no network is asked.

The folder holds advisories in OSV's form (ossf.github.io/osv-schema), as JSON or YAML: the unpacked
``https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip``, or a clone of ``pypa/advisory-database``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from packaging.version import InvalidVersion, Version

from tests.supply.lock import Pin

__all__ = ["Known", "known_against"]


@dataclass(frozen=True)
class Known:
    """An advisory that holds for a version that is locked."""

    pin: Pin
    id: str
    aliases: tuple[str, ...]
    summary: str
    fixed: tuple[str, ...]

    def __str__(self) -> str:
        more = f" ({', '.join(self.aliases)})" if self.aliases else ""
        cure = f"; fixed in {', '.join(self.fixed)}" if self.fixed else ""
        return f"{self.pin.name} {self.pin.version}: {self.id}{more} {self.summary}{cure}"


def known_against(pins: tuple[Pin, ...], folder: Path) -> tuple[tuple[Known, ...], int]:
    """What is known, and how many advisories were read: of none, nothing follows."""
    by_name = {pin.name: pin for pin in pins}
    found: list[Known] = []
    count = 0
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".json", ".yaml")):
        text = path.read_text(encoding="utf-8")
        advisory = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
        if not isinstance(advisory, dict) or "affected" not in advisory:
            continue
        count += 1
        if not advisory.get("withdrawn"):
            found += _holding(advisory, by_name)
    return tuple(found), count


def _holding(advisory: Mapping[str, Any], pins: Mapping[str, Pin]) -> Iterator[Known]:
    for affected in advisory["affected"]:
        package = affected.get("package", {})
        name = re.sub(r"[-_.]+", "-", str(package.get("name", ""))).lower()
        pin = pins.get(name)
        if pin is None or package.get("ecosystem") != "PyPI" or not _is_affected(pin.version, affected):
            continue
        events = [event for found in _ranges(affected) for event in found]
        fixed = tuple(dict.fromkeys(event["fixed"] for event in events if "fixed" in event))
        summary = str(advisory.get("summary") or advisory.get("details", "")).strip().partition("\n")[0]
        yield Known(pin, str(advisory.get("id", "?")), tuple(advisory.get("aliases", ())), summary, fixed)


def _ranges(affected: Mapping[str, Any]) -> Iterator[list[dict[str, str]]]:
    return (found.get("events", []) for found in affected.get("ranges", ()) if found.get("type") == "ECOSYSTEM")


def _is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """OSV's own evaluation: listed, or within a range."""
    return version in affected.get("versions", ()) or any(_within(version, events) for events in _ranges(affected))


def _within(version: str, events: list[dict[str, str]]) -> bool:
    here, is_in = Version(version), False
    for kind, word in sorted((pair for event in events for pair in event.items()), key=lambda pair: _order(pair[1])):
        if kind == "introduced" and here >= _order(word):
            is_in = True
        elif (kind == "fixed" and here >= _order(word)) or (kind == "last_affected" and here > _order(word)):
            is_in = False
    return is_in


def _order(word: str) -> Version:
    """What cannot be read counts as oldest: rather one too many than one too few."""
    try:
        return Version(word)
    except InvalidVersion:
        return Version("0")
