"""The slow calculator against the worked month of the pay rules: March 2015, all four persons."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.sales.march_2015 import APRIL, AS_OF, MARCH, PROJECT, march_2015
from tests.sales.office import fen
from tests.sales.slow_office import SlowOffice
from tests.sales.small_office import calculated


@pytest.fixture(scope="module")
def march() -> SlowOffice:
    return calculated(march_2015(), AS_OF)


def test_attainment_and_rates_of_march_2015(march: SlowOffice) -> None:
    attained = [march.sales.attainment(PROJECT, who, MARCH) for who in ("X", "Y", "Z", "all")]
    rates = {
        (line.staff_id, line.rate)
        for line in march.lines
        if line.month == MARCH and line.component == "tier"
    }

    assert attained == [
        Fraction(3684, 3000),
        Fraction(1861, 3000),
        Fraction(900, 3000),
        Fraction(6445, 9000),
    ]
    assert rates == {
        ("X", Fraction(21, 10000)),
        ("Y", Fraction(17, 10000)),
        ("Z", Fraction(16, 10000)),
    }


def test_lines_of_march_2015(march: SlowOffice) -> None:
    found = {
        (line.contract_id, line.staff_id, line.component): line.earned
        for line in march.lines
        if line.month == MARCH
    }

    assert found == {
        key: fen(amount)
        for key, amount in {
            ("X1", "X", "tier"): "3087.00",
            ("X1", "X", "discount"): "2400.00",
            ("X2", "X", "tier"): "3292.80",
            ("X2", "X", "discount"): "800.00",
            ("Y1", "X", "tier"): "1234.80",
            ("Y1", "X", "discount"): "960.00",
            ("Y1", "Y", "tier"): "999.60",
            ("Y1", "Y", "discount"): "960.00",
            ("Y2", "Y", "tier"): "0.00",
            ("Y2", "Y", "discount"): "0.00",
            ("Z1", "Z", "tier"): "1411.20",
            ("Z1", "Z", "discount"): "1440.00",
        }.items()
    }


@pytest.mark.parametrize(
    ("staff_id", "amounts"),
    [
        ("X", ("1600.00", "10677.20", "-1080.00", "2200.00", "0", "0", "120.00", "0", "13517.20")),
        ("Y", ("1600.00", "979.80", "0", "0", "0", "0", "0", "-13540.00", "-10960.20")),
        ("Z", ("1300.00", "1425.60", "0", "0", "0", "0", "0", "-100.00", "2625.60")),
        ("M", ("2500.00", "0", "0", "0", "1800.39", "-200.00", "0", "0", "4100.39")),
    ],
)
def test_statements_of_march_2015(
    march: SlowOffice, staff_id: str, amounts: tuple[str, ...]
) -> None:
    statement = march.statement(staff_id, MARCH)
    net = fen(amounts[-1])

    assert (*statement.columns, statement.net) == tuple(fen(a) for a in amounts)
    assert statement.brought_forward == 0
    assert (statement.payable, statement.carried_forward) == (max(0, net), min(0, net))


def test_awards_of_march_2015(march: SlowOffice) -> None:
    found = {
        (line.staff_id, line.kind): line.amount
        for line in march.statement_lines
        if line.month == MARCH and line.column == "awards"
    }

    assert found == {
        ("X", "first_deal"): fen("200.00"),
        ("X", "two_months"): fen("1000.00"),
        ("X", "first_place"): fen("1000.00"),
    }


def test_april_2015_releases_the_second_half_and_works_off_the_debt(march: SlowOffice) -> None:
    released = {(m.contract_id, m.staff_id): m.amount for m in march.movements if m.month == APRIL}

    assert released == {("Z1", "Z"): fen("1425.60")}
    assert march.statement("Y", APRIL).brought_forward == fen("-10960.20")
    assert march.statement("Y", APRIL).carried_forward == fen("-9360.20")


@pytest.mark.parametrize(
    ("reading", "override", "net"),
    [
        ("released_gross", "1962.39", "4262.39"),
        ("accrued", "2487.81", "4787.81"),
    ],
)
def test_other_readings_of_the_override_in_march_2015(
    reading: str, override: str, net: str
) -> None:
    statement = calculated(march_2015(), AS_OF, override_base=reading).statement("M", MARCH)

    assert statement.amount("override") == fen(override)
    assert statement.net == fen(net)


def test_earned_in_march_2015(march: SlowOffice) -> None:
    found = {
        staff_id: sum(
            line.earned for line in march.lines if line.staff_id == staff_id and line.month == MARCH
        )
        for staff_id in "XYZ"
    }

    assert found == {"X": fen("11774.60"), "Y": fen("1959.60"), "Z": fen("2851.20")}
