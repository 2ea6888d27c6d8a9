"""Pay statements on paper: the same figures in PDF, workbook and table, and what is not final says
so."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import weasyprint
from pypdf import PdfReader

from dashboards.annual.tables import Table
from dashboards.queries.scope import EVERYONE
from dashboards.statements.__main__ import main
from dashboards.statements.content import Month, NoStatements, NotComputed, read_published
from dashboards.statements.html import render_html, statements_pdf
from dashboards.statements.person import Statement, make_statement
from dashboards.statements.workbook import statements_workbook
from dashboards.text import LANGUAGES, Words, load_words
from tests.statements.small_month import MARCH, SNAPSHOT, write_home

ROOT = Path(__file__).parents[2]
ZH = load_words("zh")
READER = replace(EVERYONE, sees_pay=True)
WITH_NAMES = replace(READER, sees_personal=True)
NET = {"X": "13,517.20", "Y": "−10,960.20", "Z": "2,625.60", "M": "4,100.39"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("statements")
    write_home(root)
    return root


@pytest.fixture(scope="module")
def march(home: Path) -> Month:
    return read_published(home, READER, MARCH)


@pytest.fixture(scope="module")
def pages(march: Month) -> dict[str, list[str]]:
    """The text of every page of the month's PDF, by language."""
    return {
        language: _pdf_texts(statements_pdf(words, _statements(words, march)))
        for language in LANGUAGES
        for words in [load_words(language)]
    }


def _statements(words: Words, month: Month) -> list[Statement]:
    return [make_statement(words, month, row) for row in month.printed]


def _of(month: Month, staff_id: str, words: Words = ZH) -> Statement:
    return next(s for s in _statements(words, month) if s.staff_id == staff_id)


def _table(statement: Statement, key: str) -> Table:
    return next(table for table in statement.tables if table.key == key)


