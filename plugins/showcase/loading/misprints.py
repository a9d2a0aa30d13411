"""``misprints.yml``: words that must not be printed, and what is meant by them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from showcase.diagnostics import Diagnostics
from showcase.loading.files import Root
from showcase.loading.front_matter import load_yaml
from showcase.model.documents import Source
from showcase.model.misprints import Misprint

if TYPE_CHECKING:
    from showcase.loading.schema import MisprintsSchema

__all__ = ["load_misprints"]


def load_misprints(root: Root, path: Path, diagnostics: Diagnostics) -> tuple[Misprint, ...]:
    """All of the file; it may be missing, and its faults hide no other."""
    from showcase.loading.schema import MisprintsSchema  # pydantic: only when a file is parsed
    from showcase.loading.validation import validate

    loaded = load_yaml(root, path, diagnostics) if path.is_file() else None
    schema = validate(MisprintsSchema, loaded[1], loaded[0], diagnostics) if loaded else None
    if schema is None or loaded is None:
        return ()
    return tuple(_misprints(schema, loaded[0], diagnostics))


def _misprints(schema: MisprintsSchema, source: Source, diagnostics: Diagnostics) -> Iterator[Misprint]:
    seen: set[str] = set()
    for key, items in (("grave", schema.grave), ("common", schema.common)):
        for n, item in enumerate(items):
            place = source.at(key, n, "wrong")
            if len(item.wrong) < 2 or item.wrong == item.right:
                message = f"“{item.wrong}”要写两个字以上，并且与 right 不同，不然处处都会报"
                diagnostics.error(place, message, "bad-value")
            elif item.wrong in seen:
                diagnostics.error(place, f"“{item.wrong}”重复", "duplicate-term")
            else:
                yield Misprint(item.wrong, item.right, item.reason, is_grave=key == "grave")
            seen.add(item.wrong)
