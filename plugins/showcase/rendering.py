"""View pages → HTML through the theme's Jinja. With ``plugin`` and ``config`` the only code that knows MkDocs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import jinja2
from jinja2.utils import missing
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from showcase.markdown import Html, picture_html
from showcase.views import Picture, ViewPage

__all__ = ["PageFile", "Renderer", "prepare_environment"]


class PageFile(File):
    """A page of the showcase: it resolves links like a page, yet MkDocs' serial loops pass it by.

    Its address is worked out as a page's; after that it answers that it is none, and is copied like
    any file that is there already, with the HTML that :class:`Renderer` made.
    """

    view_page: ViewPage
    _is_page = True

    @classmethod
    def of(cls, config: MkDocsConfig, view_page: ViewPage) -> PageFile:
        """A file for a page; its source name is what ``nav`` and links say, ``units/index.md``."""
        src_uri = f"{view_page.url}index.md"
        file = cls(src_uri, None, config.site_dir, use_directory_urls=True, dest_uri=f"{view_page.url}index.html")
        file.generated_by = "showcase"
        file.view_page = view_page
        file._content = ""
        _ = file.url, file.dest_uri, file.abs_dest_path  # worked out now, while it still is a page
        file._is_page = False
        return file

    def write(self, html: str) -> None:
        """Into the folder that MkDocs builds in: by a worker, which has no other way to hand a page over so fast."""
        place = Path(self.abs_dest_path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(html.encode())

    def copy_file(self, dirty: bool = False) -> None:
        """It is there already."""

    def is_documentation_page(self) -> bool:
        """False once the address is known."""
        return self._is_page


class ViewUndefined(jinja2.Undefined):
    """A misspelt field of a view fails the build; Material's own templates may ask for what is not there."""

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, *rest: Any) -> None:
        super().__init__(hint, obj, name, *rest)
        if type(obj).__module__.startswith("showcase."):
            raise jinja2.UndefinedError(f"{type(obj).__name__} has no field {name!r}")


def prepare_environment(env: jinja2.Environment, shared: Mapping[str, Any]) -> None:
    """Escaping is on for every template of the site: MkDocs' own environment escapes nothing."""
    env.autoescape = True
    env.undefined = ViewUndefined
    env.filters["url"] = _url
    env.globals.update(shared, slots={})


@jinja2.pass_context
def _url(context: jinja2.runtime.Context, address: object) -> str:
    """From the site's root to an address, the same for all pages of one depth: what is printed with it can be kept."""
    url = str(address)  # a group of MkDocs' nav has none
    if _ELSEWHERE.match(url):
        return url
    return f"{context['base_url'].rstrip('/')}/{'' if url == '.' else url}"


_ELSEWHERE: Final = re.compile(r"[/#]|[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Renderer:
    """View pages → HTML. Most of a page is the same for all of its depth and section, and made once.

    With Material's template and the macros run anew for each page, 3,000 pages took 6.1 s of processor time; so
    they take 2.1.
    """

    def __init__(self, env: jinja2.Environment, nav: Navigation, config: MkDocsConfig) -> None:
        self._env, self._nav, self._config = env, nav, config
        self._frames: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._macros: dict[str, dict[str, Any]] = {}

    def render(self, file: PageFile) -> str:
        """The whole HTML of one page; depends on its view alone."""
        view_page = file.view_page
        base = _base(view_page.url)
        page = {"canonical_url": f"{self._config.site_url}{view_page.url}", "url": view_page.url}
        shown = {"view_page": view_page, "view": view_page.view, "page": page}
        parts = self._env.get_template(view_page.template).render({**self._shared(base), **shown}).split(_SPLIT)
        pieces = self._frame(file, base)
        if len(parts) != len(pieces) - 1:
            raise jinja2.TemplateError(f"{view_page.template}：页面的模板要以 {{% extends 'parts.html' %}} 开头")
        return "".join((*(text for pair in zip(pieces[:-1], parts, strict=True) for text in pair), pieces[-1]))

    def prepare(self, files: Iterable[PageFile]) -> None:
        """Make all that pages have in common, so that workers inherit it."""
        for file in files:
            self._shared(base := _base(file.view_page.url))
            self._frame(file, base)
            self._env.get_template(file.view_page.template)

    def _shared(self, base: str) -> dict[str, Any]:
        """What templates may use besides the view: the macros of ``_macros.html`` and its like."""
        if base not in self._macros:
            given: dict[str, Any] = {
                "base_url": base,
                "config": self._config,
                "split": _SPLIT,
                "picture": partial(_picture, base),
            }
            modules = {name: self._env.get_template(file).make_module(given) for name, file in _MACROS.items()}
            self._macros[base] = {**given, **modules}
        return self._macros[base]

    def _frame(self, file: PageFile, base: str) -> tuple[str, ...]:
        """The pieces that stand around the parts of a page."""
        section = file.view_page.section
        key = (base, section, "itself" if file.view_page.url == section else "")
        if key not in self._frames:
            page = Page(file.view_page.title, file, self._config)
            page.content, page.meta = Markup(), {}
            context = {**get_context(self._nav, [], self._config, page), "view_page": file.view_page, "slots": _SLOTS}
            self._frames[key] = tuple(self._env.get_template("frame.html").render(context).split(_SPLIT))
        return self._frames[key]


_SPLIT: Final = Markup("<!--split-->")
"""Only seen between the two steps. No author can write it: words are escaped, and texts are rid of comments."""
_SLOTS: Final = dict.fromkeys(("meta", "title", "inside", "scripts"), _SPLIT)
"""In the order in which frame.html has them and parts.html gives them."""
_MACROS: Final = {
    "m": "_macros.html",
    "media": "_media.html",
    "rolls": "_rolls.html",
    "charts": "partials/charts.html",
}


def _base(url: str) -> str:
    """From a page to the site's root, without the slash at its end."""
    return "/".join([".."] * url.count("/")) or "."


def _picture(base: str, picture: Picture, sizes: str, *, lazy: bool = True, alt: str | None = None) -> Html:
    """``picture(p, sizes)`` in templates; ``sizes`` as in HTML."""
    return picture_html(picture.image, lambda url: f"{base}/{url}", sizes, lazy=lazy, alt=alt)
