"""How fast a quarter's bills are paid once they are due.

Belongs here: one line per quarter of due dates. Does not belong here: adding payments up.
"""

from __future__ import annotations

from dashboards.components.chart import chart
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import frame_table
from dashboards.figures.lines import Line, share_lines
from dashboards.queries import fee_collection
from dashboards.text import formats

CURVES_SHOWN = 5


def collection_curve(page: Page) -> None:
    words = page.words
    section(words, "fees.curve", words("fees.curve_note"))
    frame = page.ask(fee_collection.collection_curves, page.filters.project)
    if frame.is_empty():
        notice(words, "state.no_bills")
        return
    starts = frame["period_start_on"].unique().sort().to_list()[-CURVES_SHOWN:]
    by_start = {
        start: [
            row
            for row in frame.iter_rows(named=True)
            if row["period_start_on"] == start and row["is_complete"]
        ]
        for start in reversed(starts)
    }
    lines = [
        Line(
            formats.short_period(words, "quarter", start),
            [row["days_since_due"] for row in rows],
            [row["collected_share"] for row in rows],
            [
                words(
                    "fees.curve_hover",
                    days=row["days_since_due"],
                    share=formats.share(words, row["collected_share"], places=1),
                )
                for row in rows
            ],
        )
        for start, rows in by_start.items()
        if rows
    ]
    if not lines:
        notice(words, "state.too_early")
        return
    figure = share_lines(lines, page.palette, x_title=words("fees.curve_x"), categories=False)
    chart(
        words,
        figure,
        key="collection_curve",
        alt=words("fees.curve_alt", quarter=lines[0].name),
        table=lambda: frame_table(
            words,
            words("fees.curve"),
            frame.filter(frame["period_start_on"].is_in(starts)),
            (
                "period_start_on",
                "days_since_due",
                "collected_amount",
                "receivable_amount",
                "collected_share",
            ),
        ),
    )