def _cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _pdf_texts(pdf: bytes) -> list[str]:
    return [_squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def _changed(tmp_path: Path, change: str, stage: str | None = None) -> Month:
    write_home(tmp_path, stage, change)
    return read_published(tmp_path, READER, MARCH)


def test_everybody_has_the_net_amount_of_the_worked_example(march: Month) -> None:
    assert {
        s.staff_id: _table(s, "settlement").rows[0][1].text for s in _statements(ZH, march)
    } == NET


def test_the_lines_of_a_statement_add_up_to_its_net_amount(march: Month) -> None:
    for statement in _statements(ZH, march):
        *lines, total = _table(statement, "lines").rows
        assert sum((row[5].value for row in lines), Decimal(0)) == total[5].value
        assert total[5].text == NET[statement.staff_id]


def test_a_line_of_commission_is_written_out_down_to_the_contract(march: Month) -> None:
    x = _of(march, "X")
    arithmetic = [row[4] for row in _cells(_table(x, "lines"))]
    assert "(3,087.00 + 2,400.00) × 50% = 2,743.50" in arithmetic
    earned = [row[4] for row in _cells(_table(x, "earned"))]
    assert "1,470,000.00 × 0.21% = 3,087.00" in earned
    assert "16,000.00 × 5% = 800.00" in earned
    attained = _cells(_table(x, "attainment"))[0]
    assert attained[3:6] == [
        "122.80%", "0.21%", "1,500,000.00 + 1,584,000.00 + 1,200,000.00 × 50%"
    ]  # fmt: skip


def test_what_was_earned_is_released_held_or_lost(march: Month) -> None:
    compared = 0
    for statement in _statements(ZH, march):
        for table in statement.tables:
            if table.key == "progress":
                for row in table.rows:
                    assert row[1].value == sum(cell.value for cell in row[2:7])
                    compared += 1
    assert compared == 6


def test_the_manager_sees_which_releases_the_override_is_taken_on(march: Month) -> None:
    table = _table(_of(march, "M"), "override")
    assert table.rows[-1][4].text == "12,002.60"
    assert len(table.rows) == 8
    assert "12,002.60 × 15% = 1,800.39" in [r[4] for r in _cells(_table(_of(march, "M"), "lines"))]


def test_an_override_on_another_base_shows_no_list_that_does_not_add_up(tmp_path: Path) -> None:
    month = _changed(
        tmp_path,
        "update marts.fct_sales_statement_lines set base_amount = 13082.60"
        " where line_kind = 'override'",
    )
    assert "override" not in [table.key for table in _of(month, "M").tables]


def test_a_performance_that_lines_do_not_explain_is_not_written_out(tmp_path: Path) -> None:
    month = _changed(
        tmp_path,
        "update marts.sales_attainment set performance_amount = performance_amount + 1",
    )
    assert _cells(_table(_of(month, "X"), "attainment"))[0][5] == ZH("missing.blank")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_and_workbook_hold_every_figure_of_the_statements(
    march: Month, pages: dict[str, list[str]], language: str
) -> None:
    words, pdf = load_words(language), "".join(pages[language])
    made = _statements(words, march)
    book = openpyxl.load_workbook(io.BytesIO(statements_workbook(words, march, made)))
    for statement in made:
        written = list(_values(book[statement.staff_id]))
        for table in statement.tables:
            for row in table.rows:
                assert [t for cell in row if (t := _squeezed(cell.text)) not in pdf] == []
                values = [c.value for c in row if c.value is not None]
                assert [v for v in values if not _in_sheet(v, written)] == [], table.key


def _values(sheet: Any) -> Iterator[Any]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                yield cell.value


def _in_sheet(value: Any, written: list[Any]) -> bool:
    if isinstance(value, Decimal):
        return any(
            isinstance(found, int | float) and Decimal(str(found)) == value for found in written
        )
    return value in written


def test_under_every_total_excel_adds_up_for_itself(march: Month) -> None:
    content = statements_workbook(ZH, march, _statements(ZH, march))
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    cached = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    checked = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert cell.value.startswith("=ROUND(SUM(")
                    assert cached[sheet.title][cell.coordinate].value == 0
                    _add_up(sheet, cell.value)
                    checked += 1
    assert checked > 20


def _add_up(sheet: Any, formula: str) -> None:
    """What Excel will find: the sum of the range less the total is nothing."""
    top, bottom, total = re.findall(r"[A-Z]+[0-9]+", formula)
    added = sum(Decimal(str(c.value or 0)) for (c,) in sheet[f"{top}:{bottom}"])
    assert added == Decimal(str(sheet[total].value))


def _first_pages(texts: list[str]) -> list[str]:
    """The pages that are numbered 1 / n."""
    return [text for text in texts if re.search(r"1/[2-9]$", text)]


def test_every_person_s_pages_are_counted_by_themselves(
    march: Month, pages: dict[str, list[str]]
) -> None:
    assert len(_first_pages(pages["zh"])) == len(march.printed) < len(pages["zh"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_on_a_statement_is_wider_than_its_page(march: Month, language: str) -> None:
    words = load_words(language)
    for statement in _statements(words, march):
        for page in weasyprint.HTML(string=render_html(words, statement)).render().pages:
            box = page._page_box
            right = box.margin_left + box.width + 0.5
            for part in box.descendants():
                if part.element_tag in ("table", "td", "th"):
                    assert part.position_x + part.border_width() <= right, part


def test_signatures_stand_on_the_page_of_the_amount_that_is_paid(
    march: Month, pages: dict[str, list[str]]
) -> None:
    firsts = _first_pages(pages["zh"])
    for statement, first in zip(_statements(ZH, march), firsts, strict=True):
        assert all(_squeezed(signature.role) in first for signature in statement.signatures)
        assert NET[statement.staff_id] in first


@pytest.mark.parametrize(
    ("stage", "change", "key"),
    [
        (None, "", "statements.not_signed"),
        ("computed", "", "statements.not_approved"),
        ("audited", "", "statements.not_approved"),
        ("approved", "update marts.fct_sales_statements set is_complete = false",
         "statements.month_open"),
    ],
)  # fmt: skip
def test_what_is_not_final_is_marked_on_every_page(
    tmp_path: Path, stage: str | None, change: str, key: str
) -> None:
    write_home(tmp_path, stage, change)
    month = read_published(tmp_path, READER, MARCH, "X")
    (statement,) = _statements(ZH, month)
    said = ZH(key, as_of="2015-04-10 09:00")
    assert statement.flags == (said,)
    assert all(_squeezed(said) in text for text in _pdf_texts(statements_pdf(ZH, [statement])))


def test_an_approved_statement_carries_no_mark_and_says_who_signed(tmp_path: Path) -> None:
    write_home(tmp_path, "approved")
    named = _of(read_published(tmp_path, WITH_NAMES, MARCH), "X")
    unnamed = _of(read_published(tmp_path, READER, MARCH), "X")
    assert named.flags == ()
    assert not named.provisional
    assert [s.recorded for s in named.signatures if s.recorded] == [
        ZH("statements.recorded_by", at="2015-04-08 10:00", name="李经理")
    ]
    assert all("李经理" not in s.recorded for s in unnamed.signatures)


def test_a_forfeited_amount_carries_its_legal_flag(tmp_path: Path) -> None:
    month = _changed(
        tmp_path,
        "update marts.fct_sales_statements set forfeited_amount = 2625.60, payable_amount = 0"
        " where staff_id = 'Z'",
    )
    statement = _of(month, "Z")
    assert ZH("statements.forfeited_legal") in statement.flags
    assert _cells(_table(statement, "settlement"))[-1] == [ZH("statements.forfeited"), "2,625.60"]
    assert all(ZH("statements.forfeited_legal") not in _of(month, s).flags for s in "XY")


def test_an_adjustment_says_its_month_and_its_cause(tmp_path: Path) -> None:
    month = _changed(
        tmp_path,
        "insert into marts.fct_sales_statement_lines by name select * replace (11 as line_no,"
        " 'adjustments' as statement_column, 'adjustment' as line_kind, -200.00 as amount,"
        " date '2015-02-01' as origin_month, '首个开单改为他人' as cause_zh, 'other' as cause_en)"
        " from marts.fct_sales_statement_lines where line_kind = 'first_deal'",
    )
    item = next(row[2] for row in _cells(_table(_of(month, "X"), "lines")) if row[5] == "−200.00")
    assert "首个开单改为他人" in item
    assert "2015年2月" in item


def test_findings_and_clauses_are_those_of_the_person(march: Month) -> None:
    x, y = _of(march, "X"), _of(march, "Y")
    assert "findings" not in [table.key for table in x.tables]
    assert len(_table(y, "findings").rows) == 1
    named = [row[0].text for row in y.appendix[0].tables[0].rows]
    assert named == ["C1", "C2", "C3", "C4", "C5", "C6", "C10", "C13"]


def test_names_are_only_for_who_may_see_them(home: Path, march: Month, tmp_path: Path) -> None:
    assert "员工X" not in render_html(ZH, _of(march, "X"))
    assert "员工X" in render_html(ZH, _of(read_published(home, WITH_NAMES, MARCH), "X"))
    directory = write_home(tmp_path)
    (directory / "personal.duckdb").unlink()
    assert read_published(tmp_path, READER, MARCH).names is None


def test_without_the_right_to_pay_nothing_is_read(home: Path) -> None:
    with pytest.raises(PermissionError):
        read_published(home, EVERYONE, MARCH)


def test_one_person_s_statement_is_the_same_as_in_the_whole_month(home: Path, march: Month) -> None:
    alone = read_published(home, READER, MARCH, "M")
    (statement,) = _statements(ZH, alone)
    assert statement == _of(march, "M")


def test_a_staff_id_that_no_sheet_can_be_called_gets_a_sheet(tmp_path: Path) -> None:
    month = _changed(tmp_path, "update marts.fct_sales_statements set staff_id = '汇总'"
                     " where staff_id = 'Y'; update marts.fct_sales_statements"
                     " set staff_id = '=1/[甲]' where staff_id = 'Z'")  # fmt: skip
    made = _statements(ZH, month)
    names = openpyxl.load_workbook(io.BytesIO(statements_workbook(ZH, month, made))).sheetnames
    assert len(names) == len(set(names)) == len(made) + 3
    assert {"汇总", "汇总_2", "=1__甲_"} <= set(names)


def test_the_same_month_gives_the_same_bytes(home: Path, tmp_path: Path) -> None:
    written = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        environment = os.environ | {"WUYE_HOME": str(home), "PYTHONHASHSEED": seed}
        for document in ("statements", "payroll"):
            command = [sys.executable, "-m", "dashboards.statements", document]
            command += ["--month", "2015-03", "--out", str(out), "--with-names"]
            subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        written.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert sorted(written[0]) == [
        "payroll-2015-03.csv", "payroll-2015-03.xlsx", "statements-2015-03.pdf",
        "statements-2015-03.xlsx",
    ]  # fmt: skip
    assert written[0] == written[1]


@pytest.mark.parametrize("document", ["statements", "payroll"])
@pytest.mark.parametrize(("month", "said"), [("2015-04", "2015-03"), ("2015-13", "2015-03")])
def test_a_month_that_there_is_not_is_refused_with_what_there_is(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], document: str, month: str, said: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("WUYE_HOME", str(home))
    assert main([document, "--month", month, "--out", str(tmp_path / "x")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_a_person_without_a_statement_is_refused_with_who_has_one(home: Path) -> None:
    with pytest.raises(NoStatements) as refused:
        read_published(home, READER, MARCH, "W")
    assert refused.value.known == ("X", "Y", "Z", "M")


def test_before_anything_is_published_the_program_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WUYE_HOME", str(tmp_path))
    assert main(["payroll", "--month", "2015-03", "--out", str(tmp_path / "x")]) == 3


def test_a_snapshot_from_before_there_were_statements_is_told_apart(tmp_path: Path) -> None:
    write_home(tmp_path, change="drop table marts.fct_sales_statements")
    with pytest.raises(NotComputed):
        read_published(tmp_path, READER, MARCH)
    assert (tmp_path / "published" / SNAPSHOT).is_dir()


def test_paying_before_the_signatures_is_warned_of_loudly(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def warned(where: Path) -> str:
        monkeypatch.setenv("WUYE_HOME", str(where))
        assert main(["payroll", "--month", "2015-03", "--out", str(tmp_path / "out")]) == 0
        return capsys.readouterr().err

    assert "NOT SIGNED OFF" in warned(home)
    write_home(tmp_path, "approved")
    assert warned(tmp_path) == ""
