"""What must be settled before a month is paid: who is blocked and why, and what only warns.

Belongs here: the findings of the gates, persons named. Does not belong here: the gates.
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.components.kpi_rows import caption_of_count
from dashboards.components.lines import line
from dashboards.components.notice import notice, section
from dashboards.components.page import Page
from dashboards.components.pay import Names, with_person
from dashboards.components.row_sets import SOURCE
from dashboards.components.tables import long_table
from dashboards.queries.scope import ALL
from dashboards.statement_reading import person_text
from dashboards.text import formats

SEVERITIES = ("blocks", "warns")
GATE_FIELDS = (
    "severity",
    "gate",
    "person",
    "contract_id",
    "amount_affected",
    "gate_advice",
    "found",
    "expected",
    "project_name",
    "export",
    *SOURCE,
)


def gate_findings(page: Page, findings: pl.DataFrame, names: Names) -> None:
    """`findings` are the rows of `sales_gate_findings` of the month."""
    words = page.words
    section(words, "pay.gates", words("pay.gates_note"))
    if findings.is_empty():
        notice(words, "state.no_gate_findings")
        return
    blocked = findings.filter((pl.col("severity") == "blocks") & (pl.col("staff_id") != ALL))
    if blocked.height:
        persons = [
            person_text(words, names, staff_id)
            for staff_id in blocked["staff_id"].unique(maintain_order=True)
        ]
        line(words("pay.blocked_persons", persons=words("pay.list_comma").join(persons)))
    found = [severity for severity in SEVERITIES if severity in set(findings["severity"])]
    severity = st.segmented_control(
        words("column.severity"),
        [*found, ALL],
        required=True,
        default=found[0] if found else ALL,
        key="gate_severity",
        label_visibility="collapsed",
        format_func=lambda code: (
            words("pay.all_findings")
            if code == ALL
            else words(
                "pay.findings_of",
                severity=words.code("severity", code),
                n=formats.count(words, findings.filter(pl.col("severity") == code).height),
            )
        ),
    )
    shown = findings if severity == ALL else findings.filter(pl.col("severity") == severity)
    caption_of_count(words, shown)
    rows = (
        with_person(page, shown, names)
        .rename({"amount": "amount_affected", "source_export": "export"})
        .with_columns(
            pl.col("gate")
            .map_elements(lambda gate: words.code("gate_advice", gate), return_dtype=pl.String)
            .alias("gate_advice")
        )
    )
    needless = {"severity"} if severity != ALL else set()
    told = [field for field in GATE_FIELDS if rows[field].count() and field not in needless]
    long_table(words, rows, told, alt=words("pay.gates"), key="gate_findings")
