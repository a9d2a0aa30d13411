"""The page of the search; what it finds comes by ``assets/search.js`` from files that are made after all pages."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.views.parts import HOME, Context, Crumb, ViewPage

__all__ = ["search_pages"]


def search_pages(context: Context) -> Iterator[ViewPage]:
    """``/search/``, where the site is searched."""
    if context.is_searched:
        yield ViewPage(
            url="search/",
            template="search.html",
            title="搜索",
            description="全站搜索：单位、材料、公示、决定、汇编的全文，可按类型、地区、年份等缩小范围",
            view=None,
            crumbs=(Crumb(HOME, ""), Crumb("搜索")),
            section="search/",
        )
