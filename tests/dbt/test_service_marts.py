"""What the marts of property, service, intake and the personal and pay files hold."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.dbt import service_cases as cases
from tests.small_warehouse import fetch


def test_open_tickets_are_counted_by_age_and_add_up(service_warehouse: Path) -> None:
    by_age = dict(
        fetch(
            service_warehouse,
            "select age_bucket, sum(ticket_count) from marts.open_ticket_ages"
            " where project_name = '真实投诉' group by all",
        )
    )
    totals = fetch(
        service_warehouse,
        "select (select sum(ticket_count) from marts.open_ticket_ages),"
        " (select count(*) from marts.fct_tickets where is_open)",
    )[0]

    assert by_age == {"3-7d": 1, "30-90d": 1}  # 338,757 s and 2,831,165 s
    assert totals[0] == totals[1] > 0


def test_a_project_that_only_facts_name_is_listed_as_not_registered(
    service_warehouse: Path,
) -> None:
    projects = dict(
        fetch(service_warehouse, "select project_name, is_registered from marts.dim_projects")
    )

    assert projects["满意"] is True
    assert projects["登记"] is False


def test_rooms_that_only_visits_name_are_listed_without_a_building(
    service_warehouse: Path,
) -> None:
    rooms = fetch(
        service_warehouse,
        "select count(*), count(building_name), count(*) filter (where is_registered)"
        " from marts.dim_rooms where project_name = '二十户'",
    )

    assert rows_only(rooms) == (20, 0, 0)


def test_a_household_is_known_by_a_key_and_its_phone_by_a_hash(service_warehouse: Path) -> None:
    rows = fetch(service_warehouse, "select household_key, phone_hash from marts.dim_households")

    assert rows == [
        (
            hashlib.md5("登记|1-1-101|李四".encode()).hexdigest(),
            hashlib.sha256(b"13800000001").hexdigest(),
        )
    ]


def test_names_phones_and_texts_are_only_in_the_personal_file_and_pay_only_in_its_own(
    service_warehouse: Path,
) -> None:
    personal = service_warehouse.with_name("personal.duckdb")
    pay = service_warehouse.with_name("pay.duckdb")

    assert fetch(personal, "select occupant_name, phone from marts.household_people") == [
        ("李四", "138 0000-0001")
    ]
    assert fetch(personal, "select * from marts.staff_names") == [("S1", "张三")]
    assert fetch(
        personal,
        "select complainant_name, phone, content from marts.ticket_texts where content is not null",
    ) == [("王五", "13800000001", "水压低")]
    assert fetch(pay, "select staff_id, base_pay_amount from marts.staff_base_pay") == [
        ("S1", 3000)
    ]
    words = {"王五", "李四", "张三", "13800000001", "138 0000-0001", "水压低"}
    assert not words & every_text_in(service_warehouse)


def test_a_refused_row_is_listed_once_and_each_of_its_findings_too(
    service_warehouse: Path,
) -> None:
    rows = fetch(
        service_warehouse,
        "select row, code, finding_count from marts.quarantined_rows order by row",
    )
    findings = fetch(service_warehouse, "select count(*) from marts.quarantine_findings")

    assert rows == [(3, "E201", 2), (7, "E203", 1)]
    assert findings == [(3,)]


def test_a_working_sunday_is_a_working_day_and_the_week_starts_on_monday(
    service_warehouse: Path,
) -> None:
    days = fetch(
        service_warehouse,
        "select cast(date_on as varchar), is_working_day, holiday_name_zh,"
        " cast(week_start_on as varchar) from marts.dim_dates"
        " where date_on between date '2026-01-01' and date '2026-01-05' order by date_on",
    )

    assert days == [
        ("2026-01-01", False, "元旦", "2025-12-29"),
        ("2026-01-02", False, "元旦", "2025-12-29"),
        ("2026-01-03", False, "元旦", "2025-12-29"),
        ("2026-01-04", True, "元旦", "2025-12-29"),
        ("2026-01-05", True, None, "2026-01-05"),
    ]


def test_facts_know_the_line_they_came_from(service_warehouse: Path) -> None:
    line = fetch(
        service_warehouse,
        "select source_file, source_sheet, source_row from marts.fct_tickets"
        " where ticket_id = '派单-0000'",
    )

    assert line == [(f"complaints_{cases.AS_OF:%Y%m%dT%H%M%S}.csv", "", 2)]


def rows_only(rows: list[tuple[object, ...]]) -> tuple[object, ...]:
    assert len(rows) == 1
    return rows[0]


def every_text_in(database: Path) -> set[str]:
    """Every value of every text column of the marts in a file."""
    columns = fetch(
        database,
        "select table_name, column_name from information_schema.columns"
        " where table_schema = 'marts' and data_type = 'VARCHAR'",
    )
    return {
        value
        for table, column in columns
        for (value,) in fetch(database, f'select distinct "{column}" from marts.{table}')
    }
