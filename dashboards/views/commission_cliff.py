"""Cliff: the yuan that separate each person from the next commission tier.

Belongs here: the month and the panel. Does not belong here: the panel.
"""

from __future__ import annotations

from dashboards.components.card import card
from dashboards.components.notice import notice
from dashboards.components.page import Page
from dashboards.components.pay import month_choice, pay_filters, show_pay_page, staff_names
from dashboards.panels.tier_distance import tier_distance
from dashboards.queries import commission


def body(page: Page) -> None:
    """The ladder of the chosen month."""
    months = page.ask_pay(commission.cliff_months)["month"].to_list()
    if not months:
        notice(page.words, "state.no_targets")
        return
    names = staff_names(page)
    with pay_filters(page):
        month = month_choice(page, months)
    card(page, "cliff", lambda page: tier_distance(page, month, names))


if __name__ == "__main__":
    show_pay_page("commission_cliff", body)
