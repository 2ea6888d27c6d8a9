"""The files of a simulation: bytes, names, what the parser makes of them."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.exports import ALL_EXPORTS
from pipelines.simulate import Layout, simulate
from tests.simulate.reading import export_files, exported_at, parsed

SMALL = {"estates": 2, "months": 4, "households_per_estate": 40}


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_arguments_write_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        simulate(tmp_path / name, **SMALL, mess=True)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_another_seed_writes_another_company(tmp_path: Path) -> None:
    simulate(tmp_path / "one", **SMALL, seed=1)
    simulate(tmp_path / "two", **SMALL, seed=2)
    one, two = _bytes(tmp_path / "one"), _bytes(tmp_path / "two")
    same = [name for name in one if one[name] == two.get(name)]
    # what posts may take off a price is the same everywhere
    assert sum(not name.startswith(("折扣权限", "discount_authority")) for name in same) <= 2


def test_one_more_estate_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    simulate(tmp_path / "two", estates=2, months=3, households_per_estate=30)
    simulate(tmp_path / "three", estates=3, months=3, households_per_estate=30)
    three = _bytes(tmp_path / "three")
    monthly = {n: b for n, b in _bytes(tmp_path / "two").items() if "花园" in n or "苑" in n}
    assert monthly
    assert all(three[name] == content for name, content in monthly.items())


def test_every_clean_file_loads_without_a_finding(tmp_path: Path) -> None:
    # five estates, so that every desk habit (title, total, GBK, BOM ...) meets every export
    simulate(tmp_path, estates=5, months=2, households_per_estate=30)
    seen = set()
    for path in export_files(tmp_path):
        file = parsed(path)
        assert not file.notes, (path.name, file.notes)
        for table in file.tables:
            assert not table.refused, (path.name, table.refused[:3])
            assert not table.missing_fields
            seen.add(table.export.name)
    assert seen == {export.name for export in ALL_EXPORTS}


def test_every_file_of_a_register_says_something_that_no_earlier_one_said(tmp_path: Path) -> None:
    # An incident whose form is never filed stays open in every later round.
    simulate(tmp_path, estates=2, months=9, households_per_estate=500)
    told: set[tuple[object, ...]] = set()
    rounds = 0
    for path in sorted(export_files(tmp_path), key=exported_at):
        for table in parsed(path).tables:
            if table.export.name == "incidents":
                rows = set(table.accepted.drop("source_row").iter_rows())
                assert rows - told, path.name
                told |= rows
                rounds += 1
    assert rounds > 3


def test_workbooks_and_csv_files_of_several_encodings_are_mixed(tmp_path: Path) -> None:
    simulate(tmp_path, estates=5, months=1, households_per_estate=20)
    texts = [path.read_bytes() for path in tmp_path.glob("*.csv")]
    assert list(tmp_path.glob("*.xlsx"))
    assert any(text.startswith(b"\xef\xbb\xbf") for text in texts)
    assert any("投诉编号".encode("gbk") in text for text in texts)
    assert any(text.startswith(b"bill_id") for text in texts)


def test_a_ticket_still_open_at_a_months_end_comes_again_with_its_later_stamps(
    tmp_path: Path,
) -> None:
    simulate(tmp_path, estates=1, months=6, households_per_estate=200)
    first_seen: dict[str, bool] = {}
    closed_later = 0
    for path in sorted(export_files(tmp_path), key=exported_at):
        for table in parsed(path).tables:
            if table.export.name != "complaints":
                continue
            for row in table.accepted.iter_rows(named=True):
                is_open = row["resolved_at"] is None and row["withdrawn_at"] is None
                closed_later += first_seen.get(row["complaint_id"], False) and not is_open
                first_seen[row["complaint_id"]] = is_open
    assert closed_later > 0


@pytest.mark.parametrize("layout", [Layout.ONE, Layout.YEARLY])
def test_bulk_layouts_write_one_file_per_export_and_span(tmp_path: Path, layout: Layout) -> None:
    simulate(tmp_path, estates=2, months=14, households_per_estate=15, layout=layout)
    spans = 1 if layout is Layout.ONE else 2
    assert len(list(tmp_path.glob("fee_bills_*.csv"))) == spans
    rows = sum(
        table.accepted.height
        for path in tmp_path.glob("fee_payments_*.csv")
        for table in parsed(path).tables
    )
    whole = tmp_path / "again"
    report = simulate(whole, estates=2, months=14, households_per_estate=15)
    assert rows == report.rows["fee_payments"]


@pytest.mark.parametrize(
    ("months", "households", "end"),
    [(1, 1, date(2026, 10, 31)), (1, 5, date(2026, 2, 1)), (3, 8, date(2024, 2, 29))],
)
def test_tiny_companies_and_odd_ends_load_too(
    tmp_path: Path, months: int, households: int, end: date
) -> None:
    simulate(tmp_path, estates=1, months=months, households_per_estate=households, end=end)
    for path in export_files(tmp_path):
        assert not any(table.refused for table in parsed(path).tables), path.name


def test_a_size_below_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="estates must be at least 1"):
        simulate(tmp_path, estates=0)


def test_a_folder_with_another_company_is_refused(tmp_path: Path) -> None:
    simulate(tmp_path, estates=1, months=1, households_per_estate=5)
    simulate(tmp_path, estates=1, months=1, households_per_estate=5)
    with pytest.raises(FileExistsError, match="other seed"):
        simulate(tmp_path, estates=1, months=1, households_per_estate=5, seed=7)
