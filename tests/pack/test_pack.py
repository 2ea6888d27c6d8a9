"""The Friday pack: the same figures as the published rows, in three forms, two languages."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import openpyxl
import pytest
from pypdf import PdfReader

from tests.company_home import CompanyHome, wuye

WEEK = "2026-W43"  # Monday 19 to Sunday 25 October 2026; the simulated company ends on the 31st


@pytest.fixture(scope="module")
def monday(company_home: CompanyHome) -> date:
    """The Monday of the last week in which the simulated company missed a promise."""
    ((due_at,),) = published(
        company_home, "select max(due_at) from marts.fct_rule_results where verdict = 'missed'"
    )
    assert isinstance(due_at, datetime)
    return due_at.date() - timedelta(days=due_at.weekday())


@pytest.fixture(scope="module")
def pack(company_home: CompanyHome, monday: date, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("pack")
    week = f"{monday:%G-W%V}"
    done = wuye("pack", "--week", week, "--out", str(out), home=company_home.root)
    assert done.returncode == 0, done.stderr
    return out


def published(home: CompanyHome, statement: str) -> list[tuple[object, ...]]:
    snapshot = (home.root / "published" / "CURRENT").read_text().strip()
    main = home.root / "published" / snapshot / "main.duckdb"
    with duckdb.connect(str(main), read_only=True) as con:
        return con.execute(statement).fetchall()


def test_the_three_files_are_written(pack: Path) -> None:
    assert sorted(p.name for p in pack.iterdir()) == ["pack.html", "pack.pdf", "pack.xlsx"]


def test_the_workbook_lists_every_promise_missed_in_the_week(
    pack: Path, company_home: CompanyHome, monday: date
) -> None:
    sheet = openpyxl.load_workbook(pack / "pack.xlsx")["未兑现承诺"]
    listed = sorted((row[0], row[1]) for row in sheet.iter_rows(min_row=2, values_only=True))
    expected = published(
        company_home,
        "select rule_id, subject_id from marts.fct_rule_results where verdict = 'missed'"
        f" and due_at >= date '{monday}' and due_at < date '{monday + timedelta(days=7)}'"
        " order by 1, 2",
    )
    assert expected
    assert listed == expected


def test_the_workbook_lists_every_open_ticket_with_its_source(
    pack: Path, company_home: CompanyHome
) -> None:
    sheet = openpyxl.load_workbook(pack / "pack.xlsx")["未办结"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    ((open_tickets,),) = published(
        company_home, "select count(*) from marts.fct_tickets where is_open"
    )
    assert len(rows) == open_tickets
    assert all(row[-3] and row[-1] for row in rows)


def test_the_headline_of_the_page_is_the_published_value(
    pack: Path, company_home: CompanyHome, monday: date
) -> None:
    ((numerator, denominator),) = published(
        company_home,
        "select cast(numerator as integer), cast(denominator as integer) from marts.kpi_values"
        " where kpi_id = 'complaint_dispatch_rate' and period_kind = 'month'"
        f" and period_start_on = date '{monday.replace(day=1)}'"
        " and project_name = 'all' and department = 'all'",
    )
    assert f"{numerator}/{denominator}" in (pack / "pack.html").read_text("utf-8")


def test_the_pdf_has_its_chinese_words_and_page_numbers(pack: Path) -> None:
    reader = PdfReader(pack / "pack.pdf")
    words = "".join(page.extract_text() for page in reader.pages)
    assert "周五例会资料" in words
    assert "收费率" in words
    assert f"1 / {len(reader.pages)}" in words


def test_the_page_asks_nothing_of_the_network(pack: Path) -> None:
    html = (pack / "pack.html").read_text("utf-8")
    assert re.findall(r"""(?:src|href)\s*=|url\(|@import|https?://""", html) == []


def test_the_pack_of_a_department_holds_only_its_tickets(
    company_home: CompanyHome, tmp_path: Path
) -> None:
    done = wuye(
        *("pack", "--week", WEEK, "--department", "工程部", "--lang", "en", "--out", str(tmp_path)),
        home=company_home.root,
    )
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(tmp_path / "pack.xlsx")
    departments = {row[3] for row in book["Still open"].iter_rows(min_row=2, values_only=True)}
    assert departments == {"工程部"}
    assert "Debtors" not in book.sheetnames
    assert "Friday meeting pack" in (tmp_path / "pack.html").read_text("utf-8")


def test_an_unknown_department_is_told_which_there_are(
    company_home: CompanyHome, tmp_path: Path
) -> None:
    refused = wuye(
        *("pack", "--week", WEEK, "--department", "无此部门", "--out", str(tmp_path / "x")),
        home=company_home.root,
    )
    assert refused.returncode == 2
    assert "工程部" in refused.stderr
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("week", ["2026-W54", "2026-43", "week 43"])
def test_a_week_that_is_none_is_a_usage_error(
    week: str, company_home: CompanyHome, tmp_path: Path
) -> None:
    refused = wuye("pack", "--week", week, "--out", str(tmp_path / "x"), home=company_home.root)
    assert refused.returncode == 2


def test_a_week_after_the_data_says_so(company_home: CompanyHome, tmp_path: Path) -> None:
    done = wuye("pack", "--week", "2027-W10", "--out", str(tmp_path), home=company_home.root)
    assert done.returncode == 0, done.stderr
    assert "这一周还没有数据" in (tmp_path / "pack.html").read_text("utf-8")


def test_a_value_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    from dashboards.pack.content import Pack
    from dashboards.pack.workbook import OPEN_FIELDS, write_workbook
    from dashboards.periods import Period
    from dashboards.text import load_words

    row = dict.fromkeys(OPEN_FIELDS) | {
        "ticket_id": "=1+1",
        "project_name": "@cmd|x",
        "open_minutes": 5.0,
    }
    pack = Pack(
        week=Period("week", date(2026, 10, 19)),
        department="all",
        as_of=datetime(2026, 10, 30),
        snapshot_id="s",
        manifest={"checks": {"passed": 1}},
        headlines=(),
        missed=(),
        still_open=(row,),
        open_ages=(),
        debtors=(),
        quarantined_count=0,
    )
    write_workbook(load_words("zh"), pack, tmp_path / "pack.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "pack.xlsx")["未办结"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("@cmd|x", "s")
