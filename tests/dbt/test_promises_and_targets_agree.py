"""The seeds of promises: the numbers that stand in two of them are the same."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.settings import DBT_PROJECT

SEEDS = DBT_PROJECT / "seeds"


def rows(seed: str) -> list[dict[str, str]]:
    with (SEEDS / f"{seed}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("limit_id", "kpi_id"),
    [
        ("SV12", "satisfaction_rate"),
        ("SV12S", "satisfaction_score"),
        ("SV18", "fee_collection_rate"),
    ],
)
def test_a_promise_about_a_kpi_asks_for_the_target_of_the_kpi(limit_id: str, kpi_id: str) -> None:
    limits = {Decimal(r["threshold"]) for r in rows("rules") if r["rule_id"] == limit_id}
    targets = {Decimal(r["target"]) for r in rows("kpi_targets") if r["kpi_id"] == kpi_id}

    assert limits == targets


def test_every_promise_of_the_sources_is_measured_or_says_what_is_missing() -> None:
    promises = {f"SV{number}" for number in range(1, 33)} | {"SV4F", "SV29K"}
    measured = {r["rule_id"] for r in rows("rules") if not r["part_of"]}
    unmeasured = {r["rule_id"] for r in rows("unmeasured_rules")}

    assert measured | unmeasured == promises
    assert measured & unmeasured == set()
    assert all(r["missing_zh"] and r["missing_en"] for r in rows("unmeasured_rules"))


def test_a_part_of_a_promise_names_the_promise_that_it_is_judged_with() -> None:
    promises = {r["rule_id"] for r in rows("rules") if not r["part_of"]}

    assert {r["part_of"] for r in rows("rules") if r["part_of"]} <= promises


def test_every_reason_that_the_models_give_has_words() -> None:
    """A reason stands in the SQL of a verdict as a literal after `then` or `else`."""
    said: set[str] = set()
    for path in models_of_verdicts():
        said |= set(re.findall(r"(?:then|else|\', \') \'([a-z_]+)\'", path.read_text("utf-8")))
    reasons = {r["reason"] for r in rows("verdict_reasons")}

    assert said
    assert {word for word in said if "_" in word} - reasons == set()


def models_of_verdicts() -> list[Path]:
    folders = (DBT_PROJECT / "models" / "intermediate" / "service", DBT_PROJECT / "models" / "kpis")
    return [path for folder in folders for path in folder.rglob("*verdicts.sql")]
