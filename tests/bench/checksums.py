"""The figures that every way of building must agree on, to the fen and the second."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

_STATEMENT = """
    with bills as (
        select
            count(*) as bills,
            cast(sum(receivable_amount) * 100 as bigint) as receivable_fen,
            cast(sum(settled_amount) * 100 as bigint) as settled_fen,
            count(settled_on) as settled_bills
        from marts.fct_fee_bills
    ),
    tickets as (
        select
            count(*) as tickets,
            cast(round(sum(minutes_to_resolve) * 60) as bigint) as resolve_seconds,
            count(*) filter (
                where ticket_kind = 'complaint' and minutes_to_dispatch <= 10
            ) as dispatched_on_time
        from marts.fct_tickets
    ),
    visits as (select count(*) filter (where is_satisfied) as satisfied from marts.fct_visits)
    select * from bills, tickets, visits
"""


def mart_checksums(main: Path) -> dict[str, Any]:
    """The checksums of a published (or directly built) main.duckdb."""
    with duckdb.connect(str(main), read_only=True) as con:
        cursor = con.execute(_STATEMENT)
        names = [column[0] for column in cursor.description or ()]
        return dict(zip(names, cursor.fetchall()[0], strict=True))
