"""Every fault that `planted.json` lists is in its file and is judged as it says."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.intake.held import reason_to_hold
from pipelines.parsing.parsed import FileRefused, ParsedFile
from pipelines.simulate import simulate
from tests.simulate.reading import export_files, parsed

# Found only when a row is compared with other files, which parsing one file cannot do.
FOUND_BY_INTAKE = {"E301", "E302", "N303", "N311", "N312"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("mess")
    report = simulate(out, estates=1, months=6, households_per_estate=150, mess=True)
    assert report.planted == out / "planted.json"
    return out


@pytest.fixture(scope="module")
def planted(folder: Path) -> list[dict[str, Any]]:
    return json.loads((folder / "planted.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def files(folder: Path, planted: list[dict[str, Any]]) -> dict[str, ParsedFile | str]:
    """Each faulty file as parsed, or the code with which it is refused."""
    read: dict[str, ParsedFile | str] = {}
    for name in sorted({entry["file"] for entry in planted}):
        try:
            read[name] = parsed(folder / name)
        except FileRefused as refused:
            read[name] = refused.finding.code
    return read


def _entries(planted: list[dict[str, Any]], *outcomes: str) -> list[dict[str, Any]]:
    return [entry for entry in planted if entry["outcome"] in outcomes]


def _refused(file: ParsedFile) -> dict[int, set[str]]:
    return {
        row.row: {finding.code for finding in row.findings}
        for table in file.tables
        for row in table.refused
    }


def test_every_kind_of_outcome_is_planted(planted: list[dict[str, Any]]) -> None:
    outcomes = {entry["outcome"] for entry in planted}
    assert outcomes == {
        "quarantined", "ignored", "accepted", "noted", "rejected", "duplicate", "held",
    }  # fmt: skip
    assert len(planted) > 50


def test_quarantined_rows_are_refused_with_their_code(
    planted: list[dict[str, Any]], files: dict[str, Any]
) -> None:
    for entry in _entries(planted, "quarantined"):
        if entry["code"] in FOUND_BY_INTAKE:
            continue
        codes = _refused(files[entry["file"]]).get(entry["row"], set())
        assert entry["code"] in codes, entry


def test_every_register_around_promises_and_surveys_has_a_fault(
    planted: list[dict[str, Any]],
) -> None:
    assert {entry["export"] for entry in planted} >= {
        "calls", "incidents", "contacts", "notices", "surveys", "survey_invites",
        "survey_answers", "visits",
    }  # fmt: skip
    accepted = {entry["fault"] for entry in _entries(planted, "accepted")}
    assert accepted >= {"graded but not reached", "answered before the survey began"}


def test_the_sheets_of_the_sales_office_have_faults_too(planted: list[dict[str, Any]]) -> None:
    assert {entry["export"] for entry in planted} >= {
        "sales_contracts", "sales_credits", "sales_receipts", "discount_approvals",
        "sales_targets", "discount_authority", "sales_deductions",
    }  # fmt: skip
    (share,) = (e for e in planted if e["fault"] == "share without its percent sign")
    assert (share["written"], share["code"]) == ("70", "E216")


def test_no_row_is_refused_that_was_not_planted(
    planted: list[dict[str, Any]], files: dict[str, Any]
) -> None:
    listed = {(e["file"], e["row"]) for e in _entries(planted, "quarantined", "held")}
    for name, file in files.items():
        if isinstance(file, ParsedFile):
            assert {(name, row) for row in _refused(file)} <= listed


def test_faulty_cells_hold_what_the_list_says(
    planted: list[dict[str, Any]], files: dict[str, Any]
) -> None:
    for entry in _entries(planted, "quarantined"):
        if entry["code"] in FOUND_BY_INTAKE or entry["written"] is None:
            continue
        rows = [r for t in files[entry["file"]].tables for r in t.refused if r.row == entry["row"]]
        assert entry["written"] in rows[0].cells, entry


def test_ignored_rows_are_ignored(planted: list[dict[str, Any]], files: dict[str, Any]) -> None:
    for entry in _entries(planted, "ignored"):
        ignored = {row.row for table in files[entry["file"]].tables for row in table.ignored}
        assert entry["row"] in ignored


def test_accepted_rows_are_accepted(planted: list[dict[str, Any]], files: dict[str, Any]) -> None:
    for entry in _entries(planted, "accepted"):
        tables = files[entry["file"]].tables
        assert tables
        if entry["row"] is not None:
            assert entry["row"] in set(tables[0].accepted["source_row"]), entry


def test_notes_are_made(planted: list[dict[str, Any]], files: dict[str, Any]) -> None:
    for entry in _entries(planted, "noted"):
        if entry["code"] not in FOUND_BY_INTAKE:
            assert entry["code"] in {note.code for note in files[entry["file"]].notes}, entry


def test_unusable_files_are_refused_with_their_code(
    planted: list[dict[str, Any]], files: dict[str, Any]
) -> None:
    rejected = _entries(planted, "rejected")
    assert {entry["code"] for entry in rejected} >= {"E101", "E102", "E104", "E105", "E108"}
    for entry in rejected:
        assert files[entry["file"]] == entry["code"]


def test_the_held_file_has_too_many_refused_rows(
    planted: list[dict[str, Any]], files: dict[str, Any]
) -> None:
    held = {entry["file"] for entry in _entries(planted, "held")}
    assert len(held) == 1
    name = held.pop()
    assert reason_to_hold(name, files[name].tables) is not None
    others = [n for n, f in files.items() if isinstance(f, ParsedFile) and n != name]
    assert all(reason_to_hold(other, files[other].tables) is None for other in others)


def test_the_file_handed_in_again_has_the_bytes_of_another(
    planted: list[dict[str, Any]], folder: Path
) -> None:
    (again,) = _entries(planted, "duplicate")
    content = (folder / again["file"]).read_bytes()
    same = [p.name for p in export_files(folder) if p.read_bytes() == content]
    assert len(same) == 2


def test_accepted_spellings_keep_their_value(files: dict[str, Any], folder: Path) -> None:
    payments = next(f for n, f in files.items() if n.startswith("缴费_") and "重发" not in n)
    register = {
        row["payment_id"]: row["received_amount"]
        for path in export_files(folder)
        if path.name.startswith(("fee_payments", "缴费_")) and path.name not in files
        for table in parsed(path).tables
        for row in table.accepted.iter_rows(named=True)
    }
    for row in payments.tables[0].accepted.iter_rows(named=True):
        assert row["received_amount"] == register[row["payment_id"]]
