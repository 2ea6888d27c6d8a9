"""Rows that point at something unknown and are accepted all the same, with a finding.

Belongs here: rooms, tickets and surveys that no file has told us of. Does not belong here:
references for which a row is refused (`references`), and the words (`reference_words`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.intake.reference_words import (
    ROW_KEY,
    UNKNOWN_ROOM,
    UNKNOWN_SURVEY,
    UNKNOWN_TICKET,
    KnownBatch,
    in_order,
    worded_as_findings,
)

PROJECT_FIELD, ROOM_FIELD = "project_name", "room_name"
TICKET_FIELD, SURVEY_FIELD = "ticket_id", "survey_id"
TICKET_KEYS = {
    "complaints": "complaint_id",
    "work_orders": "work_order_id",
    "incidents": "incident_id",
}


@dataclass(frozen=True)
class _Register:
    """What is known: a frame with one column per field of `fields`. A row is in question
    where `field` is filled in and, with `within`, where the register knows that value."""

    fields: tuple[str, ...]
    rows: pl.DataFrame
    field: str
    code: str
    within: str | None = None


def accepted_with_a_finding(batches: Sequence[KnownBatch], refused: pl.DataFrame) -> pl.DataFrame:
    """Unknown rooms, tickets and surveys (REFERENCE_COLUMNS): one finding per batch, sheet
    and what is unknown, at its first row. Rows that are `refused` are not asked; where no
    file of a register has come, nobody can say what is unknown."""
    parts = []
    if rooms := _registered(batches, "rooms", (PROJECT_FIELD, ROOM_FIELD)):
        known = _Register(
            (PROJECT_FIELD, ROOM_FIELD), pl.concat(rooms), ROOM_FIELD, UNKNOWN_ROOM, PROJECT_FIELD
        )
        named = [b for b in batches if ROOM_FIELD in b.export.fields and b.record.export != "rooms"]
        parts += [_unknown(batch, known, refused) for batch in named]
    tickets = [
        ids.rename({key: TICKET_FIELD})
        for export, key in TICKET_KEYS.items()
        for ids in _registered(batches, export, (key,))
    ]
    if tickets:
        known = _Register((TICKET_FIELD,), pl.concat(tickets), TICKET_FIELD, UNKNOWN_TICKET)
        parts += [_unknown(b, known, refused) for b in batches if b.record.export == "contacts"]
    if surveys := _registered(batches, "surveys", (SURVEY_FIELD, PROJECT_FIELD)):
        known = _Register(
            (SURVEY_FIELD, PROJECT_FIELD), pl.concat(surveys), SURVEY_FIELD, UNKNOWN_SURVEY
        )
        about = ("survey_invites", "survey_answers", "survey_tallies")
        asked = [b for b in batches if b.record.export in about]
        parts += [_unknown(batch, known, refused) for batch in asked]
    return in_order(parts)


def _registered(
    batches: Sequence[KnownBatch], export: str, fields: tuple[str, ...]
) -> list[pl.DataFrame]:
    paths = [batch.path for batch in batches if batch.record.export == export]
    return [pl.scan_parquet(paths).select(fields).unique().collect()] if paths else []


def _unknown(batch: KnownBatch, known: _Register, refused: pl.DataFrame) -> pl.DataFrame:
    in_question = pl.col(known.field).is_not_null()
    if known.within is not None:
        in_question &= pl.col(known.within).is_in(known.rows[known.within].unique().implode())
    seen = (
        pl.scan_parquet(batch.path)
        .filter(in_question)
        .select(*known.fields, *ROW_KEY)
        .join(known.rows.lazy(), on=list(known.fields), how="anti")
        .collect()
        .join(refused, on=list(ROW_KEY), how="anti")
        .sort("source_sheet", "source_row")
        .unique([*known.fields, "source_sheet"], keep="first", maintain_order=True)
        .select(
            "source_sheet",
            "source_row",
            pl.col(known.field).alias("found"),
            pl.lit(None, dtype=pl.Decimal(18, 2)).alias("amount_affected"),
        )
    )
    return worded_as_findings(batch, seen, known.field, known.code)
