"""One run of intake over real files: what is loaded, what is remembered, what is said."""

from __future__ import annotations

import os
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from pipelines.intake import ledger
from pipelines.intake.records import Status
from pipelines.intake.take_inbox import take_inbox
from pipelines.parsing.parse_file import parse_file
from pipelines.parsing.parsed import ParsedFile
from pipelines.settings import Home
from tests.intake.files import (
    END_OF_TIME,
    PAYMENT_HEADERS,
    dated,
    lake_rows,
    payment,
    payment_ids,
    save_as_workbook,
    write_payments,
    write_projects,
    write_text,
)


def test_a_missing_inbox_is_an_empty_one(home: Home) -> None:
    report = take_inbox(home, home.root / "nowhere")
    assert not report.inbox_exists
    assert report.files_seen == 0
    assert not report.any_usable
    assert report.lines == ()


def test_an_empty_inbox_gives_no_lines(home: Home) -> None:
    report = take_inbox(home, home.inbox)
    assert report.inbox_exists
    assert (report.files_seen, report.any_usable, report.any_held) == (0, False, False)


def test_good_rows_are_loaded_and_refused_ones_quarantined_to_the_fen(home: Home) -> None:
    rows = [payment("P1", "10.01"), payment("P2", "1x"), payment("P1", "10.01")]
    write_payments(home.inbox, "pay_20260405T0900.csv", rows)
    (line,) = take_inbox(home, home.inbox).lines
    assert line.export == "fee_payments"
    assert (line.rows_in, line.rows_accepted, line.rows_quarantined, line.rows_ignored) == (
        3,
        1,
        1,
        1,
    )
    assert line.yuan_in == line.yuan_accepted + line.yuan_quarantined + line.yuan_ignored
    assert payment_ids(home) == ["P1"]


def test_every_stored_row_says_where_it_came_from(home: Home) -> None:
    write_payments(home.inbox, "pay_20260405T0900.csv", [payment("P1")])
    take_inbox(home, home.inbox)
    (row,) = lake_rows(home, "fee_payments").to_dicts()
    assert row["source_file"] == "pay_20260405T0900.csv"
    assert row["source_sheet"] == ""
    assert row["source_row"] == 2
    assert row["exported_at"] == row["file_received_at"] == datetime(2026, 4, 5, 9)
    assert "fee_item" in row["missing_columns"].split(",")
    assert row["batch_id"] == ledger.known_batches(home, END_OF_TIME)[0].batch_id


def test_inbox_files_are_left_where_they_lie_and_not_read_again(home: Home) -> None:
    path = write_payments(home.inbox, "pay_20260405.csv", [payment("P1")])
    take_inbox(home, home.inbox)
    again = take_inbox(home, home.inbox)
    assert path.exists()
    assert (again.files_new, again.files_unchanged, again.files_duplicate) == (0, 1, 0)
    assert again.lines == ()
    assert again.any_usable


def test_the_same_bytes_under_another_name_change_nothing_and_the_answer_says_so(
    home: Home,
) -> None:
    path = write_payments(home.inbox, "pay_20260405.csv", [payment("P1")])
    take_inbox(home, home.inbox)
    (home.inbox / "copy_20260501.csv").write_bytes(path.read_bytes())
    (line,) = take_inbox(home, home.inbox).lines
    assert line.status is Status.DUPLICATE
    assert line.rows_in == 0
    assert "pay_20260405.csv" in line.message_zh
    assert "pay_20260405.csv" in line.message_en
    assert payment_ids(home) == ["P1"]
    statuses = ledger.intake_files_frame(home, END_OF_TIME).select("file", "status").rows()
    assert ("copy_20260501.csv", "duplicate") in statuses


def test_the_same_bytes_again_do_not_undo_a_newer_export(home: Home) -> None:
    old = write_payments(home.inbox, "pay.csv", [payment("P1", "1.00")])
    dated(old, datetime(2026, 4, 5))
    take_inbox(home, home.inbox)
    first_bytes = old.read_bytes()
    dated(write_payments(home.inbox, "pay.csv", [payment("P1", "2.00")]), datetime(2026, 4, 6))
    take_inbox(home, home.inbox)
    old.write_bytes(first_bytes)
    dated(old, datetime(2026, 4, 7))
    report = take_inbox(home, home.inbox)
    assert report.files_duplicate == 1
    newest = lake_rows(home, "fee_payments").sort("exported_at").row(-1, named=True)
    assert str(newest["received_amount"]) == "2.00"


