"""Periods as they stand in an address."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.periods import KINDS, Period, parse_period, period_of

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(day=DAYS, kind=st.sampled_from(KINDS))
def test_every_period_is_read_back_from_its_own_code(day: date, kind: str) -> None:
    period = period_of(kind, day)
    assert parse_period(period.code) == period


@given(day=DAYS, kind=st.sampled_from(KINDS))
def test_periods_of_a_kind_follow_each_other_without_a_gap(day: date, kind: str) -> None:
    period = period_of(kind, day)
    assert period.start_on <= day < period.end_on
    assert period.earlier(1).end_on == period.start_on
    assert period_of(kind, period.end_on).earlier(1) == period


@pytest.mark.parametrize("code", ["", "2026-13", "2026-Q5", "2026-W54", "26", "2026-W00", "x"])
def test_what_names_no_period_is_none(code: str) -> None:
    assert parse_period(code) is None


def test_a_week_starts_on_monday_and_may_lie_in_two_years() -> None:
    assert period_of("week", date(2027, 1, 1)) == Period("week", date(2026, 12, 28))
    assert Period("week", date(2026, 12, 28)).code == "2026-W53"
    assert Period("week", date(2026, 12, 28)).end_on - timedelta(days=7) == date(2026, 12, 28)
