"""YAML → plain data with the place of every field.

Scalars stay the strings that the author wrote (PyYAML's own typing turns ``0571`` into 377, ``no``
into False and raises on ``2024-13-01``; MEASURED.md §5); types come from the schema. Duplicate keys,
anchors and the mistakes of a Chinese keyboard are reported in words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from showcase.diagnostics import Diagnostics, Location
from showcase.model.limits import Intake

__all__ = ["Tree", "parse_yaml"]

_NO_LINES: Final = {0x85: " ", 0x2028: " ", 0x2029: " "}
"""Signs that libyaml (YAML 1.1) takes for line ends, and no editor, no other reader of ours and YAML 1.2 does."""
_MAX_OPEN: Final = 100
"""Brackets open at once, or list marks in a line: more than any limit, and libyaml has none of its own."""
_MAX_UNFOLDED: Final = 10_000
"""Values that aliases may add, where they are allowed at all."""
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C loader is 7–10 times faster

_PROBLEMS: Final = (
    ("mapping values are not allowed", "冒号用得不对：值里有冒号和空格时要用引号括起来；也可能这一行多了缩进"),
    ("tab", "缩进用了制表符（Tab），请改用空格"),
    ("cannot start any token", "值以有特殊含义的符号开头，请用引号括起来"),
    ("did not find expected key", "缩进不齐，或者引号、括号没有写对"),
    ("did not find expected '-' indicator", "列表的缩进不齐"),
    ("unknown escape character", "双引号里的反斜线要写两个，或把双引号改成单引号"),
    ("undefined alias", "以 * 开头的值要用引号括起来"),
    ("did not find expected alphabetic", "以 * 或 & 开头的值要用引号括起来"),
    ("did not find expected whitespace", "以 ! 开头的值要用引号括起来"),
    ("did not find expected comment", "“|”或“>”后面不能写字，文字从下一行开始并缩进"),
    ("found another document", "多了一行“---”：一个文件里只能有一份设置"),
    ("block sequence entries are not allowed", "列表要另起一行写，或写成 [甲, 乙]"),
)
_OPEN: Final = (
    ("did not find expected ',' or", "列表或花括号没有写完，缺少逗号或右括号"),
    ("did not find expected node content", "列表或花括号没有写完，缺少逗号或右括号"),
    ("found unexpected end of stream", "引号没有写完"),
)
"""Told where it begins: libyaml notices only lines later."""


@dataclass(slots=True)
class Tree:
    """Plain data (dict, list, str, None) and where each part stands; see :class:`~showcase.model.documents.Source`."""

    data: Any = None
    marks: dict[tuple[str | int, ...], Location] = field(default_factory=dict)
    is_sound: bool = True
    """False when the text did not parse: nothing should be concluded from what is missing."""


def parse_yaml(text: str, path: str, first_line: int, diagnostics: Diagnostics, limits: Intake = Intake()) -> Tree:
    """Read YAML whose first line is ``first_line`` of the file ``path``; never raises on what an author wrote."""
    text = text.translate(_NO_LINES)
    mistakes = tuple(_keyboard_mistakes(text, path, first_line))
    deep = _too_deep(text, limits.depth)
    if deep is not None:
        diagnostics.error(Location(path, first_line + deep), f"嵌套超过 {limits.depth} 层", "yaml-depth")
        return Tree(is_sound=False)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        for place, message, rule in mistakes:
            diagnostics.error(place, message, rule)
        if not mistakes:  # the keyboard's mistake is the cause; its message is the better one
            mark, message = _explain(error, text.split("\n"))
            diagnostics.error(_place(mark, path, first_line), message, "yaml-syntax")
        return Tree(is_sound=False)
    except yaml.YAMLError:
        diagnostics.error(Location(path, first_line), "含有 YAML 不允许的字符", "yaml-syntax")
        return Tree(is_sound=False)
    reader = _Reader(path, first_line, {place.line for place, _, _ in mistakes}, diagnostics, limits)
    tree = reader.tree
    tree.data = reader.read(node, ()) if node is not None else None
    for place, message, rule in mistakes:
        if place.line not in reader.text_lines:  # in the middle of a text of several lines every sign is its own
            diagnostics.error(place, message, rule)
            tree.is_sound = False
    return tree


def _too_deep(text: str, limit: int) -> int | None:
    """The line on which nesting becomes absurd: libyaml's composer recurses, and a million brackets crash it."""
    depth = 0
    for number, line in enumerate(text.split("\n")):
        if len(line) > limit and len(_LIST_MARKS.match(line)[0].split()) > limit:  # type: ignore[index]
            return number
        for sign in _BRACKET.findall(line):
            depth = depth + 1 if sign in "[{" else max(0, depth - 1)
            if depth > _MAX_OPEN:
                return number
    return None


