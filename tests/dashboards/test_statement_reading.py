"""A line of a pay statement in words: its arithmetic is right, or it is not written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dashboards.statement_arithmetic import commission_equation, release_equation
from dashboards.statement_reading import Behind, identity, read_line
from dashboards.text import load_words

ZH, EN = load_words("zh"), load_words("en")
TERMS = {
    "absence_fine": Decimal(50),
    "site_bonus": Decimal(1000),
    "site_bonus_step": Decimal(150),
    "site_shortfall": Decimal(200),
    "site_extra": Decimal(900),
    "mortgage_first_share": Decimal("0.5"),
}


def _line(kind: str, amount: str, column: str = "deductions", **more: Any) -> dict[str, Any]:
    return {
        "statement_column": column,
        "line_kind": kind,
        "payroll_month": date(2015, 3, 1),
        "clause": "C13",
        "project_name": "金桂苑",
        "amount": Decimal(amount),
        "plan_version": "S3-2013",
        "source_file": "扣罚.xlsx",
        "source_sheet": "扣罚",
        "source_row": 3,
        **dict.fromkeys(
            ("contract_id", "detail", "quantity", "base_amount", "rate", "origin_month")
        ),
        "cause_zh": None,
        "cause_en": None,
    } | {name: Decimal(v) if isinstance(v, str | int) else v for name, v in more.items()}


@pytest.mark.parametrize(
    ("line", "zh"),
    [
        (_line("lunch_duty", "120.00", quantity=8, base_amount=15), "8 天 × 15.00 = 120.00"),
        (
            _line("absence", "-100.00", quantity=1, base_amount=1300),
            "1 天 × (50.00 + 1,300.00 ÷ 26) = 100.00，扣除",
        ),
        (
            _line("absence", "-123.56", quantity=1, base_amount=1600),
            "1 天 × (50.00 + 1,600.00 ÷ 21.75) = 123.56，扣除",
        ),
        (
            _line("sick_leave", "-51.61", quantity=1, base_amount=1600),
            "1 天 × 1,600.00 ÷ 31 = 51.61，扣除",
        ),
        (
            _line("override", "1800.39", base_amount="12002.60", rate="0.15"),
            "12,002.60 × 15% = 1,800.39",
        ),
        (
            _line("override", "-162.00", base_amount="-1080", rate="0.15"),
            "−1,080.00 × 15% = −162.00",
        ),
        (
            _line("site_bonus", "1900.00", quantity=6, base_amount=14400000),
            "1,000.00 + 6 档 × 150.00 = 1,900.00",
        ),
        (
            _line("site_bonus", "2800.00", quantity=6, base_amount=14400000),
            "1,000.00 + 6 档 × 150.00 + 900.00 = 2,800.00",
        ),
        (
            _line("first_deal", "100.00", "awards", quantity="0.5", base_amount=200),
            "200.00 × 50% = 100.00",
        ),
        (
            _line("first_place", "333.33", "awards", quantity="0.3333", base_amount=1000),
            "1,000.00 × 1/3 = 333.33",
        ),
    ],
)
def test_arithmetic_is_written_out_as_an_accountant_would(line: dict[str, Any], zh: str) -> None:
    assert read_line(ZH, line, Behind(TERMS)).equation == zh


@pytest.mark.parametrize("kind", ["lunch_duty", "absence", "override", "site_bonus", "late_fine"])
def test_an_amount_that_its_inputs_do_not_give_has_no_equation(kind: str) -> None:
    line = _line(kind, "123.45", quantity=2, base_amount=7, rate="0.15")
    assert read_line(ZH, line, Behind(TERMS)).equation == ""


def test_a_compensation_is_the_floor_less_the_price() -> None:
    line = _line("unauthorised_compensation", "-13000.00", base_amount=13000)
    contract = {"floor_amount": Decimal(1274000), "sold_amount": Decimal(1261000)}
    said = read_line(EN, line, Behind(TERMS, contract=contract)).equation
    assert said == "1,274,000.00 − 1,261,000.00 = 13,000.00, deducted"


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("5487.01", "(3,087.01 + 2,400.00) × 100% = 5,487.01"),
        ("2743.51", "(3,087.01 + 2,400.00) × 50% = 2,743.51"),
        ("2743.50", "(3,087.01 + 2,400.00) − 2,743.51 = 2,743.50"),
        ("2400.00", "2,400.00 × 100% = 2,400.00"),
        ("1543.50", "3,087.01 − 1,543.51 = 1,543.50"),
        ("1.00", ""),
    ],
)
def test_a_release_is_the_whole_the_first_half_or_the_rest(amount: str, said: str) -> None:
    earned = [Decimal("3087.01"), Decimal("2400.00")]
    assert release_equation(ZH, Decimal(amount), earned, TERMS) == said


def _commission(**more: Any) -> dict[str, Any]:
    return {
        "outcome": "earned",
        "contract_base_amount": Decimal("1470000"),
        "share": Decimal(1),
        "base_amount": Decimal("1470000.00"),
        "rate": Decimal("0.0021000"),
        "earned_amount": Decimal("3087.00"),
    } | {
        name: Decimal(v) if isinstance(v, str) and v[0].isdigit() else v for name, v in more.items()
    }


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (_commission(), "1,470,000.00 × 0.21% = 3,087.00"),
        (
            _commission(outcome="unauthorised", earned_amount="0.00"),
            "计提基数 1,470,000.00；越权打折，提成取消，计 0.00",
        ),
        (_commission(rate=None, earned_amount="5034.00"), "1,470,000.00 分段计提，合计 5,034.00"),
    ],
)
def test_a_commission_line_shows_its_base_and_rate(line: dict[str, Any], said: str) -> None:
    assert commission_equation(ZH, line) == said


def test_where_the_rounded_part_would_mislead_the_whole_and_the_share_are_written() -> None:
    """A third of 0.10 at 15 % is half a fen, rounded up; 0.03 at 15 % would be nothing."""
    line = _commission(
        contract_base_amount="0.10",
        share="0.333333",
        base_amount="0.03",
        rate="0.15",
        earned_amount="0.01",
    )
    assert commission_equation(ZH, line) == "0.10 × 分成 1/3 × 15% = 0.01"


def test_the_sums_of_a_statement_are_said_in_both_languages() -> None:
    statement = dict.fromkeys(
        (
            "released_commission_amount",
            "clawback_amount",
            "awards_amount",
            "override_amount",
            "site_bonus_amount",
            "lunch_duty_amount",
            "adjustments_amount",
            "forfeited_amount",
        ),
        Decimal(0),
    ) | {
        "base_pay_amount": Decimal(1600),
        "deductions_amount": Decimal("-12560.20"),
        "net_amount": Decimal("-10960.20"),
        "brought_forward_amount": Decimal("-100"),
        "payable_amount": Decimal(0),
        "carried_forward_amount": Decimal("-11060.20"),
    }
    assert identity(ZH, statement) == [
        "底薪 1,600.00 − 扣罚 12,560.20 = 本月净额 −10,960.20",
        "本月净额 −10,960.20，上月结转 −100.00：应发 0.00，结转下月 −11,060.20",
    ]
    assert "Base pay 1,600.00 − Deductions 12,560.20" in identity(EN, statement)[0]


def test_an_adjustment_says_its_cause_and_where_it_comes_from() -> None:
    line = _line("adjustment", "-900.00", "adjustments", origin_month=date(2015, 1, 1))
    line |= {"cause_zh": "1 月合同后来退房", "cause_en": "a contract of January was cancelled"}
    reading = read_line(ZH, line)
    assert reading.about == "来自 2015年1月 · 1 月合同后来退房"
    assert reading.source == "扣罚.xlsx · 扣罚 · 第 3 行"
