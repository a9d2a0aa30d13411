"""The bill of materials of a release: CycloneDX 1.6 as JSON, from the lock file and what is installed.

Its bytes follow from these alone: no clock, and a serial number that is a digest of what it lists.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Mapping
from importlib import metadata
from typing import Any

from packaging.requirements import Requirement

from tests.supply.lock import Pin

__all__ = ["bill_of"]

_SPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
"""RFC 9562's namespace of URLs."""


def bill_of(pins: Iterable[Pin], version: str) -> str:
    """The document, ended by a line feed.

    :param version: of this program
    """
    ordered = sorted(pins, key=lambda pin: (pin.name, pin.version))
    refs = {pin.name: _purl(pin) for pin in ordered}
    root = f"pkg:pypi/showcase@{version}"
    listed = {
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": "showcase",
                "version": version,
                "purl": root,
            },
        },
        "components": [_component(pin) for pin in ordered],
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(_needed(name, refs))}
            for name, ref in sorted({"showcase": root, **refs}.items())
        ],
    }
    serial = uuid.uuid5(_SPACE, json.dumps(listed, sort_keys=True))
    head = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
    }
    return json.dumps({**head, **listed}, ensure_ascii=False, indent=1) + "\n"


def _purl(pin: Pin) -> str:
    return f"pkg:pypi/{pin.name}@{pin.version}"


def _component(pin: Pin) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": _purl(pin),
        "name": pin.name,
        "version": pin.version,
        "purl": _purl(pin),
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{pin.name}/{pin.version}/",
                "hashes": [{"alg": "SHA-256", "content": found} for found in sorted(pin.hashes)],
            }
        ],
    }
    if licence := _licence(pin):
        found["licenses"] = [licence]
    if pin.marker:
        found["properties"] = [{"name": "showcase:marker", "value": pin.marker}]
    return found


def _licence(pin: Pin) -> dict[str, Any] | None:
    """As the installed package says; none of what is installed on other systems only."""
    try:
        said = metadata.metadata(pin.name)
    except metadata.PackageNotFoundError:
        return None
    if expression := said.get("License-Expression"):
        return {"expression": expression}
    classified = [word.rpartition(" :: ")[2] for word in said.get_all("Classifier") or () if "License ::" in word]
    short = (said.get("License") or "").strip().partition("\n")[0]
    name = short if 0 < len(short) <= 60 else next(iter(classified), "")
    return {"license": {"name": name}} if name else None


def _needed(name: str, refs: Mapping[str, str]) -> set[str]:
    """What the installed package requires on some system, of what is locked."""
    try:
        required = metadata.requires(name) or ()
    except metadata.PackageNotFoundError:
        return set()
    parsed = (Requirement(word) for word in required)
    names = (re.sub(r"[-_.]+", "-", found.name).lower() for found in parsed if "extra" not in str(found.marker or ""))
    return {refs[needed] for needed in names if needed in refs}
