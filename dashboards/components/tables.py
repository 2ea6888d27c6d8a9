"""Tables, written by what a column is.

Belongs here: how each field of the marts is titled and formatted, the small table that stands in
the page and the long one that scrolls. Does not belong here: which fields a page shows.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Any

import polars as pl
import streamlit as st

from dashboards.text import Words, formats

# Fields whose values are codes, and the family their words are under in the catalogue.
CODES = {
    "status": "status",
    "verdict": "verdict",
    "fee_item": "fee_item",
    "ageing_bucket": "ageing",
    "age_bucket": "age",
    "ticket_class": "ticket_class",
    "department": "department",
    "channel": "channel",
    "satisfaction_grade": "grade",
    "visit_method": "visit_method",
    "export": "export",
    "line_kind": "line_kind",
    "layer": "layer",
    "severity": "severity",
    "file_status": "file_status",
    "check_status": "check_status",
    "code": "finding",
    "duty_kind": "duty_kind",
    "urgency": "urgency",
    "subject_kind": "subject_kind",
    "ticket_kind": "ticket_kind",
    "owed_reason": "owed_reason",
    "visit_type": "visit_type",
    "service_area": "service_area",
    "disposition": "disposition",
    "tenure": "tenure",
    "payment_plan": "payment_plan",
    "contract_status": "contract_status",
    "discount_outcome": "discount_outcome",
    "component": "commission_component",
    "release_reason": "release_reason",
    "held_reason": "held_reason",
    "sales_role": "sales_role",
    "gate": "gate",
    "sign_off_stage": "statement_stage",
}
# Fields that hold what their names do not tell. An attainment is cut, never rounded up into the
# next tier.
NAMED_KINDS = {
    "row": "count",
    "n": "count",
    "rate": "rate",
    "next_rate": "rate",
    "authority_rate": "rate",
    "attainment": "attainment",
    "next_from_attainment": "attainment",
}
BEGINNINGS = {
    "flag": ("is_", "was_", "has_", "had_"),
    "money": ("amount_",),
    "minutes": ("minutes_",),
    "count": ("rows_", "days_", "max_days_"),
}
ENDINGS = {
    "hours": ("_hours",),
    "money": ("_amount",),
    "moment": ("_at",),
    "day": ("_on", "_from", "_to"),
    "month": ("_month",),
    "minutes": ("_minutes", "_days"),
    "count": ("_count", "_row"),
    "score": ("_score",),
    "share": ("_share",),
}
Cell = Callable[[Words, Any], str]


def kind_of(field: str) -> str:
    """What a field holds, told by its name: text, flag, money, count, rate, moment, month …"""
    if field in CODES:
        return "code"
    if field in NAMED_KINDS:
        return NAMED_KINDS[field]
    told = [kind for kind, beginnings in BEGINNINGS.items() if field.startswith(beginnings)]
    told += [kind for kind, endings in ENDINGS.items() if field.endswith(endings)]
    return told[0] if told else "text"


# Pixels of the columns whose texts are long, or short but cut by the long ones.
TEXT_WIDTHS = {
    "message": 340,
    "description": 380,
    "detail": 220,
    "expected": 300,
    "export": 92,
    "source_sheet": 92,
    "sheet": 92,
    "file": 300,
    "file_status": 76,
    "check_status": 92,
    "rule": 240,
    "reason": 200,
    "time_left": 118,
    "person": 150,
    "gate": 200,
    "gate_advice": 360,
}
# A longer table scrolls inside its own frame.
ROWS_UNSCROLLED = 12
NUMERIC = ("hours", "money", "count", "minutes", "score", "share", "rate", "attainment")


class Markup(str):
    """A cell that is HTML already: whoever makes it has escaped the texts in it."""


def cell_text(words: Words, field: str, value: Any) -> str:
    """One value in words; an empty one as a dash."""
    if value is None or value == "":
        return words("missing.blank")
    kind = kind_of(field)
    if kind == "code":
        return words.code(CODES[field], str(value))
    if kind == "flag":
        return words("flag.yes" if value else "flag.no")
    if kind == "minutes":
        return formats.grouped(value, 1)
    writers: dict[str, Cell] = {
        "money": formats.money,
        "moment": formats.moment,
        "score": formats.score,
        "share": formats.share,
        "count": formats.count,
        "hours": formats.hours,
        "rate": formats.rate,
        "attainment": formats.attainment,
    }
    if kind == "month":
        return f"{value:%Y-%m}"
    if kind == "day":
        return f"{value:%Y-%m-%d}"
    return writers[kind](words, value) if kind in writers else str(value)


def small_table(
    words: Words,
    caption: str,
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    numeric: Sequence[int] = (),
    classes: dict[tuple[int, int], str] | None = None,
) -> None:
    """A table of texts (or `Markup`) in the page; `numeric` columns are aligned right.

    `classes` gives a cell (row, column) a style class, for verdicts.
    """
    marks = classes or {}
    head = "".join(
        f'<th scope="col"{_number(i in numeric)}>{html.escape(title)}</th>'
        for i, title in enumerate(titles)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{_number(i in numeric, marks.get((r, i), ''))}>{_markup(cell)}</td>"
            for i, cell in enumerate(row)
        )
        + "</tr>"
        for r, row in enumerate(rows)
    )
    st.html(
        f'<div class="wy-table" tabindex="0" role="region" aria-label="{html.escape(caption)}">'
        f"<table><caption>{html.escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _markup(cell: str) -> str:
    return cell if isinstance(cell, Markup) else html.escape(cell)


def two_lines(text: str, below: str, link: str | None = None) -> Markup:
    """A cell with a quiet second line; the first one leads to `link`, an address of our own."""
    first = html.escape(text)
    if link is not None:
        first = f'<a href="{html.escape(link, quote=True)}">{first}</a>'
    return Markup(f"{first}<span>{html.escape(below)}</span>")


def _number(is_number: bool, more: str = "") -> str:
    names = " ".join(name for name in ("wy-number" if is_number else "", more) if name)
    return f' class="{names}"' if names else ""


def in_language(words: Words, frame: pl.DataFrame, field: str) -> pl.DataFrame:
    """`field` in the reader's language, out of the `_zh` and `_en` columns of the marts."""
    return frame.with_columns(pl.col(f"{field}_{words.language}").alias(field))


