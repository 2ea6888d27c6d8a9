"""How far everybody is from the next tier, in yuan, and what reaching it would bring.

Belongs here: the ladder and its table for one month. Does not belong here: the distance itself.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from dashboards.components.chart import chart
from dashboards.components.fold import fold
from dashboards.components.lines import line
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.pay import Names
from dashboards.components.tables import small_table, two_lines
from dashboards.figures.tiers import Climb, Rung, tier_figure
from dashboards.queries import commission
from dashboards.statement_reading import month_text, person_text
from dashboards.text import Words, formats


def tier_distance(page: Page, month: date, names: Names) -> None:
    words = page.words
    section(words, "cliff.distance", words("cliff.distance_note"))
    frame = page.ask_pay(commission.cliff, month, page.filters.project)
    if frame.is_empty():
        notice(words, "state.no_cliff", month=month_text(words, month))
        return
    rows = list(frame.iter_rows(named=True))
    nearest = next((row for row in rows if row["amount_to_next"] is not None), None)
    if nearest is not None:
        line(
            words(
                "cliff.nearest",
                person=person_text(words, names, nearest["staff_id"]),
                amount=formats.money(words, nearest["amount_to_next"]),
                rate=formats.rate(words, nearest["next_rate"]),
                gain=formats.money(words, nearest["gain_amount"]),
            )
        )
    chart(
        words,
        tier_figure(
            [_climb(words, row, names) for row in rows],
            _rungs(words, page.ask_pay(commission.tiers_of_month, month)),
            page.palette,
        ),
        key="cliff",
        alt=words("cliff.alt", n=len(rows), month=month_text(words, month)),
        table=None,
    )
    titles = [
        words("column.person"),
        *(words(f"column.{field}") for field in ("performance_amount", "target_amount")),
        words("column.attainment"),
        words("column.rate"),
        words("cliff.next"),
        words("column.amount_to_next"),
        words("column.tier_commission_now"),
        words("column.tier_commission_at_next"),
        words("column.gain_amount"),
    ]
    body = [_row(words, row, names) for row in rows]
    small_table(words, words("cliff.distance"), titles, body, tuple(range(1, len(titles))))
    fold(words("cliff.tiers"), "tiers", lambda: _ladder(page, month))


def _climb(words: Words, row: dict[str, Any], names: Names) -> Climb:
    attained = formats.attainment(words, row["attainment"])
    to_next = (
        words("cliff.top")
        if row["amount_to_next"] is None
        else words("cliff.to_next", amount=formats.money(words, row["amount_to_next"]))
    )
    reached = words(
        "cliff.hover",
        performance=formats.money(words, row["performance_amount"]),
        target=formats.money(words, row["target_amount"]),
        attainment=attained,
    )
    return Climb(
        person_text(words, names, row["staff_id"]),
        float(row["attainment"] or 0),
        attained,
        f"{reached} · {to_next}",
    )


def _rungs(words: Words, tiers: pl.DataFrame) -> list[Rung]:
    """Where a tier begins; of several plans each limit once."""
    found = tiers.unique(["from_attainment", "rate"]).sort("from_attainment", "rate")
    return [
        Rung(
            float(row["from_attainment"]),
            words(
                "cliff.rung",
                attainment=formats.target_share(words, row["from_attainment"]),
                rate=formats.rate(words, row["rate"]),
            ),
        )
        for row in found.iter_rows(named=True)
        if row["from_attainment"]
    ]


def _ladder(page: Page, month: date) -> None:
    words = page.words
    rows = [
        [
            str(row["plan_version"]),
            words("cliff.from", attainment=formats.target_share(words, row["from_attainment"])),
            formats.rate(words, row["rate"]),
            str(row["clause"] or words("missing.blank")),
        ]
        for row in page.ask_pay(commission.tiers_of_month, month).iter_rows(named=True)
    ]
    titles = [words("pay.plan"), words("column.attainment"), words("column.rate")]
    small_table(words, words("cliff.tiers"), [*titles, words("column.clause")], rows, (1, 2))


def _row(words: Words, row: dict[str, Any], names: Names) -> list[str]:
    blank = words("missing.blank")
    is_top = row["amount_to_next"] is None
    return [
        two_lines(person_text(words, names, row["staff_id"]), str(row["project_name"] or blank)),
        formats.money(words, row["performance_amount"]),
        formats.money(words, row["target_amount"]),
        formats.attainment(words, row["attainment"]),
        formats.rate(words, row["rate"]),
        words("cliff.top")
        if is_top
        else words(
            "cliff.rung",
            attainment=formats.target_share(words, row["next_from_attainment"]),
            rate=formats.rate(words, row["next_rate"]),
        ),
        *(
            blank if row[field] is None else formats.money(words, row[field])
            for field in (
                "amount_to_next",
                "tier_commission_now",
                "tier_commission_at_next",
                "gain_amount",
            )
        ),
    ]
