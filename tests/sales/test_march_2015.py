"""The worked month of the pay rules, built by the warehouse from export rows: March 2015."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.sales.march_2015 import APRIL, AS_OF, MARCH, PROJECT, march_2015
from tests.small_warehouse import build_small_warehouse, fetch

SELECTED = (
    "+fct_sales_statements",
    "+fct_commission_releases",
    "+commission_scenario_differences",
    "+sales_overview",
    "+sales_attainment_rate",
)


@pytest.fixture(scope="module")
def march(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("march_2015")
    return build_small_warehouse(root, march_2015(), AS_OF, select=SELECTED)


@pytest.fixture(scope="module")
def pay(march: Path) -> Path:
    return march.with_name("pay.duckdb")


def statement(pay: Path, columns: str, staff_id: str, month: date, scenario: str = "actual") -> Any:
    """The asked columns of one statement."""
    (row,) = fetch(
        pay,
        f"select {columns} from marts.fct_sales_statements where staff_id = '{staff_id}'"
        f" and payroll_month = '{month}' and scenario_id = '{scenario}'",
    )
    return row


@pytest.mark.parametrize(
    ("staff_id", "net", "payable", "carried"),
    [
        ("X", "13517.20", "13517.20", "0.00"),
        ("Y", "-10960.20", "0.00", "-10960.20"),
        ("Z", "2625.60", "2625.60", "0.00"),
        ("M", "4100.39", "4100.39", "0.00"),
    ],
)
def test_march_2015_pays_everybody_what_the_example_says(
    pay: Path, staff_id: str, net: str, payable: str, carried: str
) -> None:
    columns = "net_amount, payable_amount, carried_forward_amount, pay_on, is_complete"

    found = statement(pay, columns, staff_id, MARCH)

    assert found == (Decimal(net), Decimal(payable), Decimal(carried), date(2015, 4, 20), True)


def test_every_line_of_march_2015_names_its_clause_and_its_cell(pay: Path) -> None:
    found = fetch(
        pay,
        "select staff_id, line_kind, clause, contract_id, amount"
        f" from marts.fct_sales_statement_lines where payroll_month = '{MARCH}'"
        " and scenario_id = 'actual' order by staff_id, line_no",
    )
    sources = fetch(
        pay,
        "select count(*) from marts.fct_sales_statement_lines"
        " where source_file is null or source_row is null",
    )

    assert [(*row[:4], str(row[4])) for row in found] == [
        ("M", "base_pay", "C9", None, "2500.00"),
        ("M", "override", "C9", None, "1800.39"),
        ("M", "site_bonus", "C9", None, "-200.00"),
        ("X", "base_pay", "C10", None, "1600.00"),
        ("X", "release", "C6", "X1", "2743.50"),
        ("X", "release", "C6", "X1", "2743.50"),
        ("X", "release", "C6", "X2", "4092.80"),
        ("X", "release", "C6", "Y1", "1097.40"),
        ("X", "clawback", "C7", "X-JAN", "-1080.00"),
        ("X", "first_deal", "C8.W1", "X1", "200.00"),
        ("X", "first_place", "C8.W4", None, "1000.00"),
        ("X", "two_months", "C8.W5", None, "1000.00"),
        ("X", "lunch_duty", "C10", None, "120.00"),
        ("Y", "base_pay", "C10", None, "1600.00"),
        ("Y", "release", "C6", "Y1", "979.80"),
        ("Y", "unauthorised_compensation", "C4", "Y2", "-13000.00"),
        ("Y", "unauthorised_fine", "C4", "Y2", "-500.00"),
        ("Y", "complaint", "C13", None, "-30.00"),
        ("Y", "late_fine", "C13", None, "-10.00"),
        ("Z", "base_pay", "C10", None, "1300.00"),
        ("Z", "release", "C6", "Z1", "1425.60"),
        ("Z", "absence", "C13", None, "-100.00"),
    ]
    assert sources == [(0,)]


@pytest.mark.parametrize(
    ("scenario", "override", "net"),
    [
        ("override_base_released_gross", "1962.39", "4262.39"),
        ("override_base_accrued", "2487.81", "4787.81"),
    ],
)
def test_the_other_readings_of_the_override_give_the_examples_figures(
    pay: Path, scenario: str, override: str, net: str
) -> None:
    found = statement(pay, "override_amount, net_amount", "M", MARCH, scenario)

    assert found == (Decimal(override), Decimal(net))


def test_april_releases_the_second_half_of_z1_and_carries_what_y_owes(pay: Path) -> None:
    of_z = statement(pay, "released_commission_amount, payable_amount", "Z", APRIL)
    of_y = statement(pay, "brought_forward_amount, carried_forward_amount", "Y", APRIL)

    assert of_z == (Decimal("1425.60"), Decimal("2725.60"))
    assert of_y == (Decimal("-10960.20"), Decimal("-9360.20"))


def test_a_scenario_differs_only_for_whom_it_changes_something(pay: Path) -> None:
    found = fetch(
        pay,
        "select staff_id, payroll_month, actual_net_amount, net_amount, difference_amount"
        " from marts.commission_scenario_differences"
        f" where scenario_id = 'override_base_accrued' and payroll_month = '{MARCH}'",
    )

    expected = (Decimal("4100.39"), Decimal("4787.81"), Decimal("687.42"))
    assert found == [("M", MARCH, *expected)]


def test_the_overview_and_the_kpi_hold_no_person_and_count_march(march: Path) -> None:
    overview = fetch(
        march,
        "select contract_count, sold_amount, discount_amount, unauthorised_count,"
        " unauthorised_amount, received_amount, cancelled_count, cancelled_amount, target_amount"
        f" from marts.sales_overview where project_name = '{PROJECT}' and period_kind = 'month'"
        f" and period_start_on = '{MARCH}'",
    )
    kpi = fetch(
        march.with_name("work.duckdb"),
        "select project_name, numerator, denominator, excluded_count"
        " from intermediate.sales_attainment_rate"
        f" where period_kind = 'month' and period_start_on = '{MARCH}' order by all",
    )

    (month,) = overview
    assert [str(value) for value in month] == [
        "5",
        "6445000.00",
        "55000.00",
        "1",
        "13000.00",
        "4265000.00",
        "1",
        "675000.00",
        "9000000.00",
    ]
    whole, one = kpi
    assert (whole[0], one[0]) == ("all", PROJECT)
    assert whole[1:] == one[1:] == (Decimal(6445000), Decimal(9000000), 0)
