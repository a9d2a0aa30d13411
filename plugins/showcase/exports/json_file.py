"""JSON for programs: one record a line, values as they are written, so that two builds compare line by line."""

from __future__ import annotations

import datetime as dt
import json

from showcase.model.datasets import Dataset

__all__ = ["to_json"]


def to_json(dataset: Dataset) -> bytes:
    """An array of objects with the fields in their order; ``null`` where there is no value."""
    names = [field.name for field in dataset.fields]
    encode = json.JSONEncoder(ensure_ascii=False, default=dt.date.isoformat).encode
    lines = (encode(dict(zip(names, row, strict=True))).encode() for row in dataset.rows)
    body = b",\n".join(lines)
    return b"[\n%b\n]\n" % body if body else b"[]\n"
