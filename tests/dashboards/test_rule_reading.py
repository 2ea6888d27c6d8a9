"""A promise in one period says one verdict, its limit in words, and never rounds a miss away."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from dashboards.periods import Period
from dashboards.rule_reading import (
    NOTHING,
    RuleReading,
    counted_text,
    in_order,
    read_rules,
    rule_number,
    subject_text,
    threshold_text,
)
from dashboards.text import load_words

ZH, EN = load_words("zh"), load_words("en")


def _reading(rule_id: str, **counts: int) -> RuleReading:
    verdicts = ("met", "missed", "pending", "not_measurable", "exempt")
    row = {f"{verdict}_count": counts.get(verdict, 0) for verdict in verdicts} if counts else None
    return RuleReading(rule_id, {"is_measured": True}, row, ())


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ({"met": 9, "missed": 1}, "missed"),
        ({"met": 9, "pending": 3}, "met"),
        ({"pending": 3, "exempt": 1}, "pending"),
        ({"not_measurable": 2}, "not_measurable"),
        ({"exempt": 2}, "exempt"),
        ({}, NOTHING),
    ],
)
def test_a_single_miss_makes_a_period_missed(counts: dict[str, int], verdict: str) -> None:
    assert _reading("SV2", **counts).verdict == verdict


def test_rules_are_numbered_as_people_count() -> None:
    known = ["SV10", "SV4F", "SV2", "SV4", "PT01", "other"]
    assert sorted(known, key=rule_number) == ["PT01", "SV2", "SV4", "SV4F", "SV10", "other"]


def test_the_most_missed_come_first_and_what_judged_nothing_last() -> None:
    rules = [
        _reading("SV1"),
        _reading("SV2", missed=1, met=1),
        _reading("SV3", missed=4, met=400),
        _reading("SV4", met=3),
    ]
    assert [r.rule_id for r in in_order(rules, "missed")] == ["SV3", "SV2", "SV4", "SV1"]
    assert [r.rule_id for r in in_order(rules, "share")] == ["SV2", "SV3", "SV4", "SV1"]
    assert [r.rule_id for r in in_order(rules, "number")] == ["SV1", "SV2", "SV3", "SV4"]


def test_a_trend_begins_with_the_first_judgement_and_keeps_the_place_of_a_period_without() -> None:
    march = Period("month", date(2026, 3, 1))
    frame = pl.DataFrame(
        {
            "rule_id": ["SV2", "SV2"],
            "period_start_on": [date(2026, 1, 1), date(2026, 3, 1)],
            "kept_share": [0.5, 1.0],
        }
    )
    (reading,) = read_rules(frame, march, 4)
    assert reading.history == (0.5, None, 1.0)
    assert reading.row is not None


@pytest.mark.parametrize(
    ("unit", "threshold", "subject_kind", "zh", "en"),
    [
        ("minute", "10.0000", "complaint", "10 分钟内", "within 10 minutes"),
        ("calendar_day", "0", "work_order", "当日", "the same day"),
        ("working_day", "2", "complaint", "2 个工作日内", "within 2 working days"),
        ("count", "20", "project_month", "至少 20 户", "at least 20 households"),
        ("count", "3", "call", "响铃不超过 3 声", "at most 3 rings"),
        ("share", "0.96", "project_month", "至少 96%", "at least 96%"),
        ("of its own", "7.5", "notice", "7.5", "7.5"),
    ],
)
def test_a_limit_is_said_in_its_unit(
    unit: str, threshold: str, subject_kind: str, zh: str, en: str
) -> None:
    rule = {"unit": unit, "threshold": Decimal(threshold), "subject_kind": subject_kind}
    assert threshold_text(ZH, rule) == zh
    assert threshold_text(EN, rule) == en


def test_a_rule_without_a_limit_says_so() -> None:
    rule: dict[str, Any] = {"unit": "day", "threshold": None, "subject_kind": "project_month"}
    assert threshold_text(ZH, rule) == ZH("missing.blank")


@pytest.mark.parametrize(
    ("subject_id", "text"),
    [
        ("TS000012", "TS000012"),
        ("翠湖花园|2026-10", "2026年10月"),
        ("翠湖花园|2026Q4", "2026年第4季度"),
        ("翠湖花园|2026", "2026年"),
        ("翠湖花园|later", "later"),
    ],
)
def test_a_subject_is_named_as_people_name_it(subject_id: str, text: str) -> None:
    assert subject_text(ZH, subject_id) == text


def test_a_share_that_missed_is_never_rounded_into_its_target() -> None:
    row = {"verdict": "missed", "required_value": Decimal("0.99")}
    assert counted_text(ZH, "share", Decimal("0.98996"), row) == "<99%"
    assert counted_text(ZH, "share", Decimal("0.9812"), row) == "98.12%"
    assert counted_text(ZH, "count", Decimal("19.0000"), row) == "19"
    assert counted_text(ZH, "count", None, row) is None
