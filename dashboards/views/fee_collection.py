"""Fee collection: the rate against its target, what is owed and by whom, how fast money comes in.

Belongs here: what this page shows. Does not belong here: the rates' computation (the warehouse).
"""

from __future__ import annotations

import streamlit as st

from dashboards.components.chart import chart
from dashboards.components.frame import show_page
from dashboards.components.kpi_rows import SOURCE
from dashboards.components.kpi_tile import kpi_tile, verdict_text
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.tables import frame_table, long_table, small_table
from dashboards.figures.bars import bucket_bars, ranked_bars
from dashboards.figures.lines import Line, share_lines
from dashboards.kpi_reading import read_kpis, value_text
from dashboards.queries import fee_collection, kpis
from dashboards.queries.scope import ALL
from dashboards.text import formats

TILES = ("fee_collection_rate", "fee_arrears_recovery_rate", "fee_combined_collection_rate")
DEBTORS_SHOWN = 12
CURVES_SHOWN = 5
LINES_SHOWN = 5
OWED_FIELDS = ("project_name", "room_name", "bill_id", "fee_item", "due_on", "receivable_amount",
               "concession_amount", "settled_amount", "outstanding_amount", "days_past_due",
               *SOURCE)
PAID_FIELDS = ("paid_at", "settled_amount", "payment_id", "bill_id", "fee_item",
               "is_prepayment", "is_arrears_recovery", *SOURCE)


def body(page: Page) -> None:
    """Tiles, the rate by quarter, collection curves, ageing, the largest debtors."""
    history = page.ask(kpis.kpi_history, page.filters, 12)
    readings = [r for r in read_kpis(history, page.filters.period, TILES) if r.kpi_id in TILES]
    with st.container(key="tiles_fees"):
        for reading in readings:
            kpi_tile(page, reading)
    left, right = st.columns(2)
    with left, st.container(key="card_rates"):
        _rates(page)
    with right, st.container(key="card_collection_curve"):
        _collection_curve(page)
    left, right = st.columns(2)
    with left, st.container(key="card_ageing"):
        _ageing(page)
    with right, st.container(key="card_debtors"):
        _debtors(page)


def _rates(page: Page) -> None:
    words = page.words
    section(words, "fees.rates", words("fees.rates_note"))
    project = None if page.filters.project == ALL else page.filters.project
    trend = page.ask(kpis.kpi_trend, TILES[0], "quarter", project=project, department=ALL)
    if trend.is_empty():
        notice(words, "state.no_bills")
        return
    rows = list(trend.iter_rows(named=True))
    names = sorted({row["project_name"] for row in rows}, key=lambda name: (name != ALL, name))
    by_project = {name: [row for row in rows if row["project_name"] == name] for name in names}
    lines = [
        Line(words.code("project", name), *_points(page, of_project))
        for name, of_project in list(by_project.items())[:LINES_SHOWN]
    ]
    target = rows[-1]["target"]
    last = by_project[names[0]][-1]
    figure = share_lines(
        lines, page.palette, target=target,
        target_label=words("tile.target", value=formats.target_share(words, target)))
    chart(
        words, figure, key="rates",
        alt=words("fees.rates_alt", project=words.code("project", names[0]),
                  quarter=formats.period(words, "quarter", last["period_start_on"]),
                  share=value_text(words, "share", last)),
        table=lambda: small_table(
            words, words("fees.rates"),
            [words("kind.quarter"), words("column.project_name"), words("column.value"),
             words("column.settled_amount"), words("column.net_receivable_amount"),
             words("column.verdict")],
            [[formats.period(words, "quarter", row["period_start_on"]),
              words.code("project", row["project_name"]), value_text(words, "share", row),
              formats.money(words, row["numerator"]), formats.money(words, row["denominator"]),
              verdict_text(words, row["verdict"])] for row in rows], (2, 3, 4)),
    )


def _points(page: Page, rows: list[dict]) -> tuple[list[str], list[float], list[str]]:
    words = page.words
    quarters = [formats.short_period(words, "quarter", row["period_start_on"]) for row in rows]
    hover = [words("fees.rates_hover", share=value_text(words, "share", row),
                   top=formats.money_compact(words, row["numerator"]),
                   bottom=formats.money_compact(words, row["denominator"])) for row in rows]
    return quarters, [row["value"] for row in rows], hover


