"""What a tile says of a KPI row: verdict, change, and when a change is clear."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dashboards.kpi_reading import KpiReading, exact_value, target_text, value_text
from dashboards.text import load_words

ZH, EN = load_words("zh"), load_words("en")
CATALOGUE = {"unit": "share", "name_zh": "满意率", "name_en": "Satisfaction rate"}


def _row(
    top: str, bottom: str, low: float | None, high: float | None, verdict: str = "missed"
) -> dict[str, Any]:
    return {
        "numerator": Decimal(top),
        "denominator": Decimal(bottom),
        "low": low,
        "high": high,
        "value": float(Decimal(top) / Decimal(bottom)),
        "target": 0.99,
        "verdict": verdict,
    }


def _reading(
    now: dict[str, Any] | None, before: dict[str, Any] | None, kpi_id: str = "satisfaction_rate"
) -> KpiReading:
    return KpiReading(kpi_id, CATALOGUE, now, before, ((date(2026, 1, 1), 0.5),))


def _changed(row: dict[str, Any], has_changed: bool | None) -> dict[str, Any]:
    return row | {"has_changed": has_changed}


def test_a_change_is_clear_when_its_published_interval_leaves_out_zero() -> None:
    """Their own intervals overlap, the interval of the difference may still leave out zero."""
    now, before = _row("96", "100", 0.90, 0.99), _row("88", "100", 0.80, 0.93)
    assert _reading(_changed(now, True), before).change_is_clear
    assert not _reading(_changed(now, False), before).change_is_clear
    assert _reading(_changed(now, False), before).change == Decimal("0.08")


def test_no_change_at_all_is_never_clear() -> None:
    row = _row("96", "100", 0.90, 0.99)
    assert not _reading(_changed(row, True), row).change_is_clear


def test_a_period_in_progress_is_not_compared() -> None:
    now, before = _row("96", "100", 0.90, 0.99), _row("50", "100", 0.40, 0.6)
    assert not _reading(_changed(now, None), before).is_compared
    assert not _reading(_changed(now, None), before).change_is_clear
    assert _reading(_changed(now, False), before).is_compared


def test_no_row_is_not_measurable_in_words() -> None:
    reading = _reading(None, None)
    assert reading.verdict == "not_measurable"
    assert reading.change is None
    assert value_text(ZH, "share", None) == "无法计量"
    assert value_text(EN, "share", None) == "not measurable"


def test_a_rate_is_taken_from_its_numerator_not_from_its_rounded_value() -> None:
    row = _row("985000", "995000", None, None)
    row["value"] = 0.99
    assert exact_value("share", row) == Decimal(985000) / Decimal(995000)
    assert value_text(ZH, "share", row) == "98.99%"


def test_a_miss_within_rounding_of_its_target_reads_as_below_it() -> None:
    assert value_text(ZH, "share", _row("98995", "100000", None, None)) == "<99%"
    assert value_text(ZH, "share", _row("99", "100", None, None, "met")) == "99.00%"


@pytest.mark.parametrize(
    ("unit", "target", "text"),
    [
        ("share", 0.99, "目标 99%"),
        ("share", 0.975, "目标 97.5%"),
        ("score", 75.0, "目标 75"),
        ("hours", 24.0, "目标不超过 24.0 小时"),
        ("share", None, "未设目标"),
    ],
)
def test_a_target_is_said_in_its_unit(unit: str, target: float | None, text: str) -> None:
    assert target_text(ZH, unit, {"target": target}) == text
