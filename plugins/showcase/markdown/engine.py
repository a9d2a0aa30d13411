"""comrak behind two functions, so that another engine could take its place."""

from __future__ import annotations

import re
from typing import Final

import comrak

__all__ = ["tidy", "to_html"]

_HEADING_ANCHOR: Final = re.compile(
    r'<a href="#[^"]*" aria-label="[^"]*" data-heading-content="[^"]*" class="anchor"></a>'
)
_BACK_LABEL: Final = re.compile(r'aria-label="Back to reference [^"]*"')
_ALIGN: Final = re.compile(r' align="(left|center|right)"')
_TASK: Final = re.compile(r'<li( data-sourcepos="[^"]*")?><input type="checkbox" (checked="" )?disabled="" />')
_FIRST_LEVEL: Final = re.compile(r"<(/?)h1\b")


def to_html(markdown: str, *, sourcepos: bool, has_ids: bool = True) -> str:
    """Unclean HTML; with ``sourcepos`` every element says its line and column, in characters.

    :param has_ids: false where nobody follows a link to a heading: of 60,000 alike the ids take 5 minutes
    """
    extension = comrak.ExtensionOptions()
    extension.table = True
    extension.footnotes = True
    extension.strikethrough = True
    extension.tasklist = True
    extension.cjk_friendly_emphasis = True
    if has_ids:
        extension.header_id_prefix = ""
    parse = comrak.ParseOptions()
    parse.sourcepos_chars = True
    options = comrak.RenderOptions()
    options.unsafe_ = True  # nh3 decides; comrak's own escape would hide from it what was there
    options.sourcepos = sourcepos
    return comrak.render_markdown(markdown, extension, parse, options)


def tidy(html: str) -> str:
    """comrak's English labels and obsolete attributes, before anything is judged; a page has its h1 already."""
    html = _HEADING_ANCHOR.sub("", html)
    if "<input" in html:  # a sign is read aloud, printed and put in a book alike; a box that cannot be ticked is none
        html = _TASK.sub(lambda m: f'<li{m[1] or ""} class="task">{"☑" if m[2] else "☐"}', html)
    html = _FIRST_LEVEL.sub(r"<\1h2", html)
    html = _BACK_LABEL.sub('aria-label="返回正文"', html)
    return _ALIGN.sub(lambda m: "" if m[1] == "left" else f' class="ta-{m[1]}"', html)
