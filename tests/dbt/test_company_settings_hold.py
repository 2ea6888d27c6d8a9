"""What a company decides for itself holds from its day on, for its project, and no longer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.dbt.service_cases import complaint, graded_visits
from tests.small_warehouse import fetch

AS_OF = datetime(2026, 3, 31, 12)
OURS, THEIRS = "甲苑", "乙苑"


def dispatched_after_12_minutes(project: str, number: int, day: date) -> dict[str, object]:
    received_at = datetime(day.year, day.month, day.day, 9)
    return complaint(
        project, number, received_at, dispatched_at=received_at + timedelta(minutes=12)
    )


@pytest.fixture(scope="module")
def warehouse(
    build_small_warehouse: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 1))
    written = datetime(2026, 3, 13, 17)  # a Friday; the Monday after is a day off here
    return build_small_warehouse(
        tmp_path_factory.mktemp("settings"),
        {
            "projects": [{"project_name": OURS}, {"project_name": THEIRS}],
            "complaints": [
                *(
                    dispatched_after_12_minutes(project, number, day)
                    for project in (OURS, THEIRS)
                    for number, day in enumerate(days)
                ),
                {
                    **complaint(OURS, 50, written, replied_by_staff_id="S1"),
                    "channel": "书面",
                    "is_important": True,
                    "written_reply_at": datetime(2026, 3, 18, 20),
                },
            ],
            "staff": [
                {
                    "staff_id": "S1",
                    "staff_name": "张三",
                    "department": "客服部",
                    "post": "客服主管",
                    "effective_on": date(2020, 1, 1),
                }
            ],
            "visits": [
                *graded_visits(OURS, (0, 0, 40, 0, 0)),
                *graded_visits(THEIRS, (0, 0, 40, 0, 0)),
            ],
            "rule_settings": [
                {
                    "applies_to": OURS,
                    "rule_id": "SV2",
                    "valid_from": date(2026, 1, 1),
                    "valid_to": date(2026, 2, 28),
                    "threshold": 15,
                    "source_words": "十五分钟内派单",
                }
            ],
            "target_settings": [
                {
                    "applies_to": "全公司",
                    "kpi_id": "satisfaction_rate",
                    "period_kind": "月",
                    "valid_from": date(2026, 1, 1),
                    "target": 0.5,
                }
            ],
            "scale_settings": [
                {
                    "applies_to": THEIRS,
                    "satisfaction_grade": "基本满意",
                    "valid_from": date(2026, 1, 1),
                    "satisfaction_score": 60,
                    "is_satisfied": False,
                }
            ],
            "calendar_settings": [
                {"holiday_name": "厂休", "date_on": date(2026, 3, 16), "is_working_day": False}
            ],
            "head_post_settings": [{"applies_to": OURS, "post": "客服主管", "is_head": True}],
        },
        AS_OF,
    )


def verdicts(warehouse: Path, rule_id: str, project: str) -> list[str]:
    rows = fetch(
        warehouse,
        f"select verdict from marts.fct_rule_results where rule_id = '{rule_id}'"
        f" and project_name = '{project}' order by started_at",
    )
    return [verdict for (verdict,) in rows]


def test_a_projects_own_limit_holds_from_its_first_to_its_last_day(warehouse: Path) -> None:
    assert verdicts(warehouse, "SV2", OURS)[:4] == ["missed", "met", "met", "missed"]


def test_another_project_keeps_the_companys_limit(warehouse: Path) -> None:
    assert verdicts(warehouse, "SV2", THEIRS) == ["missed"] * 4


def test_a_targets_setting_changes_the_verdict_of_its_kind_of_period_only(warehouse: Path) -> None:
    rows = fetch(
        warehouse,
        "select period_kind, target from marts.kpi_values where kpi_id = 'satisfaction_rate'"
        f" and project_name = '{OURS}' and department = 'all' order by period_kind",
    )

    assert dict(rows) == {"month": 0.5, "quarter": 0.96, "week": 0.96, "year": 0.96}


def test_a_projects_own_scale_changes_its_rate_and_score(warehouse: Path) -> None:
    rows = fetch(
        warehouse,
        "select project_name, kpi_id, value from marts.kpi_values where period_kind = 'year'"
        " and kpi_id in ('satisfaction_rate', 'satisfaction_score') and department = 'all'"
        " and project_name <> 'all' order by all",
    )

    assert {(project, kpi): value for project, kpi, value in rows} == {
        (OURS, "satisfaction_rate"): 1.0,
        (OURS, "satisfaction_score"): 50.0,
        (THEIRS, "satisfaction_rate"): 0.0,
        (THEIRS, "satisfaction_score"): 60.0,
    }


def test_a_day_off_of_the_company_moves_the_second_working_day(warehouse: Path) -> None:
    rows = fetch(
        warehouse,
        "select due_at, verdict from marts.fct_rule_results where rule_id = 'SV5'"
        f" and project_name = '{OURS}'",
    )

    assert rows == [(datetime(2026, 3, 18, 23, 59, 59), "met")]


def test_the_calendar_says_that_the_company_rests(warehouse: Path) -> None:
    rows = fetch(
        warehouse,
        "select is_working_day, holiday_name_zh from marts.dim_dates"
        " where date_on = date '2026-03-16'",
    )

    assert rows == [(False, "厂休")]
