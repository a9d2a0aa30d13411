"""公示: the list by state, and one page a notice, in the order of real ones (DOMAIN.md §3.1)."""

from showcase.views.notices.changes import precedents
from showcase.views.notices.clock import notice_state
from showcase.views.notices.lines import NoticeLine, notice_line
from showcase.views.notices.pages import notice_pages

__all__ = ["NoticeLine", "notice_line", "notice_pages", "notice_state", "precedents"]
