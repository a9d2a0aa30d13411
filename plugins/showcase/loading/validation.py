"""Front matter into its schema: every error of a file at once, each with its place (STYLE.md §2.7)."""

from __future__ import annotations

from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from showcase.diagnostics import Diagnostics, suggest
from showcase.model.records import Source

__all__ = ["validate"]

S = TypeVar("S", bound=BaseModel)


def validate(schema: type[S], data: Any, source: Source, diagnostics: Diagnostics) -> S | None:
    """The data in the schema's shape; ``None`` with one diagnostic for each thing that does not fit."""
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_context=True):
            _report(schema, dict(problem), source, diagnostics)
        return None


def _report(schema: type[BaseModel], problem: dict[str, Any], source: Source, diagnostics: Diagnostics) -> None:
    key = tuple(problem["loc"])
    kind = problem["type"]
    if kind == "extra_forbidden":
        near = suggest(str(key[-1]), _fields(schema, key[:-1]))
        diagnostics.error(source.key(*key), f"没有“{key[-1]}”这一项{near or '，请核对拼写'}", "unknown-key")
    elif kind == "missing":
        diagnostics.error(source.at(*key[:-1]), f"缺少“{key[-1]}”", "missing-key")
    elif kind == "too_short":
        diagnostics.error(source.at(*key), f"“{key[-1]}”至少要有一项", "missing-value")
    else:
        rule = kind if "-" in kind else "bad-value"
        message = problem["msg"] if "-" in kind else _TYPES.get(kind, "值的形式不对")
        diagnostics.error(source.at(*key), f"{_label(key)}{message}", rule)


_TYPES: Final = {
    "list_type": "应是一个列表",
    "dict_type": "应是“键: 值”",
    "model_type": "应是“键: 值”，如 {键: 值}",
    "model_attributes_type": "应是“键: 值”，如 {键: 值}",
}


def _label(key: tuple[str | int, ...]) -> str:
    names = [part for part in key if isinstance(part, str)]
    return f"{names[-1]}：" if names else ""


def _fields(schema: type[BaseModel], key: tuple[str | int, ...]) -> list[str]:
    """Known keys where an unknown one stands, found by following the path through the schema."""
    current: Any = schema
    for part in key:
        if isinstance(part, int) or not hasattr(current, "model_fields"):
            continue
        info = current.model_fields.get(part)
        inner = _inner(info.annotation) if info else None
        if inner is None:
            break
        current = inner
    return list(getattr(current, "model_fields", {}))


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The schema inside ``list[Annotated[X, …]]``, ``X | None`` or ``dict[str, X]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in reversed(getattr(annotation, "__args__", ())):
        found = _inner(argument)
        if found is not None:
            return found
    return None
