"""Signing a month as the accountant does it: from an inbox of files, by the command line."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.exports import EXPORTS_BY_NAME
from tests.company_home import wuye
from tests.sales.march_2015 import Rows, march_2015

EXPORTED_AT = "20150402T0900"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked month, built and published as of 2 April 2015 by `wuye build`."""
    root = tmp_path_factory.mktemp("signing")
    write_inbox(root / "inbox", known_on(march_2015(), datetime(2015, 4, 2, 9)))
    built = wuye("build", home=root)
    assert built.returncode == 0, built.stderr
    return root


def known_on(rows: Rows, moment: datetime) -> Rows:
    """The rows without what had not happened yet."""
    return {
        name: [
            {field: value for field, value in row.items() if _has_happened(field, value, moment)}
            for row in given
        ]
        for name, given in rows.items()
        if given
    }


def _has_happened(field: str, value: Any, moment: datetime) -> bool:
    if field == "month" or not isinstance(value, date):
        return value is not None
    return (value if isinstance(value, datetime) else datetime(*value.timetuple()[:3])) <= moment


def write_inbox(folder: Path, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    folder.mkdir(parents=True)
    for name, given in rows.items():
        columns = EXPORTS_BY_NAME[name].columns
        path = folder / f"{name}_{EXPORTED_AT}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([column.header for column in columns])
            writer.writerows([_cell(row.get(column.field)) for column in columns] for row in given)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def sign(home: Path, month: str, stage: str, *more: str) -> Any:
    command = ("sign-off", "--month", month, "--stage", stage, "--by", "会计", "--json", *more)
    return wuye(*command, home=home)


def test_a_month_is_signed_shown_withdrawn_and_a_changed_file_stops_the_build(home: Path) -> None:
    """One test, because each step needs the one before and a build takes its time."""
    refused = sign(home, "2015-04", "computed")
    assert refused.returncode == 2
    assert "in progress" in json.loads(refused.stdout)["reason"]
    assert sign(home, "2015-03", "audited").returncode == 2

    signed = sign(home, "2015-03", "computed")
    assert signed.returncode == 0, signed.stderr
    entry = json.loads(signed.stdout)["signed"]
    assert (entry["first_month"], entry["by"]) == ("2015-01-01", "会计")
    assert sign(home, "2015-03", "audited").returncode == 0
    assert sign(home, "2015-03", "audited", "--withdraw").returncode == 2
    taken_back = sign(home, "2015-03", "audited", "--withdraw", "--reason", "请假条有误")
    assert taken_back.returncode == 0

    again = wuye("build", home=home)
    assert again.returncode == 0, again.stderr
    assert "nothing new" not in again.stderr
    rows = wuye("query", "select * from sales_sign_offs", "--with-pay", "--json", home=home)
    stages = [(row["month"], row["stage"]) for row in json.loads(rows.stdout)]
    assert stages == [(f"2015-0{month}-01", "computed") for month in (1, 2, 3)]

    kept = home / "sign_offs" / entry["statements"]["name"]
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes()[:-1])
    stopped = wuye("build", "--json", home=home)
    assert stopped.returncode == 5
    failed = json.loads(stopped.stdout)["failed"]
    assert [check["check_name"] for check in failed] == ["signed_statements_are_untouched"]
    assert sign(home, "2015-03", "audited").returncode == 5


def test_why_leads_from_a_statement_to_the_cells_of_the_files(home: Path) -> None:
    told = wuye("why", "--statement", "X", "--month", "2015-03", home=home)
    assert told.returncode == 0, told.stderr
    for word in ("C8.W5", "X-JAN", "sales_deductions", "sales_contracts"):
        assert (word in told.stdout) == (word != "sales_deductions")
    assert "成交价 E4" in told.stdout

    document = json.loads(
        wuye("why", "--statement", "X", "--month", "2015-03", "--json", home=home).stdout
    )
    first = document["lines"][0]
    assert (first["line_kind"], first["amount"]) == ("base_pay", "1600.00")
    (row,) = first["because"]["depends_on"][0]["rows"]
    assert (row["file"], row["row"]) == (f"staff_{EXPORTED_AT}.csv", 2)
    assert {"field": "base_pay", "header": "底薪", "cell": "K2"} in row["cells"]


def test_why_says_when_there_is_no_such_statement(home: Path) -> None:
    assert wuye("why", "--statement", "X", "--month", "2014-03", home=home).returncode == 2
    assert wuye("why", "--statement", "X", home=home).returncode == 2
    assert wuye("why", home=home).returncode == 2