def frame_table(words: Words, caption: str, frame: pl.DataFrame, fields: Sequence[str]) -> None:
    """`small_table` of a frame's fields, titled and formatted by their names."""
    titles = [words(f"column.{field}") for field in fields]
    rows = [
        [cell_text(words, field, row[field]) for field in fields]
        for row in frame.iter_rows(named=True)
    ]
    numeric = [i for i, field in enumerate(fields) if kind_of(field) in NUMERIC]
    small_table(words, caption, titles, rows, numeric)


def long_table(
    words: Words, frame: pl.DataFrame, fields: Sequence[str], *, alt: str, key: str
) -> None:
    """Many rows, scrolling and sortable: numbers stay numbers, codes are put into words."""
    shown = frame.select(*(_in_words(words, field) for field in fields))
    st.dataframe(
        shown,
        hide_index=True,
        key=key,
        alt=alt,
        lazy=False,
        height="content" if shown.height <= ROWS_UNSCROLLED else 440,
        placeholder=words("missing.blank"),
        column_config={field: _column(words, field) for field in fields},
    )


def _in_words(words: Words, field: str) -> pl.Expr:
    kind = kind_of(field)
    if kind == "code":
        return pl.col(field).map_elements(
            lambda code: words.code(CODES[field], code), return_dtype=pl.String
        )
    if kind == "flag":
        return pl.col(field).map_elements(
            lambda flag: words("flag.yes" if flag else "flag.no"), return_dtype=pl.String
        )
    if kind in ("rate", "attainment", "month"):
        return pl.col(field).map_elements(
            lambda value: cell_text(words, field, value), return_dtype=pl.String
        )
    if kind in ("money", "score"):
        return pl.col(field).cast(pl.Float64)
    if kind == "text":
        return pl.col(field).cast(pl.String).replace("", None)
    return pl.col(field)


def _column(words: Words, field: str) -> Any:
    title, kind = words(f"column.{field}"), kind_of(field)
    config = st.column_config
    if kind == "money":
        return config.NumberColumn(title, format="¥%,.2f")
    if kind == "count":
        return config.NumberColumn(title, format="%d")
    if kind in ("minutes", "score"):
        return config.NumberColumn(title, format="%,.1f")
    if kind == "moment":
        return config.DatetimeColumn(title, format="YYYY-MM-DD HH:mm", width=138)
    if kind == "day":
        return config.DateColumn(title, format="YYYY-MM-DD", width=102)
    return config.TextColumn(title, width=TEXT_WIDTHS.get(field))
