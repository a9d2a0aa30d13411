"""View pages → HTML through the theme's Jinja. With ``plugin`` and ``config`` the only code that knows MkDocs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import jinja2
from jinja2.bccache import Bucket
from jinja2.utils import missing
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from showcase.config import is_alone
from showcase.digest import digest_of, program_digest, text_digest
from showcase.kept import Kept
from showcase.markdown import Html, picture_html
from showcase.model.scripts import is_traditional
from showcase.outputs import Output
from showcase.policy import content_policy
from showcase.views import PagePlan, Picture, ViewPage

__all__ = ["OutputFile", "PageFile", "Renderer", "common_digest", "prepare_environment"]


class PageFile(File):
    """A page of the showcase: it resolves links like a page, yet MkDocs' serial loops pass it by.

    Its address is worked out as a page's; after that it answers that it is none, and is not copied:
    ``assembly`` writes it.
    """

    _is_page = True

    @classmethod
    def of(cls, config: MkDocsConfig, url: str) -> PageFile:
        """A file for a page; its source name is what ``nav`` and links say, ``units/index.md``."""
        src_uri = f"{url}index.md"
        file = cls(src_uri, None, config.site_dir, use_directory_urls=True, dest_uri=f"{url}index.html")
        file.generated_by = "showcase"
        file._content = ""
        _ = file.url, file.dest_uri, file.abs_dest_path  # worked out now, while it still is a page
        file._is_page = False
        return file

    def copy_file(self, dirty: bool = False) -> None:
        """It is there already."""

    def is_documentation_page(self) -> bool:
        """False once the address is known."""
        return self._is_page


class OutputFile(File):
    """A finished file of the showcase that is no page."""

    place: Callable[[], None]

    @classmethod
    def of(cls, config: MkDocsConfig, output: Output, place: Callable[[], None]) -> OutputFile:
        """``place`` puts it where MkDocs builds."""
        file = cls(output.url, None, config.site_dir, use_directory_urls=True, dest_uri=output.url)
        file.generated_by = "showcase"
        file.place = place
        file._content = output.content if output.file is None else None
        file.abs_src_path = str(output.file) if output.file else None
        return file

    def copy_file(self, dirty: bool = False) -> None:
        """MkDocs' moment to write it."""
        self.place()


class ViewUndefined(jinja2.Undefined):
    """A misspelt field of a view fails the build; Material's own templates may ask for what is not there."""

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, *rest: Any) -> None:
        super().__init__(hint, obj, name, *rest)
        if type(obj).__module__.startswith("showcase."):
            raise jinja2.UndefinedError(f"{type(obj).__name__} has no field {name!r}")


def prepare_environment(env: jinja2.Environment, shared: Mapping[str, Any], kept: Kept) -> None:
    """Escaping is on for every template of the site: MkDocs' own environment escapes nothing."""
    env.autoescape = True
    env.bytecode_cache = _Compiled(kept)
    env.undefined = ViewUndefined
    env.filters["url"] = _url
    env.filters["host"] = lambda url: urlsplit(url).hostname or ""
    env.globals.update(asset=_asset, content_policy=content_policy, lang=_lang)
    env.globals.update(shared, slots={})


