"""What is held and why: commission not released, balances owed back, what finance accrues.

Belongs here: which panels, in which order. Does not belong here: the panels.
"""

from __future__ import annotations

from dashboards.components.card import card
from dashboards.components.page import Page
from dashboards.components.pay import pay_filters, show_pay_page, staff_names
from dashboards.panels.accruals import accruals
from dashboards.panels.balances_owed import balances_owed
from dashboards.panels.held_parts import held_parts


def body(page: Page) -> None:
    """Parts by missing condition, balances carried on, the accrual by month."""
    with pay_filters(page):
        names = staff_names(page)
    card(page, "held", lambda page: held_parts(page, names))
    card(page, "balances", lambda page: balances_owed(page, names))
    card(page, "accruals", lambda page: accruals(page, names))


if __name__ == "__main__":
    show_pay_page("commission_held", body)
