"""View pages → HTML through the theme's Jinja. With ``plugin`` and ``config`` the only code that knows MkDocs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import jinja2
from jinja2.utils import missing
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from showcase.markdown import Html, picture_html, relative_url
from showcase.views import Picture, ViewPage

__all__ = ["PageFile", "prepare_environment", "render_page"]


class PageFile(File):
    """A page of the showcase: it resolves links like a page, yet MkDocs' serial loops pass it by.

    Its address is worked out as a page's; after that it answers that it is none, and is copied like
    any file, with the HTML that :func:`render_page` made.
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
    env.globals.update(shared)


def render_page(env: jinja2.Environment, nav: Navigation, config: MkDocsConfig, file: PageFile) -> str:
    """The whole HTML of one page; depends on its arguments alone."""
    view_page = file.view_page
    page = file.page if file.page is not None else Page(view_page.title, file, config)
    page.content = Markup()
    page.meta = {"title": view_page.title, "description": view_page.description}
    context = get_context(nav, [], config, page)
    template = env.get_template(view_page.template)
    shown = {"view_page": view_page, "view": view_page.view, "picture": partial(_picture, view_page.url)}
    return template.render({**context, **shown})


def _picture(page_url: str, picture: Picture, sizes: str, *, lazy: bool = True, alt: str | None = None) -> Html:
    """``picture(p, sizes)`` in templates; ``sizes`` as in HTML."""
    return picture_html(picture.image, partial(relative_url, page_url=page_url), sizes, lazy=lazy, alt=alt)