class _Reader:
    """Walks composed nodes once."""

    def __init__(
        self, path: str, first_line: int, mistaken: set[int], diagnostics: Diagnostics, limits: Intake
    ) -> None:
        self._path = path
        self._mistaken = mistaken
        self._first_line = first_line
        self._diagnostics = diagnostics
        self._limits = limits
        self._seen: set[int] = set()
        self._aliases, self._unfolded = 0, 0
        self.tree = Tree()
        self.text_lines: set[int] = set()
        """Lines of the file inside a text of several lines, its first one left out."""

    def read(self, node: yaml.Node, key: tuple[str | int, ...]) -> Any:
        place = _place(node.start_mark, self._path, self._first_line)
        self.tree.marks[key] = place
        if node.tag not in _TAGS:
            return self._refuse(place, "不支持以 ! 开头的标签，值以 ! 开头时请用引号括起来", "yaml-syntax")
        if isinstance(node, yaml.ScalarNode):
            text = self._scalar(node)
            return None if place.line in self._mistaken else text  # what is meant nobody knows yet
        if id(node) in self._seen and (fault := self._alias(node)):
            return self._refuse(place, fault, "yaml-alias")
        self._seen.add(id(node))
        if len(key) > self._limits.depth:
            return self._refuse(place, f"嵌套超过 {self._limits.depth} 层", "yaml-depth")
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child, (*key, index)) for index, child in enumerate(node.value)]
        return self._mapping(node, key)

    def _alias(self, node: yaml.Node) -> str:
        """Why what was read before may not be read again: how much it would become is counted before."""
        self._aliases += 1
        self._unfolded += len(node.value)
        if not self._limits.aliases:
            return "不支持锚点和引用（& 与 *），请把内容写全"
        is_few = self._aliases <= self._limits.aliases and self._unfolded <= _MAX_UNFOLDED
        return "" if is_few else f"引用（*）超过 {self._limits.aliases} 处，或展开以后太长，请把内容写全"

    def _scalar(self, node: yaml.ScalarNode) -> str | None:
        value: str = node.value
        first, last = node.start_mark.line + 1, node.end_mark.line + (node.end_mark.column > 0)
        self.text_lines.update(range(self._first_line + first, self._first_line + last))
        if not node.style and value in ("", "~", "null"):
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
                first = self.tree.marks["#", *key, name].line
                self._diagnostics.error(place, f"键“{name}”重复，第 {first} 行已经写过", "duplicate-key")
                continue
            self.tree.marks["#", *key, name] = place
            found[name] = self.read(value_node, (*key, name))
        return found

    def _refuse(self, place: Location, message: str, rule: str) -> None:
        self._diagnostics.error(place, message, rule)
        self.tree.is_sound = False


def _place(mark: Any, path: str, first_line: int) -> Location:
    if mark is None:
        return Location(path, first_line)
    return Location(path, first_line + mark.line, mark.column + 1)