def test_a_touched_file_is_a_redelivery_and_changes_nothing(home: Home) -> None:
    path = dated(write_payments(home.inbox, "p.csv", [payment("P1")]), datetime(2026, 4, 5))
    take_inbox(home, home.inbox)
    dated(path, datetime(2026, 4, 6))
    report = take_inbox(home, home.inbox)
    assert (report.files_new, report.files_duplicate) == (0, 1)
    assert payment_ids(home) == ["P1"]


def test_a_changed_mode_is_no_redelivery(home: Home) -> None:
    path = write_payments(home.inbox, "pay_20260405.csv", [payment("P1")])
    take_inbox(home, home.inbox)
    path.chmod(0o640)
    report = take_inbox(home, home.inbox)
    assert (report.files_unchanged, report.files_duplicate) == (1, 0)


def test_other_bytes_with_the_old_size_and_time_are_noticed(home: Home) -> None:
    path = write_payments(home.inbox, "pay.csv", [payment("P1")])
    before = path.stat()
    take_inbox(home, home.inbox)
    write_payments(home.inbox, "pay.csv", [payment("P2")])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert take_inbox(home, home.inbox).files_new == 1
    assert payment_ids(home) == ["P1", "P2"]


def test_a_workbook_saved_again_is_a_duplicate_by_content(home: Home) -> None:
    path = write_payments(home.inbox, "pay_20260405.csv", [payment("P1"), payment("P2", "x")])
    take_inbox(home, home.inbox)
    save_as_workbook(path.read_text("utf-8"), home.inbox / "pay_20260406.xlsx")
    (line,) = take_inbox(home, home.inbox).lines
    assert line.status is Status.DUPLICATE
    assert (line.rows_in, line.rows_ignored, line.rows_accepted) == (2, 2, 0)
    assert payment_ids(home) == ["P1"]
    assert ledger.quarantine_findings_frame(home, END_OF_TIME)["row_key"].n_unique() == 1


def test_the_report_counts_rows_of_an_unknown_project_as_quarantined(home: Home) -> None:
    write_projects(home.inbox, "projects_20260401.csv", ["翠湖花园"])
    rows = [payment("P1", "1.00"), payment("P2", "7.50", project="金桂苑")]
    write_payments(home.inbox, "pay_20260405.csv", rows)
    line = take_inbox(home, home.inbox).lines[-1]
    assert (line.rows_in, line.rows_accepted, line.rows_quarantined) == (2, 1, 1)
    assert [str(y) for y in (line.yuan_accepted, line.yuan_quarantined)] == ["1.00", "7.50"]
    assert "7.50" in line.message_zh
    assert "7.50" in line.message_en


def test_two_empty_exports_are_no_copies_of_each_other(home: Home) -> None:
    write_text(home.inbox / "a_20260405.csv", PAYMENT_HEADERS + "\n")
    write_text(home.inbox / "b_20260405.csv", PAYMENT_HEADERS + "\r\n")
    statuses = {line.status for line in take_inbox(home, home.inbox).lines}
    assert statuses == {Status.ACCEPTED}


def test_a_long_file_that_differs_in_the_middle_is_no_duplicate(home: Home) -> None:
    rows = [payment(f"P{n:04d}") for n in range(500)]
    write_payments(home.inbox, "pay_20260405.csv", rows)
    rows[250] = payment("Q0250")
    write_payments(home.inbox, "pay_20260406.csv", rows)
    write_text(home.inbox / "pay_20260407.csv", "\r\n".join([PAYMENT_HEADERS, *rows]))
    statuses = [line.status for line in take_inbox(home, home.inbox).lines]
    assert statuses == [Status.ACCEPTED, Status.ACCEPTED, Status.DUPLICATE]


def test_a_file_saved_over_itself_is_newer_than_its_first_version(home: Home) -> None:
    write_payments(home.inbox, "pay_20260405.csv", [payment("P1", "1.00")])
    take_inbox(home, home.inbox)
    write_payments(home.inbox, "pay_20260405.csv", [payment("P1", "2.00")])
    take_inbox(home, home.inbox)
    rows = lake_rows(home, "fee_payments").sort("exported_at", "file_received_at")
    assert rows["exported_at"].n_unique() == 1
    assert [str(a) for a in rows["received_amount"]] == ["1.00", "2.00"]


def test_a_file_that_is_no_export_is_rejected_and_does_not_stop_the_others(home: Home) -> None:
    write_text(home.inbox / "a_20260401.csv", "hello")
    (home.inbox / "b.xlsx").write_bytes(b"PK\x03\x04 not a zip")
    (home.inbox / "c.csv").write_bytes(b"")
    write_payments(home.inbox, "pay_20260405.csv", [payment("P1")])
    report = take_inbox(home, home.inbox)
    assert (report.files_new, report.files_rejected, report.bugs) == (4, 3, 0)
    assert report.any_usable
    assert payment_ids(home) == ["P1"]
    rejected = [line for line in report.lines if line.status is Status.REJECTED]
    assert all(line.message_zh and line.message_en for line in rejected)
    listed = ledger.intake_files_frame(home, datetime(2026, 4, 5, 23, 59, 59))
    assert listed.filter(listed["status"] == "rejected").height == 3


