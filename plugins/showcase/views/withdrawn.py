"""What is left of pages that were taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from showcase.model.documents import Withdrawal
from showcase.model.notice_life import NoticeState
from showcase.views.parts import Context, PagePlan, ViewPage

__all__ = ["WithdrawnView", "without_withdrawn"]


@dataclass(frozen=True, slots=True)
class WithdrawnView:
    """All that is left of a page that was taken back: its name, and why."""

    title: str
    sentence: str
    state: str = ""
    """已撤回, of a notice: readers look for its state."""


def without_withdrawn(context: Context, plans: Iterable[PagePlan]) -> Iterator[PagePlan]:
    """The plans; of what was taken back nothing but that is shown."""
    withdrawn = dict(_withdrawals(context))
    for plan in plans:
        withdrawal = withdrawn.get(plan.url)
        yield _emptied(plan, withdrawal) if withdrawal else plan


def _withdrawals(context: Context) -> Iterator[tuple[str, Withdrawal]]:
    """What was taken back, by address."""
    for thing in context.collection.things:
        withdrawal = context.collection.withdrawal(thing)
        if withdrawal:
            yield thing.url, withdrawal


def _emptied(plan: PagePlan, withdrawal: Withdrawal) -> PagePlan:
    return replace(
        plan,
        template="withdrawn.html",
        is_listed=False,
        digest="",
        make=lambda: _without_content(plan.make(), withdrawal),
    )


def _without_content(page: ViewPage, withdrawal: Withdrawal) -> ViewPage:
    is_notice = page.section == "notices/"
    view = WithdrawnView(page.title, withdrawal.sentence, NoticeState.WITHDRAWN.value if is_notice else "")
    return replace(
        page,
        template="withdrawn.html",
        view=view,
        description=withdrawal.sentence,
        image="",
        keywords=(),
        previous=None,
        next=None,
    )
