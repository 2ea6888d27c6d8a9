"""The line under every page's title: how fresh the data is and whether it was checked.

Belongs here: data to, built at, checks, quarantined rows. Does not belong here: their details
(the page on data intake).
"""

from __future__ import annotations

import html

import polars as pl
import streamlit as st

from dashboards.published import Snapshot
from dashboards.queries import data_intake, kpis
from dashboards.text import Words, formats


def freshness_line(words: Words, snapshot: Snapshot) -> None:
    """Draw it from the snapshot's own tables and its manifest."""
    info = kpis.build_info(snapshot.cursor()).row(0, named=True)
    counts = _counts(data_intake.check_counts(snapshot.cursor()))
    quarantined = data_intake.quarantine_count(snapshot.cursor()).item()
    parts = [
        ("fresh.data_to", formats.moment(words, info["data_to"])),
        ("fresh.as_of", formats.moment(words, info["as_of"])),
        ("fresh.built_at", formats.moment(words, snapshot.built_at)),
        ("fresh.checks", _checks_text(words, counts)),
        ("fresh.quarantined", words("count.rows", n=formats.count(words, quarantined))),
    ]
    spans = "".join(
        f"<span>{html.escape(words(key))} <b>{html.escape(text)}</b></span>" for key, text in parts
    )
    st.html(f'<div class="wy-fresh" data-testid="freshness">{spans}</div>')


def _counts(frame: pl.DataFrame) -> dict[str, int]:
    return dict(zip(frame["status"], frame["check_count"], strict=True))


def _checks_text(words: Words, counts: dict[str, int]) -> str:
    passed, total = counts.get("passed", 0), sum(counts.values())
    if not total:
        return words("fresh.no_checks")
    text = f"{passed}/{total}"
    not_passed = [
        words(f"fresh.{status}", n=counts[status])
        for status in ("warned", "failed", "errored")
        if counts.get(status)
    ]
    return " · ".join([text, *not_passed])
