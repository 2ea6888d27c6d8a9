"""A later export replaces an earlier one row by row, and as_of turns the clock back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from tests.dbt.service_cases import complaint
from tests.small_warehouse import Delivery, fetch

FIRST = datetime(2026, 3, 10, 18)
SECOND = datetime(2026, 3, 20, 18)
MORNING = datetime(2026, 3, 10, 9)


def staff_row(name: str, department: str) -> dict[str, str]:
    return {"staff_id": "S1", "staff_name": name, "department": department, "post": "客服员"}


DELIVERIES = {
    "complaints": [
        Delivery([complaint("翠湖花园", 1, MORNING), complaint("翠湖花园", 2, MORNING)], FIRST),
        Delivery(
            [
                complaint(
                    "翠湖花园",
                    1,
                    MORNING,
                    channel=None,
                    dispatched_at=MORNING,
                    resolved_at=datetime(2026, 3, 18, 9),
                )
            ],
            SECOND,
            missing_columns=("channel",),
        ),
    ],
    "staff": [
        Delivery([staff_row("旧名", "客服部")], FIRST),
        Delivery([staff_row("新名", "工程部")], SECOND),
    ],
    "visits": [
        Delivery(
            [
                {
                    "visit_id": "V1",
                    "project_name": "翠湖花园",
                    "room_name": "1-1-101",
                    "visited_at": MORNING,
                    "visit_method": "电话",
                    "visit_type": "月度走访",
                    "staff_id": "S1",
                }
            ],
            FIRST,
        )
    ],
    "rooms": [Delivery([{"project_name": "翠湖花园", "room_name": "1-1-101"}], SECOND)],
}
SERVICE = ("+marts.service", "+marts.satisfaction", "+marts.property", "+kpis.service")


def test_the_newest_row_wins_keeps_what_its_file_lacks_and_leaves_others_alone(
    build_small_warehouse: Callable[..., Path], tmp_path: Path
) -> None:
    warehouse = build_small_warehouse(tmp_path, DELIVERIES, SECOND, select=SERVICE)

    assert fetch(
        warehouse, "select ticket_id, channel, status from marts.fct_tickets order by ticket_id"
    ) == [("翠湖花园-0001", "来电", "resolved"), ("翠湖花园-0002", "来电", "open")]
    # A key column that is empty is still the same key.
    assert fetch(warehouse, "select department, is_current from marts.dim_staff") == [
        ("工程部", True)
    ]
    assert fetch(warehouse, "select department from marts.fct_visits") == [("工程部",)]


def test_a_build_as_of_an_earlier_time_knows_nothing_of_later_exports(
    build_small_warehouse: Callable[..., Path], tmp_path: Path
) -> None:
    warehouse = build_small_warehouse(tmp_path, DELIVERIES, FIRST, select=SERVICE)

    assert fetch(warehouse, "select distinct status from marts.fct_tickets") == [("open",)]
    assert fetch(warehouse, "select department from marts.dim_staff") == [("客服部",)]
    assert fetch(
        warehouse, "select is_registered from marts.dim_rooms where room_name = '1-1-101'"
    ) == [(False,)]
    assert fetch(
        warehouse,
        "select verdict, due_at from marts.fct_rule_results where rule_id = 'SV2'"
        " and subject_id = '翠湖花园-0001'",
    ) == [("missed", datetime(2026, 3, 10, 9, 10))]
    assert fetch(warehouse, "select max(date_on) from marts.dim_dates") == [(date(2030, 12, 31),)]