class _Compiled(jinja2.BytecodeCache):
    """Templates as compiled before: compiling Material's and ours takes 0.4 s."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja checks that it comes from the same source."""
        found = self._kept.get(_TEMPLATE, _template_key(bucket))
        if found:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled just now."""
        self._kept.put(_TEMPLATE, {_template_key(bucket): bucket.bytecode_to_string()})


_TEMPLATE: Final = "template"


def _template_key(bucket: Bucket) -> str:
    """By version too: what compiles a template is not in its source."""
    return f"{bucket.key}:{program_digest()}"


def common_digest(nav: Navigation, config: MkDocsConfig, shared: Mapping[str, Any]) -> str:
    """Of all that pages have in common: settings, navigation, words in header and footer, the site's own templates.

    Empty when other plugins or hooks take part: what they do to a page nobody can know.
    """
    if not is_alone(config):
        return ""
    settings = (dict(config.theme), config.extra, *(config[key] for key in _SETTINGS))
    titles = tuple((item.title, getattr(item, "url", "")) for item in _walk(nav.items))
    templates = tuple(_own_templates(config))
    is_fixed = str(bool(config.plugins["showcase"].config.today))  # notice_data of _macros.html asks for it
    return text_digest(program_digest(), str(settings), str(titles), is_fixed, digest_of(dict(shared)), *templates)


_SETTINGS: Final = (
    "site_name", "site_url", "site_description", "site_author", "copyright",
    "extra_css", "extra_javascript", "repo_url", "repo_name",
)  # fmt: skip


def _walk(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _walk(item.children or ())


def _own_templates(config: MkDocsConfig) -> Iterator[bytes]:
    folder = config.theme.custom_dir
    for file in sorted(Path(folder).rglob("*.html")) if folder else ():
        yield file.relative_to(str(folder)).as_posix().encode()
        yield file.read_bytes()


@jinja2.pass_context
def _url(context: jinja2.runtime.Context, address: object) -> str:
    """From the site's root to an address, the same for all pages of one depth: what is printed with it can be kept.

    A file of the theme is found under the name that it is published by, whoever asks for it.
    """
    url: str = context["assets"].get(str(address), str(address))  # a group of MkDocs' nav has none
    if _ELSEWHERE.match(url):
        return url
    return f"{context['base_url'].rstrip('/')}/{'' if url == '.' else url}"


@jinja2.pass_context
def _asset(context: jinja2.runtime.Context, name: str) -> str:
    """``asset(name)`` in templates: the address of a file of the theme, which there must be."""
    if name not in context["assets"]:
        raise jinja2.TemplateRuntimeError(f"主题里没有文件 {name}")
    return _url(context, name)


def _lang(words: object) -> Html:
    """``<h1{{ lang(title) }}>``: words in traditional script say so (WCAG 2.2, 3.1.2); nothing for all others."""
    return Html(' lang="zh-Hant"' if is_traditional(str(words)) else "")


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

    def render(self, view_page: ViewPage) -> str:
        """The whole HTML of one page; depends on its view alone."""
        base = _base(view_page.url)
        page = {"canonical_url": f"{self._config.site_url}{view_page.url}", "url": view_page.url}
        shown = {"view_page": view_page, "view": view_page.view, "page": page}
        parts = self._env.get_template(view_page.template).render({**self._shared(base), **shown}).split(_SPLIT)
        pieces = self._frame(view_page, base)
        if len(parts) != len(pieces) - 1:
            raise jinja2.TemplateError(f"{view_page.template}：页面的模板要以 {{% extends 'parts.html' %}} 开头")
        return "".join((*(text for pair in zip(pieces[:-1], parts, strict=True) for text in pair), pieces[-1]))

    def prepare(self, plans: Iterable[PagePlan]) -> None:
        """Make all that pages have in common, so that workers inherit it."""
        for plan in plans:
            self._shared(base := _base(plan.url))
            self._frame(plan, base)
            self._env.get_template(plan.template)

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

    def _frame(self, plan: PagePlan | ViewPage, base: str) -> tuple[str, ...]:
        """The pieces that stand around the parts of a page."""
        key = (base, plan.section, "itself" if plan.url == plan.section else "")
        if key not in self._frames:
            page = Page("", PageFile.of(self._config, plan.url), self._config)
            page.content, page.meta = Markup(), {}
            context = {**get_context(self._nav, [], self._config, page), "view_page": plan, "slots": _SLOTS}
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
    "ind": "_indicators.html",
}


def _base(url: str) -> str:
    """From a page to the site's root, without the slash at its end."""
    return "/".join([".."] * url.count("/")) or "."


def _picture(base: str, picture: Picture, sizes: str, *, lazy: bool = True, alt: str | None = None) -> Html:
    """``picture(p, sizes)`` in templates; ``sizes`` as in HTML."""
    return picture_html(picture.image, lambda url: f"{base}/{url}", sizes, lazy=lazy, alt=alt)
