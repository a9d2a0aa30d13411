"""Diagnostics for people and for machines: text, JSON, SARIF 2.1.0, GitHub annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

from showcase import __version__
from showcase.diagnostics import Acceptance, Diagnostic, Severity, conceal

__all__ = ["FORMATS", "acceptance_text"]

Found = Iterable[Diagnostic]


def _text(found: Found) -> str:
    return "".join(f"{d.severity.label}　{d}\n" for d in found)


def _json(found: Found) -> str:
    rows = [
        {
            "path": conceal(d.location.file),
            "sheet": conceal(d.location.sheet),
            "line": d.location.line,
            "column": d.location.column,
            "severity": d.severity.value,
            "rule": d.rule,
            "message": d.message,
        }
        for d in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _sarif(found: Found) -> str:
    """The form that code hosts and editors read; levels are SARIF's own words."""
    results = [_sarif_result(d) for d in found]
    rules = [{"id": rule} for rule in sorted({result["ruleId"] for result in results})]
    driver = {"name": "showcase", "version": __version__, "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _sarif_result(d: Diagnostic) -> dict[str, Any]:
    region = {"startLine": d.location.line, "startColumn": d.location.column}
    place = {"artifactLocation": {"uri": quote(conceal(d.location.file))}, "region": region}
    return {
        "ruleId": d.rule,
        "level": "error" if d.severity is Severity.ERROR else "warning",
        "message": {"text": _with_sheet(d)},
        "locations": [{"physicalLocation": place}],
    }


def _github(found: Found) -> str:
    """Workflow commands; ``%``, line ends, ``:`` and ``,`` are escaped as GitHub asks."""
    return "".join(
        f"::{d.severity.value} file={_property(conceal(d.location.file))},line={d.location.line},"
        f"col={d.location.column},"
        f"title={_property(d.rule)}::{_data(_with_sheet(d))}\n"
        for d in found
    )


def _with_sheet(d: Diagnostic) -> str:
    return f"工作表“{conceal(d.location.sheet)}”：{d.message}" if d.location.sheet else d.message


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Final[Mapping[str, Callable[[Found], str]]] = MappingProxyType(
    {"text": _text, "json": _json, "sarif": _sarif, "github": _github}
)


def acceptance_text(acceptance: Acceptance) -> str:
    """What somebody accepts, where, and why, in one line."""
    what = f"“{acceptance.shown}”" if acceptance.shown else ""
    file = f"（{acceptance.file}）" if acceptance.file else ""
    return conceal(f"{acceptance.location}: {acceptance.rule}{what}{file}：{acceptance.reason}")
