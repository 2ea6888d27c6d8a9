"""March 2015 is signed, then things become known that would have changed it.

After the signature on 2 April: X1's bank contract of 25 March, X2's price put right, and Q,
who was paid for March, turns out to have walked out on the 15th. After April's signature: the
bank contract was a mistake, and Q's leave had been approved after all.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from pipelines.sign_off.records import Stage
from pipelines.sign_off.signing import sign
from tests.sales.march_2015 import APRIL, MARCH, PROJECT, Rows, march_2015
from tests.sign_off.signed_office import SignedOffice

MAY = date(2015, 5, 1)
BANK_CONTRACT = ("mortgage_documents_on", "mortgage_signed_on")

Statement = dict[str, Any]


@dataclass(frozen=True)
class Story:
    """Lines and statements of a month as published: before and after each signature."""

    march_signed: tuple[list[Statement], list[Statement]]
    march_later: tuple[list[Statement], list[Statement]]
    march_recomputed: dict[str, Decimal]
    april_lines: list[Statement]
    april_signed: tuple[list[Statement], list[Statement]]
    april_later: tuple[list[Statement], list[Statement]]
    may_lines: list[Statement]
    april_statements: dict[str, Statement]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    office = SignedOffice(tmp_path_factory.mktemp("signed"))

    def published(month: date) -> tuple[list[Statement], list[Statement]]:
        lines = office.rows_of("fct_sales_statement_lines", month)
        return lines, office.rows_of("fct_sales_statements", month)

    rows = march_2015()
    rows["staff"].append(_quitter())
    found = _contract(rows, "X1")
    late = {name: found.pop(name) for name in BANK_CONTRACT}
    office.build(rows, datetime(2015, 4, 2, 9))
    march_signed = published(MARCH)
    sign(office.home, MARCH, Stage.COMPUTED, "会计")

    found.update(late)
    _contract(rows, "X2")["sold_price"] = Decimal("1590000.00")
    rows["staff"][-1] |= {"left_on": date(2015, 3, 15), "leaving_approved": False}
    office.build(rows, datetime(2015, 5, 2, 9))
    march_later, recomputed = published(MARCH), office.computed_net(MARCH)
    april_signed = published(APRIL)
    sign(office.home, APRIL, Stage.COMPUTED, "会计")

    for name in BANK_CONTRACT:
        found.pop(name)
    rows["staff"][-1]["leaving_approved"] = True
    office.build(rows, datetime(2015, 5, 20, 9))
    return Story(
        march_signed=march_signed,
        march_later=march_later,
        march_recomputed=recomputed,
        april_lines=april_signed[0],
        april_signed=april_signed,
        april_later=published(APRIL),
        may_lines=published(MAY)[0],
        april_statements={s["staff_id"]: s for s in april_signed[1]},
    )


def _quitter() -> dict[str, Any]:
    started = date(2015, 3, 1)
    return {
        "staff_id": "Q",
        "staff_name": "员工Q",
        "department": "销售部",
        "post": "置业顾问",
        "project_name": PROJECT,
        "hired_on": started,
        "confirmed_on": started,
        "base_pay": Decimal("1500.00"),
        "effective_on": started,
    }


def _contract(rows: Rows, contract_id: str) -> dict[str, Any]:
    return next(c for c in rows["sales_contracts"] if c["contract_id"] == contract_id)


def without_stage(statements: list[Statement]) -> list[Statement]:
    return [{k: v for k, v in s.items() if k != "sign_off_stage"} for s in statements]


def adjustments(lines: list[Statement]) -> dict[str, Decimal]:
    """Person → Σ of the adjustment lines."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        if line["line_kind"] == "adjustment":
            found[line["staff_id"]] += line["amount"]
    return dict(found)


def test_a_signed_month_keeps_every_line_and_statement(story: Story) -> None:
    assert story.march_later[0] == story.march_signed[0]
    assert without_stage(story.march_later[1]) == without_stage(story.march_signed[1])
    assert story.april_later[0] == story.april_signed[0]
    assert without_stage(story.april_later[1]) == without_stage(story.april_signed[1])


def test_a_statement_shows_how_far_it_is_signed(story: Story) -> None:
    assert {s["sign_off_stage"] for s in story.march_signed[1]} == {None}
    assert {s["sign_off_stage"] for s in story.march_later[1]} == {"computed"}


def test_the_difference_is_adjusted_in_the_first_open_month(story: Story) -> None:
    signed = {s["staff_id"]: s["net_amount"] for s in story.march_signed[1]}
    differences = {
        staff_id: net - signed[staff_id]
        for staff_id, net in story.march_recomputed.items()
        if net != signed[staff_id]
    }
    expected = differences | {"Q": Decimal("-1500.00")}  # paid, and forfeited by what is known

    assert set(differences) == {"X", "M"}
    assert adjustments(story.april_lines) == expected


def test_an_adjustment_says_what_changed_and_where_it_stands(story: Story) -> None:
    (late,) = [
        line
        for line in story.april_lines
        if line["line_kind"] == "adjustment" and line["detail"] == "release|bank_contract"
    ]
    assert (late["staff_id"], late["contract_id"], late["origin_month"]) == ("X", "X1", MARCH)
    assert late["amount"] == Decimal("2743.50")
    assert "X1" in late["cause_zh"]
    assert "2743.50" in late["cause_zh"]
    assert "2743.50" in late["cause_en"]
    assert late["source_file"] in late["cause_en"]


def test_what_was_paid_to_somebody_who_walked_out_is_owed(story: Story) -> None:
    statement = story.april_statements["Q"]

    assert statement["adjustments_amount"] == Decimal("-1500.00")
    assert statement["payable_amount"] == 0
    assert statement["carried_forward_amount"] == Decimal("-1500.00")


def test_an_adjustment_that_was_signed_is_not_repeated_but_can_be_undone(story: Story) -> None:
    undone = {
        (line["staff_id"], line["detail"], line["origin_month"]): line["amount"]
        for line in story.may_lines
        if line["line_kind"] == "adjustment"
    }

    assert undone[("X", "release|bank_contract", MARCH)] == Decimal("-2743.50")
    assert undone[("Q", "forfeited", MARCH)] == Decimal("1500.00")
    assert {key[0] for key in undone} == {"X", "M", "Q"}
    assert all("X2" not in str(key) for key in undone)


def test_the_columns_that_are_kept_are_those_of_the_marts(story: Story) -> None:
    from pipelines.sign_off.frozen import LINE_COLUMNS, STATEMENT_COLUMNS

    lines, statements = story.march_signed
    assert list(lines[0]) == list(LINE_COLUMNS)
    assert set(statements[0]) == {*STATEMENT_COLUMNS, "sign_off_stage"}
