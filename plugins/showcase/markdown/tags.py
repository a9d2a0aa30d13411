"""The standard library's reader of HTML, without its one exception."""

from __future__ import annotations

from html.parser import HTMLParser

__all__ = ["TagReader"]


class TagReader(HTMLParser):
    """Takes ``<![`` for a comment, as HTML has it (13.2.5.42); the parser fails an assertion at ``<![x``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def parse_html_declaration(self, i: int) -> int:
        """The end of what begins with ``<!``."""
        if self.rawdata.startswith("<![", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)