def test_an_inbox_of_refused_files_has_nothing_usable_also_the_second_time(home: Home) -> None:
    write_text(home.inbox / "a_20260401.csv", "hello")
    assert not take_inbox(home, home.inbox).any_usable
    assert not take_inbox(home, home.inbox).any_usable


def read_with_a_bug(path: Path, *, file_name: str, **about: object) -> ParsedFile:
    if file_name.startswith("bad"):
        raise ZeroDivisionError("seeded")
    return parse_file(path, file_name=file_name, **about)  # type: ignore[arg-type]


def test_an_unexpected_error_rejects_its_file_only_and_is_counted(home: Home) -> None:
    write_payments(home.inbox, "bad_20260404.csv", [payment("P0")])
    write_payments(home.inbox, "pay_20260405.csv", [payment("P1")])
    report = take_inbox(home, home.inbox, read=read_with_a_bug)
    assert report.bugs == 1
    assert payment_ids(home) == ["P1"]
    (line,) = [line for line in report.lines if line.is_bug]
    assert "E900" in line.message_zh
    assert "ZeroDivisionError" in line.message_en
    mended = take_inbox(home, home.inbox)
    assert mended.bugs == 0
    assert payment_ids(home) == ["P0", "P1"]


def test_a_full_disk_stops_the_run_and_the_file_is_taken_next_time(home: Home) -> None:
    def disk_is_full(*_: object, **__: object) -> ParsedFile:
        raise OSError(28, "No space left on device")

    write_payments(home.inbox, "pay_20260405.csv", [payment("P1")])
    with pytest.raises(OSError, match="No space left"):
        take_inbox(home, home.inbox, read=disk_is_full)
    take_inbox(home, home.inbox)
    assert payment_ids(home) == ["P1"]


def test_one_workbook_may_hold_several_exports(home: Home) -> None:
    path = home.inbox / "all_20260405.xlsx"
    book = _workbook({
        "项目": "项目,城市\n翠湖花园,郑州",
        "缴费": f"{PAYMENT_HEADERS}\n{payment('P1')}",
        "缴费2": f"{PAYMENT_HEADERS}\n{payment('P2')}",
    })  # fmt: skip
    book.save(path)
    lines = take_inbox(home, home.inbox).lines
    assert {line.export: line.rows_accepted for line in lines} == {"projects": 1, "fee_payments": 2}
    assert lake_rows(home, "fee_payments")["source_sheet"].to_list() == ["缴费", "缴费2"]


def _workbook(sheets: dict[str, str]):  # type: ignore[no-untyped-def]
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, text in sheets.items():
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append([cell or None for cell in line.split(",")])
    return book


def test_the_first_subfolder_names_the_project_of_a_file_without_one(home: Home) -> None:
    headers = PAYMENT_HEADERS.replace("项目,", "")
    row = payment("P1").replace("翠湖花园,", "")
    write_text(home.inbox / "金桂苑" / "四月" / "pay_20260405.csv", f"{headers}\n{row}\n")
    take_inbox(home, home.inbox)
    assert lake_rows(home, "fee_payments")["project_name"].to_list() == ["金桂苑"]


def test_files_are_taken_by_export_time_and_progress_is_told(home: Home) -> None:
    write_payments(home.inbox, "a_20260407.csv", [payment("P3")])
    write_payments(home.inbox, "b_20260405.csv", [payment("P1")])
    write_projects(home.inbox, "c_20260406.csv", ["翠湖花园"])
    told: list[tuple[str, int, int]] = []
    report = take_inbox(
        home, home.inbox, progress=lambda name, done, total: told.append((name, done, total))
    )
    order = ["b_20260405.csv", "c_20260406.csv", "a_20260407.csv"]
    assert [line.file for line in report.lines] == order
    assert told == [(order[0], 0, 3), (order[1], 1, 3), (order[2], 2, 3), (order[2], 3, 3)]


def test_files_that_an_interrupted_run_left_are_taken_by_the_next(home: Home) -> None:
    path = write_payments(home.inbox, "pay_20260405.csv", [payment("P1")])
    with pytest.raises(KeyboardInterrupt):
        take_inbox(home, home.inbox, read=partial(_interrupt))
    path.unlink()
    take_inbox(home, home.inbox)
    assert payment_ids(home) == ["P1"]


def _interrupt(*_: object, **__: object) -> ParsedFile:
    raise KeyboardInterrupt
