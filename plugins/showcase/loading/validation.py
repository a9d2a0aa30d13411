"""Front matter into its schema: every error of a file at once, each with its place (STYLE.md §2.7)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Any, Final, TypeVar, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from showcase.diagnostics import Diagnostics, suggest
from showcase.loading.front_matter import Document
from showcase.model.documents import Source

__all__ = ["shape_of", "validate"]

S = TypeVar("S", bound=BaseModel)
_NO_HEADS: Final[Mapping[str, str]] = MappingProxyType({})
_MAX_PROBLEMS: Final = 100
"""More than these in one file are garbage; a file of a million keys must not take minutes to complain of."""


def validate(
    schema: type[S], data: Any, source: Source, diagnostics: Diagnostics, heads: Mapping[str, str] = _NO_HEADS
) -> S | None:
    """The data in the schema's shape; ``None`` with one diagnostic for each thing that does not fit.

    ``heads`` are the column heads by key, for data from a table: its author knows no English keys.
    """
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=True)
        for problem in problems[:_MAX_PROBLEMS]:
            _report(schema, dict(problem), source, diagnostics, heads)
        if len(problems) > _MAX_PROBLEMS:
            message = f"还有 {len(problems) - _MAX_PROBLEMS} 处问题没有列出，请先改正已列出的"
            diagnostics.error(source.at(), message, "bad-value")
        return None


def shape_of(schema: type[S], document: Document, diagnostics: Diagnostics) -> tuple[S, bool]:
    """A document in the schema's shape, and whether it is sound.

    What does not fit is reported and left empty, so that one run tells what else is wrong; nothing is
    published of a showcase with an error.
    """
    if document.is_sound:
        found = validate(schema, document.data, document.source, diagnostics)
        if found is not None:
            return found, True
    return _salvaged(schema, document.data), False


# --- messages ------------------------------------------------------------------------------------


def _report(
    schema: type[BaseModel], problem: dict[str, Any], source: Source, diagnostics: Diagnostics, heads: Mapping[str, str]
) -> None:
    key = tuple(problem["loc"])
    kind = problem["type"]
    if kind == "extra_forbidden":
        near = suggest(str(key[-1]), _fields(schema, key[:-1]))
        diagnostics.error(source.key(*key), f"没有“{key[-1]}”这一项{near or '，请核对拼写'}", "unknown-key")
    elif kind == "missing":
        diagnostics.error(source.at(*key[:-1]), f"缺少{_named(key, heads)}", "missing-key")
    elif kind == "too_short":
        diagnostics.error(source.at(*key), f"{_named(key, heads)}至少要有一项", "missing-value")
    else:
        rule = kind if "-" in kind else "bad-value"
        message = problem["msg"] if "-" in kind else _expected(schema, key, kind)
        label = _label(key, heads)
        diagnostics.error(source.at(*key), message if message.startswith(label) else f"{label}：{message}", rule)


_MEANINGS: Final = MappingProxyType(
    {
        "article": "材料", "by": "机关", "closes": "公示截止日", "code": "代码", "content": "内容", "count": "数什么",
        "date": "日期", "description": "说明", "event": "事项", "feeds": "订阅源", "jurisdiction": "授予范围",
        "kind": "类别", "kinds": "类别", "label": "项目", "ladders": "等次阶梯", "level": "级别", "levels": "级别",
        "name": "名称", "number": "文号", "opens": "公示开始日", "outlet": "媒体名称", "parts": "各编",
        "reason": "理由", "region": "地区", "regions": "地区", "rule": "规则", "title": "标题", "type": "材料类型",
        "value": "数值", "what": "分母是什么", "wrong": "错在哪里", "right": "应为什么",
    }
)  # fmt: skip
"""What a key that may be missed means, for those who do not read English."""


def _named(key: tuple[str | int, ...], heads: Mapping[str, str]) -> str:
    name = str(key[-1])
    if name in heads:
        return f"“{heads[name]}”"
    meaning = _MEANINGS.get(name)
    return f"“{name}”（{meaning}）" if meaning else f"“{name}”"


def _expected(schema: type[BaseModel], key: tuple[str | int, ...], kind: str) -> str:
    if kind == "list_type":
        return "应是一个列表，如 [甲, 乙]"
    names = _fields(schema, key)[:2]
    return f"应写成 {{{'，'.join(f'{name}: …' for name in names)}}}" if kind != "dict_type" else "应写成“文件名: {…}”"


def _label(key: tuple[str | int, ...], heads: Mapping[str, str]) -> str:
    names = [part for part in key if isinstance(part, str)]
    return heads.get(names[-1], names[-1]) if names else ""


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


# --- what can still be read ----------------------------------------------------------------------


def _salvaged(schema: type[S], data: Any) -> S:
    """Field by field what fits, and emptiness for the rest; good for looking words up, never for pages."""
    given = data if isinstance(data, Mapping) else {}
    fields = {name: _field(schema, name, info, given) for name, info in schema.model_fields.items()}
    return schema.model_construct(**fields)


def _field(schema: type[BaseModel], name: str, info: FieldInfo, given: Mapping[str, Any]) -> Any:
    if name in given:
        try:
            return _adapter(schema, name).validate_python(given[name])
        except ValidationError:
            return _remains(info, given[name])
    return _remains(info, None)


@lru_cache(maxsize=1024)
def _adapter(schema: type[BaseModel], name: str) -> TypeAdapter[Any]:
    info = schema.model_fields[name]
    annotation: Any = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
    return TypeAdapter(annotation)


def _remains(info: FieldInfo, value: Any) -> Any:
    """A list keeps its length, so that places still fit."""
    inner = _inner(info.annotation)
    if isinstance(value, list) and get_origin(info.annotation) is list:
        return [_salvaged(inner, item) if inner else item if isinstance(item, str) else "" for item in value]
    if isinstance(value, Mapping) and inner:
        if get_origin(info.annotation) is dict:
            return {name: _salvaged(inner, item) for name, item in value.items()}
        return [_salvaged(inner, value)] if get_origin(info.annotation) is list else _salvaged(inner, value)
    if not info.is_required():
        return info.get_default(call_default_factory=True)
    return [] if get_origin(info.annotation) is list else ""
