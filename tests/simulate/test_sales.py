"""The invented sales offices: what accountants know of real ones is in their files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.simulate import simulate
from tests.simulate.reading import export_files, exported_at, finally_known, parsed

CONSULTANT, MANAGER = "置业顾问", "销售经理"
SALES = (
    "sales_contracts", "sales_credits", "sales_receipts", "discount_approvals", "sales_targets",
    "discount_authority", "sales_deductions", "lunch_duties", "resignation_followers",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sales")
    simulate(out, estates=2, months=24, households_per_estate=20)
    return out


@pytest.fixture(scope="module")
def known(folder: Path) -> dict[str, pl.DataFrame]:
    return finally_known(folder)


@pytest.fixture(scope="module")
def signed(known: dict[str, pl.DataFrame]) -> pl.DataFrame:
    contracts = known["sales_contracts"]
    return contracts.filter(pl.col("signed_at").is_not_null(), pl.col("contract_status") != "塌定")


@pytest.fixture(scope="module")
def people(known: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return known["staff"].filter(pl.col("department") == "销售部")


def _attainment(known: dict[str, pl.DataFrame], signed: pl.DataFrame) -> pl.DataFrame:
    """Per target row of a consultant: performance ÷ target, in the order of the months."""
    people = pl.len().over("contract_id")
    share = pl.col("share").cast(pl.Float64).fill_null(1 / people)
    sold = known["sales_credits"].with_columns(share).join(signed, on="contract_id")
    performance = sold.group_by(
        "staff_id", month=pl.col("signed_at").dt.truncate("1mo").dt.date()
    ).agg(performance=(pl.col("sold_price").cast(pl.Float64) * pl.col("share")).sum())
    targets = known["sales_targets"].filter(
        pl.col("staff_id").is_not_null(), pl.col("month") <= pl.date(2026, 10, 31)
    )
    return (
        targets.join(performance, on=["staff_id", "month"], how="left")
        .with_columns(a=pl.col("performance").fill_null(0) / pl.col("target_amount").cast(float))
        .sort("staff_id", "month")
    )


def test_each_estate_has_an_office_with_a_manager_and_consultants(people: pl.DataFrame) -> None:
    for _, office in people.group_by("project_name"):
        assert office.filter(pl.col("post") == MANAGER)["staff_id"].n_unique() == 1
        consultants = office.filter(pl.col("post") == CONSULTANT)
        at_start = consultants.filter(pl.col("hired_on") < pl.date(2024, 11, 1))
        assert 4 <= at_start["staff_id"].n_unique() <= 6


def test_base_pay_lies_in_the_ranges_of_the_clause(people: pl.DataFrame) -> None:
    confirmed = people.filter(pl.col("effective_on") >= pl.col("confirmed_on"))
    regular = confirmed.filter(pl.col("post") == CONSULTANT)["base_pay"]
    assert regular.is_between(Decimal(1500), Decimal(1800)).all()
    assert (
        people.filter(pl.col("post") == MANAGER)["base_pay"]
        .is_between(Decimal(2300), Decimal(2700))
        .all()
    )
    on_probation = people.filter(
        pl.col("post") == CONSULTANT, pl.col("effective_on") < pl.col("confirmed_on")
    )["base_pay"]
    assert set(on_probation) == {None, Decimal("1300.00")}


def test_one_resigns_at_every_estate_and_one_walks_out(
    known: dict[str, pl.DataFrame], people: pl.DataFrame
) -> None:
    left = people.unique("staff_id").filter(pl.col("left_on").is_not_null())
    approved = left.filter(pl.col("leaving_approved"))
    assert approved["project_name"].n_unique() == approved.height == 2
    assert left.height == 3
    followers = known["resignation_followers"]
    assert set(followers["from_staff_id"]) <= set(approved["staff_id"])
    credited = known["sales_credits"].select("contract_id", from_staff_id="staff_id")
    assert followers.join(credited, on=credited.columns, how="anti").is_empty()


def test_people_sell_only_while_they_are_there(
    known: dict[str, pl.DataFrame], signed: pl.DataFrame, people: pl.DataFrame
) -> None:
    span = people.unique("staff_id").select("staff_id", "hired_on", "left_on")
    sold = known["sales_credits"].join(signed, on="contract_id").join(span, on="staff_id")
    assert sold.height == known["sales_credits"].height
    day = pl.col("signed_at").dt.date()
    assert sold.filter((day < pl.col("hired_on")) | (day > pl.col("left_on"))).is_empty()


def test_prices_lie_between_four_hundred_thousand_and_two_and_a_half_million(
    signed: pl.DataFrame,
) -> None:
    assert signed["list_price"].is_between(Decimal(400_000), Decimal(2_500_000)).all()
    assert (signed["sold_price"] <= signed["list_price"]).all()
    monthly = signed.group_by("project_name", pl.col("signed_at").dt.truncate("1mo")).len()
    assert 5 <= monthly["len"].mean() <= 10


def test_every_way_to_discount_comes_up(
    known: dict[str, pl.DataFrame], signed: pl.DataFrame
) -> None:
    off = (1 - pl.col("sold_price").cast(float) / pl.col("list_price").cast(float)).alias("off")
    approvals = known["discount_approvals"]
    by_head_office = approvals.filter(pl.col("approved_by_staff_id").str.starts_with("G000"))
    in_time = (
        by_head_office.join(signed.select("contract_id", contract_at="signed_at"), on="contract_id")
        .filter(pl.col("signed_at") <= pl.col("contract_at"))["contract_id"]
        .unique()
    )
    seen = signed.select("contract_id", off, vp=pl.col("contract_id").is_in(in_time.implode()))
    discounted = seen.filter(pl.col("off") > 0)
    beyond = discounted.filter(pl.col("off") > 0.03)
    within = discounted.filter(pl.col("off") <= 0.02)
    assert (seen["off"] == 0).any()
    for some in (beyond, within):
        assert some["vp"].any()
        assert not some["vp"].all()
    assert within["vp"].mean() > 0.8
    assert within.height > 4 * beyond.height
    late = by_head_office.join(signed, on="contract_id").filter(
        pl.col("signed_at") > pl.col("signed_at_right")
    )
    assert not late.is_empty()


def test_authority_changes_during_the_run(known: dict[str, pl.DataFrame]) -> None:
    authority = known["discount_authority"].filter(pl.col("post") == CONSULTANT)
    for _, rows in authority.group_by("project_name"):
        old, new = rows.sort("valid_from").iter_rows(named=True)
        assert old["authority_rate"] == Decimal("0.0200") > new["authority_rate"]
        assert (new["valid_from"] - old["valid_to"]).days == 1
    managers = known["discount_authority"].filter(pl.col("post") == MANAGER)
    assert set(managers["authority_rate"]) == {Decimal("0.0300")}


def test_the_price_comes_in_and_never_more_than_it(
    known: dict[str, pl.DataFrame], signed: pl.DataFrame
) -> None:
    received = known["sales_receipts"].group_by("contract_id").agg(pl.col("amount").sum())
    both = signed.join(received, on="contract_id", how="left")
    assert (both["amount"] <= both["sold_price"]).all()
    paid = both.filter(pl.col("amount") == pl.col("sold_price"))
    assert set(paid["payment_plan"]) == {"全款", "按揭", "分期", "借款"}
    instalments = known["sales_receipts"].join(
        signed.filter(pl.col("payment_plan") == "分期"), on="contract_id", how="semi"
    )
    months = instalments.group_by("contract_id").agg(
        pl.col("received_on").dt.truncate("1mo").n_unique()
    )
    assert months["received_on"].max() >= 4


def test_the_bank_signs_weeks_after_the_contract(signed: pl.DataFrame) -> None:
    mortgages = signed.filter(pl.col("payment_plan") == "按揭")
    complete = mortgages.drop_nulls(["mortgage_signed_on"])
    assert complete.height > mortgages.height / 2
    assert (complete["mortgage_documents_on"] <= complete["mortgage_signed_on"]).all()
    days = (complete["mortgage_signed_on"] - complete["signed_at"].dt.date()).dt.total_days()
    assert days.min() >= 7
    assert mortgages.filter(pl.col("mortgage_documents_on").is_null()).height > 0


def test_cancellations_come_months_later_and_end_everything(
    known: dict[str, pl.DataFrame], signed: pl.DataFrame
) -> None:
    ended = signed.filter(pl.col("contract_status").is_in(["退房", "换房"]))
    assert set(ended["contract_status"]) == {"退房", "换房"}
    assert "塌定" in known["sales_contracts"]["contract_status"]
    waited = (ended["status_on"] - ended["signed_at"].dt.date()).dt.total_days()
    assert waited.max() > 60
    later = known["sales_receipts"].join(ended, on="contract_id")
    assert later.filter(pl.col("received_on") > pl.col("status_on")).is_empty()


def test_deals_are_shared_equally_or_as_the_manager_decided(
    known: dict[str, pl.DataFrame],
) -> None:
    deals = known["sales_credits"].group_by("contract_id").agg(
        people=pl.len(),
        given=pl.col("share").count(),
        total=pl.col("share").sum(),
        uneven=pl.col("share").n_unique() > 1,
        decided=pl.col("decided_by_staff_id").is_not_null().any()
        & pl.col("reason").is_not_null().any(),
    )  # fmt: skip
    given = deals.filter(pl.col("given") > 0)
    assert (given["given"] == given["people"]).all()
    assert (given["total"] == 1).all()
    assert given.filter(pl.col("uneven"))["decided"].all()
    assert {Decimal("0.7000"), Decimal("0.3000")} <= set(known["sales_credits"]["share"])
    assert set(deals["people"]) == {1, 2, 3}


def test_the_manager_sells_now_and_then(
    known: dict[str, pl.DataFrame], people: pl.DataFrame
) -> None:
    managers = people.filter(pl.col("post") == MANAGER)["staff_id"]
    own = known["sales_credits"].filter(pl.col("staff_id").is_in(managers.implode()))
    assert 0 < own.height < known["sales_credits"].height / 10


def test_some_months_are_met_and_some_twice_in_a_row(
    known: dict[str, pl.DataFrame], signed: pl.DataFrame
) -> None:
    met = _attainment(known, signed).with_columns(met=pl.col("a") >= 1)
    twice = met.filter(pl.col("met") & pl.col("met").shift(1).over("staff_id"))
    assert 0.2 < met["met"].mean() < 0.7
    assert twice.height > 5


def test_one_target_and_one_credit_are_missing(
    known: dict[str, pl.DataFrame], signed: pl.DataFrame, people: pl.DataFrame
) -> None:
    without = signed.join(known["sales_credits"], on="contract_id", how="anti")
    assert without.height == 1
    targets = known["sales_targets"].filter(pl.col("staff_id").is_not_null())
    rows = targets.group_by("staff_id").agg(
        missing=pl.lit(12) * (pl.col("month").max().dt.year() - pl.col("month").min().dt.year())
        + pl.col("month").max().dt.month()
        - pl.col("month").min().dt.month()
        + 1
        - pl.len()
    )
    assert rows["missing"].sum() == 1
    assert known["sales_targets"].filter(pl.col("staff_id").is_null()).height == 2 * 26


def test_every_kind_of_deduction_and_lunch_duty_on_every_day(
    known: dict[str, pl.DataFrame], people: pl.DataFrame
) -> None:
    deductions = known["sales_deductions"]
    assert set(deductions["deduction_kind"]) == {
        "迟到", "早退", "旷工", "病假", "事假", "投诉", "其他",
    }  # fmt: skip
    late = deductions.filter(pl.col("deduction_kind") == "迟到")["minutes"]
    assert late.min() >= 1
    assert (late > 30).any()
    duties = known["lunch_duties"]
    assert duties["duty_on"].n_unique() == 730
    assert set(duties["staff_id"]) <= set(people["staff_id"])


def _sales_files(folder: Path) -> Iterator[tuple[datetime, str, pl.DataFrame]]:
    for path in export_files(folder):
        for table in parsed(path).tables:
            if table.export.name in SALES:
                yield exported_at(path), table.export.name, table.accepted


def test_contracts_come_again_as_they_stand_and_nothing_comes_before_its_day(
    folder: Path,
) -> None:
    states: dict[str, set[tuple[object, ...]]] = {}
    for at, name, rows in _sales_files(folder):
        if name == "sales_contracts":
            for row in rows.drop("source_row").iter_rows():
                states.setdefault(row[0], set()).add(row)
        if name == "sales_receipts":
            assert rows["received_on"].max() < at.date()
    assert sum(len(seen) > 1 for seen in states.values()) > 50


def test_the_sales_office_adds_few_files(folder: Path) -> None:
    assert len(list(_sales_files(folder))) <= 64


def test_rates_and_months_are_written_in_several_ways(folder: Path) -> None:
    texts = [
        path.read_bytes()
        for path in folder.glob("*.csv")
        if path.name.startswith(("业绩分配", "sales_credits", "折扣权限", "任务", "sales_targets"))
    ]
    for written in (b",2%,", b",0.7,", b",2025/12,", b",2026-01,"):
        assert any(written in text for text in texts), written