def _explain(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[Any, str]:
    """Where it is best told, and in which words."""
    problem, mark, before = error.problem or "", error.problem_mark, error.context_mark
    if before is not None and "could not find expected ':'" in problem:
        return before, _colon(lines[before.line])
    if before is not None and any(start in problem for start, _ in _OPEN):
        return before, next(message for start, message in _OPEN if start in problem)
    if mark is not None and "mapping values are not allowed" in problem and not _could_be_key(lines, mark.line - 1):
        return yaml.Mark("", 0, mark.line - 1, 0, None, 0), _colon(lines[mark.line - 1])
    if mark is not None and "did not find expected key" in problem and _closes(lines[mark.line][: mark.column]):
        return mark, "引号后面还有文字：请删去这对引号，或把整个值用另一种引号括起来"
    return mark, next((message for start, message in _PROBLEMS if start in problem), _UNKNOWN)


def _could_be_key(lines: list[str], number: int) -> bool:
    return number < 0 or _KEY.match(lines[number]) is not None


def _closes(before: str) -> bool:
    return before.rstrip().endswith(('"', "'"))


def _colon(line: str) -> str:
    if _CLOSE_COLON.match(line):
        return "冒号后面要有一个空格，应写成“键: 值”"
    if "：" in line:
        return "这里是全角冒号“：”，请改用半角冒号加空格“: ”"
    return "这一行缺少冒号，应写成“键: 值”"


_UNKNOWN: Final = "YAML 写法有误，请检查缩进、冒号和引号"
_KEY: Final = re.compile(r"\s*(?:-\s+)*[^\s#].*?:(?:\s|$)|\s*(?:#|$)|\s*-\s")
_CLOSE_COLON: Final = re.compile(r"\s*(?:-\s+)?[\w-]+:\S")
_LIST_MARKS: Final = re.compile(r"(?:[ \t]*[-?:](?=[ \t]))*")
_BRACKET: Final = re.compile(r"[\[\]{}]")
_TAGS: Final = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
_INDENT: Final = re.compile(r"^[ \t\u3000\u00a0]*")
_FULL_COLON: Final = re.compile(r"^\s*(?:-\s+)?([A-Za-z_]\w*)\s*：")
_FLOW: Final = re.compile(r"^\s*(?:-\s+)*(?:[^\s:\[{\"']+:\s+)?(?=[\[{])")
_INNERMOST: Final = re.compile(r"[\[{][^\[\]{}]*[\]}]")
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_FULL_QUOTE: Final = re.compile(r"^\s*(?:-\s+)?[A-Za-z_]\w*:\s+([“”‘’][^“”‘’]*[“”‘’])\s*$")
_FLOW_COLON: Final = re.compile(r"[{,，]\s*([A-Za-z_]\w*)：")


def _keyboard_mistakes(text: str, path: str, first_line: int) -> Iterator[tuple[Location, str, str]]:
    """What a Chinese input method leaves behind, line by line; block texts and comments are passed over."""
    block: int | None = None
    for number, line in enumerate(text.split("\n"), first_line):
        if not line:
            continue
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


def _flow_mistakes(line: str, at: Callable[[int], Location]) -> Iterator[tuple[Location, str, str]]:
    """Full-width commas that should part the items of ``[…]`` and ``{…}``; colons likewise."""
    start = _FLOW.match(line)
    if start is None:
        return
    value = _QUOTED.sub(lambda quoted: "_" * len(quoted[0]), line)
    for flow in _INNERMOST.finditer(value, start.end()):
        comma = flow[0].find("，")
        if comma >= 0 and "," not in flow[0]:
            yield at(flow.start() + comma), "列表里用了全角逗号“，”，请改用半角逗号“,”", "full-width-comma"
    for colon in _FLOW_COLON.finditer(value, start.end()):
        message = f"“{colon[1]}”后面是全角冒号“：”，请改用半角冒号加空格“: ”"
        yield at(colon.end() - 1), message, "full-width-colon"
