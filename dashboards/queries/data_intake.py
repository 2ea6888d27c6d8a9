"""What was received, what was refused, and what the checks said.

Belongs here: `intake_files`, `quarantined_rows`, `quarantine_findings`, `check_results`. These
describe whole files, so they are only for a reader who may see every project. Does not belong
here: the correction workbooks (files, see `published`).
"""

from __future__ import annotations

import duckdb
import polars as pl

from dashboards.queries.scope import ROW_LIMIT, Principal, select


def files(cursor: duckdb.DuckDBPyConnection, principal: Principal) -> pl.DataFrame:
    """Every file ever received, the newest first."""
    return select(
        cursor,
        """
        select file, export, status, exported_at, received_at, rows_in, rows_accepted,
            rows_quarantined, rows_ignored, amount_in, amount_accepted, amount_quarantined,
            amount_ignored, message_zh, message_en
        from marts.intake_files
        where $sees_all
        order by exported_at desc nulls last, file
        limit $row_limit
        """,
        sees_all=principal.sees_all,
        row_limit=ROW_LIMIT,
    )


def quarantined_rows(
    cursor: duckdb.DuckDBPyConnection, principal: Principal, file: str | None
) -> pl.DataFrame:
    """The refused rows that still wait for a correction, of one file or of all."""
    return select(
        cursor,
        """
        select export, file, sheet, "row", cell, "column", found, expected, code, message_zh,
            message_en, amount_affected, batch_id
        from marts.quarantined_rows
        where $sees_all and ($file is null or file = $file)
        order by file, sheet, "row"
        limit $row_limit
        """,
        sees_all=principal.sees_all,
        file=file,
        row_limit=ROW_LIMIT,
    )


def quarantine_count(cursor: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """How many refused rows wait: quarantined_count."""
    return select(cursor, "select count(*) as quarantined_count from marts.quarantined_rows")


def checks(cursor: duckdb.DuckDBPyConnection, principal: Principal) -> pl.DataFrame:
    """Every check of the build, those that did not pass first."""
    return select(
        cursor,
        """
        select check_name, layer, subject, severity, status, description_zh, description_en, detail
        from marts.check_results
        where $sees_all
        order by status = 'passed', layer, subject, check_name
        """,
        sees_all=principal.sees_all,
    )


def check_counts(cursor: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """How many checks ended how: status, check_count."""
    return select(
        cursor,
        "select status, count(*) as check_count from marts.check_results group by status",
    )
