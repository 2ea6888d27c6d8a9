"""What people are called.

Belongs here: names of staff, out of the personal file, only for who may see them. Does not belong
here: anything about them.
"""

from __future__ import annotations

import duckdb
import polars as pl

from dashboards.queries.scope import Principal, select


def staff_names(cursor: duckdb.DuckDBPyConnection, principal: Principal) -> pl.DataFrame:
    """staff_id, staff_name; `cursor` is one of the personal file.

    Raises PermissionError for a reader without the right.
    """
    if not principal.sees_personal:
        raise PermissionError(principal.name)
    return select(cursor, "select staff_id, staff_name from marts.staff_names order by staff_id")
