"""The figures that false alarms are counted on are those of the marts."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.simulate import simulate_frames
from tests.truth.plain_figures import Frames, control_signals, monthly_shares, survey_groups


@pytest.fixture(scope="module")
def frames(truth: dict[str, Any]) -> Frames:
    """The same company in memory."""
    return simulate_frames(
        estates=truth["estates"],
        months=truth["months"],
        seed=truth["seed"],
        households_per_estate=truth["households_per_estate"],
    )


def test_the_control_charts_of_the_false_alarms_are_the_published_ones(
    frames: Frames, ask: Any
) -> None:
    published = ask(
        "select kpi_id, project_name, period_start_on, cast(numerator as bigint),"
        " cast(denominator as bigint), signal from kpi_control_limits where department = 'all'"
        " and kpi_id in ('satisfaction_rate', 'complaint_dispatch_rate',"
        " 'work_order_same_day_rate') order by all"
    )
    charts = control_signals(monthly_shares(frames)).sort("kpi_id", "project_name", "month")
    plain = charts.select(
        "kpi_id", "project_name", "month", "numerator", "denominator", "signal"
    ).rows()
    assert plain == published


def test_the_survey_figures_of_the_false_alarms_are_the_published_ones(
    frames: Frames, ask: Any
) -> None:
    published = ask(
        "select survey_id, project_name, dimension, level, satisfied_count, satisfaction_rate,"
        " low, high, satisfaction_score, score_low, score_high from satisfaction_groups"
        " where instrument = 'survey' and dimension in ('all', 'service_area') order by all"
    )
    figures = ["satisfaction_rate", "low", "high", "satisfaction_score", "score_low", "score_high"]
    plain = survey_groups(frames).sort("survey_id", "project_name", "dimension", "level")
    rows = plain.select(
        "survey_id", "project_name", "dimension", "level", "satisfied_count", *figures
    ).rows()
    assert len(rows) == len(published)
    for counted, shown in zip(rows, published, strict=True):
        assert counted[:5] == shown[:5]
        assert counted[5:] == pytest.approx(shown[5:], abs=0.1, rel=1e-6)  # t there, normal here
