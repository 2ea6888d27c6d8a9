"""Review list: the last places of two months with both readings; never a decision.

Belongs here: which panels, in which order. Does not belong here: the panels.
"""

from __future__ import annotations

from dashboards.components.card import card
from dashboards.components.notice import notice
from dashboards.components.page import Page
from dashboards.components.pay import pay_filters, review_choice, show_pay_page, staff_names
from dashboards.panels.review_list import legal_note, review_list
from dashboards.queries import commission


def body(page: Page) -> None:
    """What the list is not; then the list of two months."""
    periods = page.ask_pay(commission.review_periods)
    if periods.is_empty():
        notice(page.words, "state.no_review")
        return
    names = staff_names(page)
    with pay_filters(page):
        start_on = review_choice(page, periods)
    card(page, "never", legal_note)
    card(page, "review", lambda page: review_list(page, start_on, names))


if __name__ == "__main__":
    show_pay_page("sales_review", body)