def _collection_curve(page: Page) -> None:
    words = page.words
    section(words, "fees.curve", words("fees.curve_note"))
    frame = page.ask(fee_collection.collection_curves, page.filters.project)
    if frame.is_empty():
        notice(words, "state.no_bills")
        return
    starts = frame["period_start_on"].unique().sort().to_list()[-CURVES_SHOWN:]
    by_start = {start: [row for row in frame.iter_rows(named=True)
                        if row["period_start_on"] == start and row["is_complete"]]
                for start in reversed(starts)}
    lines = [
        Line(formats.short_period(words, "quarter", start),
             [row["days_since_due"] for row in rows], [row["collected_share"] for row in rows],
             [words("fees.curve_hover", days=row["days_since_due"],
                    share=formats.share(words, row["collected_share"], places=1))
              for row in rows])
        for start, rows in by_start.items() if rows
    ]
    if not lines:
        notice(words, "state.too_early")
        return
    figure = share_lines(lines, page.palette, x_title=words("fees.curve_x"), categories=False)
    chart(words, figure, key="collection_curve",
          alt=words("fees.curve_alt", quarter=lines[0].name),
          table=lambda: frame_table(
              words, words("fees.curve"), frame.filter(frame["period_start_on"].is_in(starts)),
              ("period_start_on", "days_since_due", "collected_amount", "receivable_amount",
               "collected_share")))


def _ageing(page: Page) -> None:
    words = page.words
    section(words, "fees.ageing", words("fees.ageing_note"))
    frame = page.ask(fee_collection.ageing, page.filters.project)
    if frame.is_empty():
        notice(words, "state.nothing_owed")
        return
    buckets = frame["ageing_bucket"].to_list()
    labels = [words.code("ageing", bucket) for bucket in buckets]
    texts = [formats.money_compact(words, amount) for amount in frame["outstanding_amount"]]
    hover = [
        words("fees.ageing_hover", bucket=label, households=row["household_count"],
              amount=formats.money(words, row["outstanding_amount"]), bills=row["bill_count"])
        for label, row in zip(labels, frame.iter_rows(named=True), strict=True)
    ]
    figure = bucket_bars(labels, [float(amount) for amount in frame["outstanding_amount"]], texts,
                         hover, [page.palette.ages[order % len(page.palette.ages)]
                                 for order in range(frame.height)], page.palette)
    chart(words, figure, key="ageing",
          alt=words("fees.ageing_alt", bucket=labels[-1], amount=texts[-1]),
          table=lambda: frame_table(words, words("fees.ageing"), frame, (
              "ageing_bucket", "bill_count", "household_count", "outstanding_amount")))
    with st.expander(words("fees.ageing_rows")):
        bucket = st.selectbox(words("column.ageing_bucket"), buckets, filter_mode=None,
                              format_func=lambda code: words.code("ageing", code),
                              key="ageing_bucket")
        rows = page.ask(fee_collection.outstanding_bills, page.filters.project, bucket)
        long_table(words, rows, OWED_FIELDS, alt=words("fees.ageing_rows"), key="ageing_rows")


def _debtors(page: Page) -> None:
    words = page.words
    section(words, "fees.debtors", words("fees.debtors_note"))
    frame = page.ask(fee_collection.largest_debtors, page.filters.project, DEBTORS_SHOWN)
    if frame.is_empty():
        notice(words, "state.nothing_owed")
        return
    rooms = [f"{row['project_name']} {row['room_name']}" for row in frame.iter_rows(named=True)]
    texts = [formats.money_compact(words, amount) for amount in frame["outstanding_amount"]]
    hover = [
        words("fees.debtors_hover", room=room, bills=row["bill_count"],
              days=formats.count(words, row["max_days_past_due"]),
              amount=formats.money(words, row["outstanding_amount"]))
        for room, row in zip(rooms, frame.iter_rows(named=True), strict=True)
    ]
    figure = ranked_bars(rooms, [float(a) for a in frame["outstanding_amount"]], texts, hover,
                         page.palette)
    chart(words, figure, key="debtors", alt=words("fees.debtors_alt", room=rooms[0],
                                                  amount=texts[0]),
          table=lambda: frame_table(words, words("fees.debtors"), frame, frame.columns))
    with st.expander(words("fees.household")):
        _household(page, rooms, list(frame.select("project_name", "room_name").iter_rows()))


def _household(page: Page, rooms: list[str], keys: list[tuple[str, str]]) -> None:
    words = page.words
    chosen = st.selectbox(words("column.room_name"), range(len(rooms)), filter_mode=None,
                          format_func=lambda index: rooms[index], key="household")
    project, room = keys[chosen]
    bills = page.ask(fee_collection.bills_of_room, project, room)
    st.markdown(words("rows.set", title=words("fees.unpaid_bills"),
                      n=formats.count(words, bills.height)))
    long_table(words, bills, OWED_FIELDS, alt=words("fees.unpaid_bills"), key="room_bills")
    paid = page.ask(fee_collection.settlements_of_room, project, room)
    st.markdown(words("rows.set", title=words("fees.settlements"),
                      n=formats.count(words, paid.height)))
    if paid.is_empty():
        st.caption(words("rows.none"))
    else:
        long_table(words, paid, PAID_FIELDS, alt=words("fees.settlements"), key="room_paid")


if __name__ == "__main__":
    show_page("fee_collection", body, narrowed_by=("period", "project"))
