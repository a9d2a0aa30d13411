"""What may stand in a text: tags, attributes, classes, schemes of addresses."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["CLASSES", "DROPPED", "KEPT", "OWN_ATTRIBUTES", "SCHEMES", "TAGS", "has_foreign_scheme"]

TAGS: Final = frozenset(
    "a abbr b bdi blockquote br caption code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6"
    " hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody"
    " td tfoot th thead tr u ul var wbr".split()
)
OWN_ATTRIBUTES: Final = {
    "a": {"href", "title", "id", "aria-label", "class", "data-footnote-ref", "data-footnote-backref",
          "data-footnote-backref-idx", "data-heading-content"},
    "img": {"src", "alt", "title"},
    "li": {"id", "class"}, "ol": {"start"}, "sup": {"class"}, "section": {"class", "data-footnotes"},
    "td": {"class", "align", "colspan", "rowspan"}, "th": {"class", "align", "colspan", "rowspan", "scope"},
    "code": {"class"}, "pre": {"lang"}, "abbr": {"title"},
    **{f"h{n}": {"id"} for n in range(1, 7)},
}  # fmt: skip
CLASSES: Final = {
    "a": {"footnote-backref"}, "sup": {"footnote-ref"}, "section": {"footnotes"}, "li": {"task"},
    "td": {"ta-center", "ta-right"}, "th": {"ta-center", "ta-right"},
}  # fmt: skip
KEPT: Final = {
    tag: {name for name in names if name not in {"class", "align"} and not name.startswith("data-")}
    for tag, names in OWN_ATTRIBUTES.items()
}
DROPPED: Final = frozenset("script style iframe object embed noscript template title textarea".split())
"""Not only the tag goes, but what is in it: no words for a reader."""
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_SCHEME: Final = re.compile(r"([a-zA-Z][\w+.-]*):")
_CONTROL: Final = re.compile(r"[\x00-\x20]")


def has_foreign_scheme(value: str) -> bool:
    """True for ``javascript:``, also when control characters hide it."""
    scheme = _SCHEME.match(_CONTROL.sub("", value))
    return scheme is not None and scheme[1].lower() not in SCHEMES
