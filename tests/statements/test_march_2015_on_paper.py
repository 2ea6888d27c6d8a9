"""The worked month, built by the warehouse from export rows and printed: what an accountant who
doubts 13,517.20 finds on paper."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import duckdb
import pytest
from pypdf import PdfReader

from dashboards.queries.scope import EVERYONE
from dashboards.statements.content import Month, read_month
from dashboards.statements.html import statements_pdf
from dashboards.statements.payroll import payroll_table
from dashboards.statements.person import make_statement
from dashboards.text import LANGUAGES, load_words
from tests.sales.march_2015 import AS_OF, MARCH, march_2015
from tests.small_warehouse import build_small_warehouse

READER = replace(EVERYONE, sees_pay=True)
SELECTED = (
    "+fct_sales_statements",
    "+fct_commission_lines",
    "+fct_commission_releases",
    "+commission_positions",
    "+commission_held",
    "+sales_attainment",
    "+sales_gate_findings",
    "+sales_sign_offs",
    "+commission_clauses",
    "+commission_readings",
    "+commission_plan_terms",
    "+commission_tiers_in_force",
    "+fct_sales_contracts",
)


@pytest.fixture(scope="module")
def march(tmp_path_factory: pytest.TempPathFactory) -> Month:
    root = tmp_path_factory.mktemp("march_on_paper")
    path = build_small_warehouse(root, march_2015(), AS_OF, select=SELECTED)
    with (
        duckdb.connect(str(path)) as main,
        duckdb.connect(str(path.with_name("pay.duckdb"))) as pay,
    ):
        main.execute(
            "create table marts.build_info as select $1::timestamp as as_of,"
            " '' as snapshot_id, '' as software_version, $1::timestamp as data_to",
            [AS_OF],
        )
        return read_month(main, pay, READER, MARCH, "20150430T180000")


def _paper(march: Month, language: str, staff_id: str) -> str:
    words = load_words(language)
    row = next(row for row in march.printed if row["staff_id"] == staff_id)
    pdf = PdfReader(io.BytesIO(statements_pdf(words, [make_statement(words, march, row)])))
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pdf.pages))


@pytest.mark.parametrize("language", LANGUAGES)
def test_x_s_statement_holds_every_step_of_its_arithmetic(march: Month, language: str) -> None:
    paper = _paper(march, language, "X")

    for step in (
        "13,517.20",
        "1,500,000.00+1,584,000.00+1,200,000.00×50%",
        "122.80%",
        "1,470,000.00×0.21%=3,087.00",
        "30,000.00×8%=2,400.00",
        "(3,087.00+2,400.00)×50%=2,743.50",
        "1,568,000.00×0.21%=3,292.80",
        "3,292.80+800.00",
        "(1,234.80+960.00)×50%=1,097.40",
        "675,000.00×0.16%=1,080.00",
        "×15.00=120.00",
        "sales_contracts_20150430T180000.csv",
    ):
        assert step in paper, step


def test_the_others_are_paid_what_the_example_says(march: Month) -> None:
    y, z, m = (_paper(march, "zh", staff_id) for staff_id in "YZM")

    assert "−10,960.20" in y
    assert "1,274,000.00−1,261,000.00=13,000.00" in y
    assert "2,625.60" in z
    assert "12,002.60×15%=1,800.39" in m
    assert "4,100.39" in m


def test_no_code_of_the_data_is_left_without_words(march: Month) -> None:
    """Every line kind, reason and gate of a real build has its word in both languages."""
    for language in LANGUAGES:
        words = load_words(language)
        made = [make_statement(words, march, row) for row in march.printed]
        cells = [c.text for s in made for t in s.tables for row in t.rows for c in row]
        assert [text for text in cells if re.fullmatch(r"[a-z]+(_[a-z]+)+", text)] == []


def test_the_payroll_of_the_worked_month_adds_up(march: Month) -> None:
    table = payroll_table(load_words("zh"), march)
    titles = [column.title for column in table.columns]
    totals = dict(zip(titles, (cell.text for cell in table.rows[-1]), strict=True))

    assert totals["本月净额（税前）"] == "9,282.99"
    assert totals["应发"] == "20,243.19"
    assert totals["结转下月"] == "−10,960.20"
