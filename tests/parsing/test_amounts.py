"""Reading money and numbers: what is accepted, what it becomes, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.parsing.amounts import read_money, read_number, read_rate, read_whole_number
from pipelines.parsing.findings import Problem


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("1230.5", "1230.50"),
        ("１２３０．５", "1230.50"),
        ("1,230.50", "1230.50"),
        ("1，230.50", "1230.50"),
        ("1,234,567", "1234567.00"),
        ("￥88", "88.00"),
        ("¥ 88.00", "88.00"),
        ("88元", "88.00"),
        ("88.5元整", "88.50"),
        ("人民币88元", "88.00"),
        ("RMB 88", "88.00"),
        ("1.2万", "12000.00"),
        ("1.2 万元", "12000.00"),
        ("-1,230.00", "-1230.00"),
        ("(1,230.00)", "-1230.00"),
        ("（1,230.00）", "-1230.00"),
        ("1,230.00-", "-1230.00"),
        ("－88", "-88.00"),
        ("−88", "-88.00"),
        ("-￥88", "-88.00"),
        ("￥-88", "-88.00"),
        ("+88", "88.00"),
        ("  88.10 ", "88.10"),
        ("0.30000000000000004", "0.30"),
        ("1234.5600000000001", "1234.56"),
        ("99.99999999999999", "100.00"),
        (".5", "0.50"),
        ("5.", "5.00"),
        ("0", "0.00"),
        ("1560.000", "1560.00"),
    ],
)
def test_money_is_read_in_every_way_people_write_it(text: str, yuan: str) -> None:
    value = read_money(text)
    assert isinstance(value, Decimal)
    assert f"{value}" == yuan


@pytest.mark.parametrize("text", ["", "  ", "--", "null", "NULL", "无", "-", "N/A", "nan", "／"])
def test_money_that_only_says_nothing_is_empty(text: str) -> None:
    assert read_money(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12.345", "E204"),
        ("0.001", "E204"),
        ("9.00000000000001", "E204"),
        ("1.23456789万", "E204"),
        ("一百元", "E203"),
        ("1,23", "E203"),
        ("1,2345", "E203"),
        ("12.3.4", "E203"),
        ("1.2E+05", "E203"),
        ("98%", "E203"),
        ("--5", "E203"),
        ("(-5)", "E203"),
        ("460/1560", "E203"),
        ("######", "E203"),
        ("#REF!", "E208"),
        ("#N/A", "E208"),
        ("#UNCALCULATED! =A1+B1", "E214"),
        ("912025022687960026", "E213"),
    ],
)
def test_money_that_cannot_be_trusted_is_refused_with_a_code(text: str, code: str) -> None:
    problem = read_money(text)
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert problem.mend_zh
    assert problem.mend_en


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=2, allow_nan=False))
def test_any_amount_of_fen_survives_being_written_and_read(value: Decimal) -> None:
    for text in (f"{value}", f"{value:,}", f"￥{value:,}", f"{value}元", f" {value} "):
        assert read_money(text) == value


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_noise_of_binary_fractions_never_changes_an_amount(fen: int) -> None:
    value = Decimal(fen) / 100
    # 17 digits are what a program prints when it does not round a binary fraction.
    assert read_money(f"{Decimal(float(value)):.17g}".replace("E", "e")) == value or "e" in (
        f"{Decimal(float(value)):.17g}".lower()
    )


@given(st.decimals(min_value="0.001", max_value=10**6, places=3))
def test_a_real_third_decimal_is_never_rounded_away(value: Decimal) -> None:
    answer = read_money(f"{value}")
    if value == value.quantize(Decimal("0.01")):
        assert answer == value
    else:
        assert isinstance(answer, Problem)
        assert answer.code == "E204"


def test_numbers_keep_four_decimals_and_lose_their_unit() -> None:
    assert read_number("89.50㎡") == Decimal("89.5000")
    assert read_number("89.5平方米") == Decimal("89.5000")
    assert read_number("1,089.12345") == Decimal("1089.1234")


def test_a_number_in_a_unit_is_converted_to_it() -> None:
    assert read_number("8%", "1") == Decimal("0.0800")
    assert read_number("500元", "1") == Decimal("500.0000")
    assert read_number("0.21%", "‰") == Decimal("2.1000")
    assert read_number("２．１‰", "‰") == Decimal("2.1000")
    assert read_number("2.1", "‰") == Decimal("2.1000")
    assert read_number("96%") == Decimal("96.0000")


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("2%", "0.0200"),
        ("２％", "0.0200"),
        ("2.5 %", "0.0250"),
        ("20‰", "0.0200"),
        ("0.02", "0.0200"),
        (".5", "0.5000"),
        ("0.02000000000000000042", "0.0200"),
        ("33.335%", "0.3334"),
        ("0.33333", "0.3333"),
        ("1", "1.0000"),
        ("100%", "1.0000"),
        ("0", "0.0000"),
        ("-0.2", "-0.2000"),
    ],
)
def test_a_rate_is_a_share_however_it_is_written(text: str, share: str) -> None:
    value = read_rate(text)
    assert isinstance(value, Decimal)
    assert f"{value}" == share


@pytest.mark.parametrize("text", ["2", "50", "1.01", "-2", "两成", "2%%", "二%", "%", "2万", "2折"])
def test_a_rate_that_may_mean_percent_or_times_is_refused(text: str) -> None:
    problem = read_rate(text)
    assert isinstance(problem, Problem)
    assert problem.code == "E216"
    assert "%" in problem.mend_zh
    assert "%" in problem.mend_en


def test_the_finding_of_a_bare_rate_shows_what_to_type() -> None:
    problem = read_rate("50")
    assert isinstance(problem, Problem)
    assert "50%" in problem.mend_zh
    assert read_rate("无") is None


def test_whole_numbers_take_units_and_a_zero_fraction_but_no_half() -> None:
    assert read_whole_number("12.0") == 12
    assert read_whole_number("3次") == 3
    assert read_whole_number("１２户") == 12
    half = read_whole_number("2.5")
    assert isinstance(half, Problem)
    assert half.code == "E215"
