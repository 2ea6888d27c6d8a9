"""Small exports as a clerk would hand them in, for the tests of intake."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
import polars as pl

from pipelines.intake import ledger
from pipelines.settings import Home

PAYMENT_HEADERS = "缴费编号,账单编号,项目,房号,缴费时间,实收金额,类型,原缴费编号"
END_OF_TIME = datetime(2099, 1, 1)


def payment(
    number: str,
    amount: str = "100.00",
    *,
    project: str = "翠湖花园",
    room: str = "1-1-101",
    paid_at: str = "2026-04-01 10:00:00",
    kind: str = "缴费",
    refunded: str = "",
) -> str:
    return f"{number},,{project},{room},{paid_at},{amount},{kind},{refunded}"


def write_payments(folder: Path, name: str, rows: Iterable[str]) -> Path:
    return write_text(folder / name, "\n".join([PAYMENT_HEADERS, *rows]) + "\n")


def write_projects(folder: Path, name: str, projects: Sequence[str]) -> Path:
    return write_text(folder / name, "\n".join(["项目,城市", *(f"{p},郑州" for p in projects)]))


def write_rooms(folder: Path, name: str, project: str, rooms: Sequence[str]) -> Path:
    return write_text(folder / name, "\n".join(["项目,房号", *(f"{project},{r}" for r in rooms)]))


def write_text(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def save_as_workbook(csv_text: str, path: Path) -> Path:
    """The same cells as text in a workbook, as a clerk's "save as" gives."""
    book = openpyxl.Workbook()
    for line in csv_text.splitlines():
        book.active.append([cell or None for cell in line.split(",")])
    book.save(path)
    return path


def dated(path: Path, moment: datetime) -> Path:
    """Set a file's modification time, given in China time."""
    seconds = (moment - datetime(1970, 1, 1)).total_seconds() - 8 * 3600
    os.utime(path, (seconds, seconds))
    return path


def lake_rows(home: Home, export: str, as_of: datetime = END_OF_TIME) -> pl.DataFrame:
    """Every accepted row of an export, in order of arrival."""
    paths = [b.lake_path for b in ledger.known_batches(home, as_of) if b.export == export]
    return pl.concat([pl.read_parquet(p) for p in paths]) if paths else pl.DataFrame()


def payment_ids(home: Home, as_of: datetime = END_OF_TIME) -> list[str]:
    rows = lake_rows(home, "fee_payments", as_of)
    return sorted(rows["payment_id"].to_list()) if rows.width else []
