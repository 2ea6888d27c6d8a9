"""A leak of one row or one fen between reading and storing is caught before publishing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.intake import ledger
from pipelines.intake.control_totals import ControlTotalsBroken, to_fen, to_yuan
from pipelines.intake.take_inbox import take_inbox
from pipelines.parsing.parse_file import parse_file
from pipelines.parsing.parsed import ParsedFile, ParsedTable
from pipelines.settings import Home
from tests.intake.files import END_OF_TIME, payment, payment_ids, write_payments

Leak = Callable[[ParsedTable], ParsedTable]


def lose_a_row(table: ParsedTable) -> ParsedTable:
    return replace(table, accepted=table.accepted.head(-1))


def double_a_row(table: ParsedTable) -> ParsedTable:
    return replace(table, accepted=pl.concat([table.accepted, table.accepted.head(1)]))


def lose_a_fen(table: ParsedTable) -> ParsedTable:
    amount = pl.col("received_amount") - Decimal("0.01")
    first = pl.int_range(pl.len()) == 0
    changed = pl.when(first).then(amount).otherwise(pl.col("received_amount"))
    frame = table.accepted.with_columns(changed.cast(pl.Decimal(18, 2)).alias("received_amount"))
    return replace(table, accepted=frame)


def forget_a_refused_row(table: ParsedTable) -> ParsedTable:
    return replace(table, refused=table.refused[1:])


def forget_an_ignored_row(table: ParsedTable) -> ParsedTable:
    return replace(table, ignored=table.ignored[1:])


@pytest.mark.parametrize(
    "leak", [lose_a_row, double_a_row, lose_a_fen, forget_a_refused_row, forget_an_ignored_row]
)
def test_a_seeded_leak_stops_publishing_and_leaves_no_trace_in_the_lake(
    home: Home, leak: Leak
) -> None:
    def leaking(path: Path, *, file_name: str, **about: object) -> ParsedFile:
        parsed = parse_file(path, file_name=file_name, **about)  # type: ignore[arg-type]
        if not file_name.startswith("leak"):
            return parsed
        return replace(parsed, tables=tuple(leak(t) for t in parsed.tables))

    rows = [payment("P1"), payment("P1"), payment("P2", "12.34"), payment("P3", "x")]
    write_payments(home.inbox, "leak_20260404.csv", rows)
    write_payments(home.inbox, "good_20260405.csv", [payment("Q1")])
    with pytest.raises(ControlTotalsBroken, match=r"leak_20260404\.csv"):
        take_inbox(home, home.inbox, read=leaking)
    assert payment_ids(home) == ["Q1"], "the other files are still taken"
    assert len(list(home.lake.glob("**/*"))) == 2
    with pytest.raises(ControlTotalsBroken):
        take_inbox(home, home.inbox, read=leaking)
    take_inbox(home, home.inbox)
    assert payment_ids(home) == ["P1", "P2", "Q1"]
    assert ledger.unbalanced_files(home, END_OF_TIME) == []


def test_a_lake_file_that_lost_rows_or_is_gone_is_unbalanced(home: Home) -> None:
    write_payments(home.inbox, "pay_20260405.csv", [payment("P1"), payment("P2")])
    take_inbox(home, home.inbox)
    (batch,) = ledger.known_batches(home, END_OF_TIME)
    pl.read_parquet(batch.lake_path).head(1).write_parquet(batch.lake_path)
    assert len(ledger.unbalanced_files(home, END_OF_TIME)) == 1
    batch.lake_path.unlink()
    assert "pay_20260405.csv" in ledger.unbalanced_files(home, END_OF_TIME)[0]


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=2))
def test_fen_and_yuan_are_the_same_money(yuan: Decimal) -> None:
    assert to_yuan(to_fen(yuan)) == yuan


def test_part_of_a_fen_is_no_money() -> None:
    with pytest.raises(ControlTotalsBroken):
        to_fen(Decimal("0.005"))


amounts = st.one_of(
    st.decimals(min_value=-1000, max_value=1000, places=2).map(str),
    st.sampled_from(["", "x", "1,234.50", "￥12.00", "1.2万", "１２．５", "合计"]),
)


@settings(max_examples=12, deadline=None)
@given(cells=st.lists(amounts, max_size=12))
def test_any_file_balances_row_by_row_and_fen_by_fen(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    home = Home(tmp_path_factory.mktemp("home"))
    rows = [payment(f"P{n % 5}", f'"{cell}"') for n, cell in enumerate(cells)]
    write_payments(home.inbox, "pay_20260405.csv", rows)
    for line in take_inbox(home, home.inbox).lines:
        assert line.rows_in == line.rows_accepted + line.rows_quarantined + line.rows_ignored
        assert line.yuan_in == line.yuan_accepted + line.yuan_quarantined + line.yuan_ignored
    assert ledger.unbalanced_files(home, END_OF_TIME) == []
