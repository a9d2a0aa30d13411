"""The Content-Security-Policy of every page: nothing of elsewhere is loaded, and no script stands inside a page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["content_policy"]

_RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "media-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
)


def content_policy(*, compiles: bool = False, is_header: bool = False) -> str:
    """One line for ``<meta http-equiv>``, or for the header of a web server.

    :param compiles: the page runs WebAssembly, as the search does; no other page may
    :param is_header: with what holds in a header only: who may show the page in a frame (W3C CSP3, 3.3)
    """
    more = {"script-src": "'self' 'wasm-unsafe-eval'"} if compiles else {}
    framed = {"frame-ancestors": "'self'"} if is_header else {}
    return "; ".join(f"{name} {value}" for name, value in {**_RULES, **more, **framed}.items())
