"""The second pass over a text, for lines and columns of what was refused."""

from __future__ import annotations

from showcase.markdown.allowed import OWN_ATTRIBUTES, TAGS, has_foreign_scheme
from showcase.markdown.engine import tidy, to_html
from showcase.markdown.lookup import Lookup, foreign, unreadable, unsafe
from showcase.markdown.tags import TagReader
from showcase.markdown.values import Refusal
from showcase.model.documents import Text

__all__ = ["find_refusals"]


def find_refusals(text: Text, lookup: Lookup) -> tuple[Refusal, ...]:
    """Everything that the page must not have, with its place in the file."""
    finder = _Finder(text, lookup)
    finder.feed(tidy(to_html(text.markdown, sourcepos=True)))
    finder.close()
    return tuple(finder.found)


class _Finder(TagReader):
    """Second pass, for lines and columns: comrak marks its elements with their place in the source.

    Raw HTML has no mark but stands verbatim in the source, behind the last mark: it is searched there.
    """

    def __init__(self, text: Text, lookup: Lookup) -> None:
        super().__init__()
        self._text = text
        self._lookup = lookup
        self._lines = text.markdown.split("\n")
        self._place = (1, 1)
        self.found: list[Refusal] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        place = self._at(given.pop("data-sourcepos", None))
        if tag not in TAGS:
            self._report(f"不允许使用 HTML 标签 <{tag}>，请改用 Markdown 写法", "unsafe-html", place)
            return
        for name, value in given.items():
            self._attribute(tag, name, value or "", place)

    def _attribute(self, tag: str, name: str, value: str, place: tuple[int, int]) -> None:
        if name in ("href", "src"):
            self._address(tag, value, place)
        elif name not in OWN_ATTRIBUTES.get(tag, set()) and name not in ("lang",):
            self._report(f"HTML 标签 <{tag}> 不允许带属性 {name}", "unsafe-html", place)

    def _address(self, tag: str, value: str, place: tuple[int, int]) -> None:
        if value in self._lookup.refused:
            self._report(*self._lookup.refused[value][:2], place, self._lookup.refused[value][2])
        elif self._lookup.knows(value):
            return
        elif tag == "img":  # this and the next nh3 drops before its filter
            self._report(foreign(value), "foreign-image", place)
        elif has_foreign_scheme(value):
            self._report(unsafe(value), "unsafe-link", place)
        else:
            self._report(unreadable(value), "bad-link", place)

    def _at(self, sourcepos: str | None) -> tuple[int, int]:
        if sourcepos:
            line, column = sourcepos.partition("-")[0].split(":")
            self._place = (int(line), int(column))
            return self._place
        raw = self.get_starttag_text() or ""
        return self._search(raw) or self._place

    def _search(self, raw: str) -> tuple[int, int] | None:
        line, column = self._place
        for number, content in enumerate(self._lines[line - 1 :], line):
            found = content.find(raw.partition("\n")[0], column - 1 if number == line else 0)
            if raw and found >= 0:
                return number, found + 1
        return None

    def _report(self, message: str, rule: str, place: tuple[int, int], target: str = "") -> None:
        self.found.append(Refusal(message, rule, place[0] + self._text.first_line - 1, place[1], target))
