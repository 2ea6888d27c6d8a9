"""The sales of a small snapshot: contracts, the overview by period, and the attainment KPI.

Belongs here: figures that agree with each other and with `small_pay`. Does not belong here: the
rules by which they are made (the warehouse).
"""

from __future__ import annotations

from datetime import date, datetime

import duckdb

from tests.dashboards.small_pay import BOOK, HOME, OTHER, SHEETS, put, yuan
from tests.dashboards.tables import insert

CONTRACTS = (
    ("X1", HOME, "按揭", "有效", "1500000", "1500000", "list_price", 3, None, "1500000"),
    ("X2", HOME, "全款", "有效", "1600000", "1584000", "within_authority", 12, None, "1584000"),
    ("Y1", HOME, "分期", "有效", "1200000", "1200000", "list_price", 20, None, "700000"),
    ("Y2", HOME, "分期", "有效", "1300000", "1261000", "unauthorised", 22, None, "200000"),
    ("Z1", HOME, "按揭", "有效", "900000", "900000", "list_price", 30, None, "300000"),
    ("B1", OTHER, "全款", "有效", "800000", "790000", "unsigned", 18, None, "790000"),
    ("X0", HOME, "全款", "退房", "610000", "600000", "within_authority", None, 16, "0"),
)


def sales(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `fct_sales_contracts` and `sales_overview`, and the KPI from the latter."""
    put(
        connection,
        "fct_sales_contracts",
        [
            {
                "project_name": project,
                "contract_id": contract,
                "unit_name": f"{row}栋101室",
                "payment_plan": plan,
                "contract_status": status,
                "list_amount": yuan(listed),
                "sold_amount": yuan(sold),
                "discount_amount": yuan(listed) - yuan(sold),
                "floor_amount": yuan(float(listed) * 0.98),
                "discount_outcome": outcome,
                "signed_at": datetime(2026, 3, day, 10, 0) if day else datetime(2026, 1, 20, 9, 0),
                "cancelled_on": date(2026, 3, cancelled) if cancelled else None,
                "is_void": False,
                "received_amount": yuan(received),
                "source_file": BOOK,
                "source_sheet": "合同",
                "source_row": SHEETS[contract],
            }
            for row, (
                contract,
                project,
                plan,
                status,
                listed,
                sold,
                outcome,
                day,
                cancelled,
                received,
            ) in enumerate(CONTRACTS, start=1)
        ],
    )
    connection.execute("""
    insert into marts.sales_overview
    with targets(project, month, target) as (values
        ('金桂苑', date '2026-01-01', 9000000), ('金桂苑', date '2026-03-01', 9000000),
        ('翠湖花园', date '2026-03-01', 2000000)),
    months as (
        select t.project, k.kind, date_trunc(k.kind, t.month)::date as start,
            count(c.contract_id) as n, sum(c.sold_amount) as sold, sum(c.list_amount) as listed,
            sum(c.discount_amount) as given, any_value(t.target) as target,
            count(*) filter (where c.discount_outcome = 'unauthorised') as beyond,
            sum(c.received_amount) as received
        from targets as t
        cross join unnest(['month', 'quarter', 'year']) as k(kind)
        left join marts.fct_sales_contracts as c
            on c.project_name = t.project and date_trunc('month', c.signed_at) = t.month
        group by t.project, t.month, k.kind)
    select coalesce(project, 'all'), kind, start, kind = 'month', sum(n), sum(sold), sum(listed),
        sum(given), sum(beyond), sum(beyond) * 13000, sum(received),
        count(*) filter (where project = '金桂苑'), 600000, sum(target)
    from months
    group by grouping sets ((project, kind, start), (kind, start))
    """)
    insert(
        connection,
        "kpi_values",
        [
            (
                "sales_attainment_rate",
                *row[:3],
                "all",
                row[3],
                row[4],
                row[5],
                0,
                float(row[4] / row[5]),
                1.0,
                "met" if row[4] >= row[5] else "missed",
                None,
                None,
            )
            for row in connection.execute(
                "select period_kind, period_start_on, project_name, is_complete, sold_amount, "
                "target_amount from marts.sales_overview"
            ).fetchall()
        ],
    )
