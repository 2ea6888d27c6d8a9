"""How numbers, durations and dates are written, case by case."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from dashboards.text import formats, load_words

ZH, EN = load_words("zh"), load_words("en")

COMPACT = [
    (0, "0", "0"),
    (None, "无法计量", "not measurable"),
    (1, "1", "1"),
    (-1, "-1", "-1"),
    (999, "999", "999"),
    (1_000, "1,000", "1,000"),
    (9_876, "9,876", "9,876"),
    (9_999, "9,999", "9,999"),
    (Decimal("9999.4"), "9,999", "9,999"),
    (Decimal("9999.5"), "1.0万", "10.0K"),
    (Decimal("-9999.5"), "-1.0万", "-10.0K"),
    (10_000, "1.0万", "10.0K"),
    (12_345, "1.2万", "12.3K"),
    (12_500, "1.3万", "12.5K"),
    (-12_345, "-1.2万", "-12.3K"),
    (99_999, "10.0万", "100.0K"),
    (999_949, "100.0万", "999.9K"),
    (999_950, "100.0万", "1.0M"),
    (1_234_567, "123.5万", "1.2M"),
    (99_994_999, "9,999.5万", "100.0M"),
    (99_999_499, "9,999.9万", "100.0M"),
    (99_999_500, "1.00亿", "100.0M"),
    (99_999_950, "1.00亿", "100.0M"),
    (100_000_000, "1.00亿", "100.0M"),
    (123_456_789, "1.23亿", "123.5M"),
    (-123_456_789, "-1.23亿", "-123.5M"),
    (12_345_678_901, "123.46亿", "12.3B"),
]


@pytest.mark.parametrize(("value", "zh", "en"), COMPACT)
def test_a_large_number_is_short_in_each_language(value: Decimal | None, zh: str, en: str) -> None:
    assert formats.compact(ZH, value) == zh
    assert formats.compact(EN, value) == en


@pytest.mark.parametrize(
    ("value", "exact", "short"),
    [
        (Decimal("268.50"), "¥268.50", "¥269"),
        (Decimal("-268.50"), "-¥268.50", "-¥269"),
        (Decimal("1234567.8"), "¥1,234,567.80", "¥123.5万"),
        (Decimal("-12345"), "-¥12,345.00", "-¥1.2万"),
        (Decimal("-0.001"), "¥0.00", "¥0"),
    ],
)
def test_money_is_yuan_with_its_sign_in_front(value: Decimal, exact: str, short: str) -> None:
    assert formats.money(ZH, value) == exact
    assert formats.money_compact(ZH, value) == short


@pytest.mark.parametrize(
    ("numerator", "denominator", "missed", "text"),
    [
        (985, 995, True, "98.99%"),
        (98_995, 100_000, True, "<99%"),
        (989_949, 1_000_000, True, "98.99%"),
        (98_999, 100_000, True, "<99%"),
        (99, 100, False, "99.00%"),
        (1, 3, True, "33.33%"),
        (1, 1, False, "100.00%"),
    ],
)
def test_rounding_never_turns_a_miss_into_a_pass(
    numerator: int, denominator: int, missed: bool, text: str
) -> None:
    value = Decimal(numerator) / Decimal(denominator)
    assert formats.share(ZH, value, target=0.99, missed=missed) == text


def test_a_score_just_below_its_target_does_not_read_as_the_target() -> None:
    assert formats.score(ZH, Decimal("74.996"), target=75.0, missed=True) == "<75"
    assert formats.score(ZH, Decimal("74.99"), target=75.0, missed=True) == "74.99"


def test_a_missing_value_is_said_in_words_and_never_zero() -> None:
    assert formats.share(ZH, None) == "无法计量"
    assert formats.share(EN, None) == "not measurable"
    assert formats.hours(EN, None) == "not reached"


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [
        (0.25, "15 分钟", "15 min"),
        (0.995, "1.0 小时", "1.0 h"),
        (1, "1.0 小时", "1.0 h"),
        (38.62, "38.6 小时", "38.6 h"),
        (47.94, "47.9 小时", "47.9 h"),
        (47.96, "2.0 天", "2.0 days"),
        (114.3658, "4.8 天", "4.8 days"),
    ],
)
def test_a_duration_is_in_the_unit_one_would_say(hours: float, zh: str, en: str) -> None:
    assert formats.hours(ZH, hours) == zh
    assert formats.hours(EN, hours) == en


PERIODS = [
    ("week", date(2026, 11, 16), "2026年第47周（11-16～11-22）", "2026-W47 (16–22 Nov)"),
    ("week", date(2026, 11, 30), "2026年第49周（11-30～12-06）", "2026-W49 (30 Nov–6 Dec)"),
    ("week", date(2026, 12, 28), "2026年第53周（12-28～01-03）", "2026-W53 (28 Dec–3 Jan)"),
    ("week", date(2024, 12, 30), "2025年第1周（12-30～01-05）", "2025-W01 (30 Dec–5 Jan)"),
    ("month", date(2026, 3, 1), "2026年3月", "Mar 2026"),
    ("quarter", date(2026, 10, 1), "2026年第4季度", "2026 Q4"),
    ("year", date(2026, 1, 1), "2026年", "2026"),
]


@pytest.mark.parametrize(("kind", "start", "zh", "en"), PERIODS)
def test_a_period_is_named_as_people_name_it(kind: str, start: date, zh: str, en: str) -> None:
    assert formats.period(ZH, kind, start) == zh
    assert formats.period(EN, kind, start) == en


def test_a_day_has_its_weekday_and_a_moment_its_minute() -> None:
    assert formats.day(ZH, date(2026, 11, 20)) == "2026-11-20（周五）"
    assert formats.day(EN, date(2026, 11, 20)) == "2026-11-20 (Fri)"
    assert formats.moment(ZH, datetime(2026, 4, 1, 9, 2, 59)) == "2026-04-01 09:02"


def test_a_change_carries_its_sign() -> None:
    assert formats.points(ZH, Decimal("0.012")) == "+1.20 个百分点"
    assert formats.points(EN, Decimal("-0.012")) == "−1.20 points"
    assert formats.signed(0, 2) == "±0.00"
