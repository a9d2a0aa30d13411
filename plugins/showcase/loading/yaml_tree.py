"""YAML → plain data with the place of every field.

Scalars stay the strings that the author wrote (PyYAML's own typing turns ``0571`` into 377, ``no``
into False and raises on ``2024-13-01``; MEASURED.md §5); types come from the schema. Duplicate keys,
anchors and the mistakes of a Chinese keyboard are reported in words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from showcase.diagnostics import Diagnostics, Location

__all__ = ["Tree", "parse_yaml"]

_MAX_DEPTH: Final = 20
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C loader is 7–10 times faster

_PROBLEMS: Final = (
    ("mapping values are not allowed", "冒号用得不对：值里有冒号和空格时要用引号括起来"),
    ("could not find expected ':'", "这一行缺少冒号，应写成“键: 值”"),
    ("tab", "缩进用了制表符，请改用空格"),
    ("cannot start any token", "这一行的开头符号有特殊含义，请用引号括起来"),
    ("did not find expected ',' or", "列表或花括号没有写完，缺少逗号或右括号"),
    ("did not find expected node content", "列表或花括号没有写完，缺少逗号或右括号"),
    ("did not find expected key", "缩进不齐，或上一行的引号、括号没有写完"),
    ("did not find expected '-' indicator", "列表的缩进不齐"),
    ("unexpected end of stream", "引号没有写完"),
    ("found unexpected end", "引号没有写完"),
    ("undefined alias", "以 * 开头的值要用引号括起来"),
    ("did not find expected alphabetic", "以 * 或 & 开头的值要用引号括起来"),
    ("could not determine a constructor", "不支持以 ! 开头的标签"),
)


@dataclass(slots=True)
class Tree:
    """Plain data (dict, list, str, None) and where each part stands; see :class:`~showcase.model.records.Source`."""

    data: Any = None
    marks: dict[tuple[str | int, ...], Location] = field(default_factory=dict)
    is_sound: bool = True
    """False when the text did not parse: nothing should be concluded from what is missing."""


def parse_yaml(text: str, path: str, first_line: int, diagnostics: Diagnostics) -> Tree:
    """Read YAML whose first line is ``first_line`` of the file ``path``; never raises on what an author wrote."""
    mistakes = tuple(_keyboard_mistakes(text, path, first_line))
    for place, message, rule in mistakes:
        diagnostics.error(place, message, rule)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        if not mistakes:  # the keyboard's mistake is the cause; its message is the better one
            diagnostics.error(_place(error.problem_mark, path, first_line), _explain(error), "yaml-syntax")
        return Tree(is_sound=False)
    except yaml.YAMLError:
        diagnostics.error(Location(path, first_line), "含有 YAML 不允许的字符", "yaml-syntax")
        return Tree(is_sound=False)
    reader = _Reader(path, first_line, diagnostics)
    tree = reader.tree
    tree.data = reader.read(node, ()) if node is not None else None
    tree.is_sound = tree.is_sound and not mistakes
    return tree


class _Reader:
    """Walks composed nodes once."""

    def __init__(self, path: str, first_line: int, diagnostics: Diagnostics) -> None:
        self._path = path
        self._first_line = first_line
        self._diagnostics = diagnostics
        self._seen: set[int] = set()
        self.tree = Tree()

    def read(self, node: yaml.Node, key: tuple[str | int, ...]) -> Any:
        place = _place(node.start_mark, self._path, self._first_line)
        self.tree.marks[key] = place
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self._seen:
            return self._refuse(place, "不支持锚点和引用（& 与 *），请把内容写全", "yaml-alias")
        self._seen.add(id(node))
        if len(key) > _MAX_DEPTH:
            return self._refuse(place, f"嵌套超过 {_MAX_DEPTH} 层", "yaml-depth")
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child, (*key, index)) for index, child in enumerate(node.value)]
        return self._mapping(node, key)

    def _scalar(self, node: yaml.ScalarNode) -> str | None:
        value: str = node.value
        if node.style is None and value in ("", "~", "null"):
            return None
        return value.strip()

    def _mapping(self, node: yaml.Node, key: tuple[str | int, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name_node, value_node in node.value:
            place = _place(name_node.start_mark, self._path, self._first_line)
            if not isinstance(name_node, yaml.ScalarNode):
                self._refuse(place, "键必须是文字", "yaml-syntax")
                continue
            name = str(name_node.value)
            if name in found:
                self._diagnostics.error(place, f"键“{name}”重复，前面已经写过", "duplicate-key")
                continue
            self.tree.marks[("#", *key, name)] = place
            found[name] = self.read(value_node, (*key, name))
        return found

    def _refuse(self, place: Location, message: str, rule: str) -> None:
        self._diagnostics.error(place, message, rule)
        self.tree.is_sound = False


def _place(mark: Any, path: str, first_line: int) -> Location:
    if mark is None:
        return Location(path, first_line)
    return Location(path, first_line + mark.line, mark.column + 1)


def _explain(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    for start, message in _PROBLEMS:
        if start in problem:
            return message
    return "YAML 写法有误，请检查缩进、冒号和引号"


_INDENT: Final = re.compile(r"^[ \t\u3000\u00a0]*")
_FULL_COLON: Final = re.compile(r"^\s*(?:-\s+)?([A-Za-z_][\w]*)\s*：")
_FLOW: Final = re.compile(r"[\[{][^\"']*?[\]}]")
_FULL_QUOTE: Final = re.compile(r"^\s*(?:-\s+)?[A-Za-z_]\w*:\s+([“”‘’][^“”‘’]*[“”‘’])\s*$")
_FLOW_COLON: Final = re.compile(r"[{,，]\s*([A-Za-z_]\w*)：")


def _keyboard_mistakes(text: str, path: str, first_line: int) -> Iterator[tuple[Location, str, str]]:
    """What a Chinese input method leaves behind, line by line; block texts and comments are passed over."""
    block: int | None = None
    for number, line in enumerate(text.split("\n"), first_line):
        indent = _INDENT.match(line)
        width = len(indent[0]) if indent else 0
        if block is not None and (width > block or not line.strip()):
            continue
        block = width if re.search(r":\s*[|>][+-]?\s*$", line) else None
        if line.strip() and not line.lstrip().startswith("#"):
            yield from _line_mistakes(line, Location(path, number, 1), width)


def _line_mistakes(line: str, start: Location, width: int) -> Iterator[tuple[Location, str, str]]:
    def at(index: int) -> Location:
        return Location(start.path, start.line, index + 1)

    for index, sign in enumerate(line[:width]):
        if sign == "\t":
            yield at(index), "缩进用了制表符（Tab），请改用空格", "tab-indent"
            break
        if sign in "\u3000\u00a0":
            yield at(index), "缩进用了全角空格，请改用半角空格", "full-width-space"
            break
    colon = _FULL_COLON.match(line)
    if colon:
        yield at(colon.end() - 1), f"“{colon[1]}”后面是全角冒号“：”，请改用半角冒号加空格“: ”", "full-width-colon"
    yield from _flow_mistakes(line, at)
    quoted = _FULL_QUOTE.match(line)
    if quoted:
        better = quoted[1].strip("“”‘’")
        yield at(quoted.start(1)), f'值用了全角引号，请去掉引号或改用半角引号："{better}"', "full-width-quote"


def _flow_mistakes(line: str, at: Any) -> Iterator[tuple[Location, str, str]]:
    """Full-width commas that should part the items of ``[…]`` and ``{…}``; colons likewise."""
    for flow in _FLOW.finditer(line):
        if line[: flow.start()].count('"') % 2 or not re.search(r"(?::\s+|^\s*-?\s*)$", line[: flow.start()]):
            continue
        comma = flow[0].find("，")
        if comma >= 0 and "," not in flow[0]:
            yield at(flow.start() + comma), "列表里用了全角逗号“，”，请改用半角逗号“,”", "full-width-comma"
        colon = _FLOW_COLON.search(flow[0])
        if colon:
            place = at(flow.start() + colon.end() - 1)
            yield place, f"“{colon[1]}”后面是全角冒号“：”，请改用半角冒号加空格“: ”", "full-width-colon"
