"""The command line as people and scripts use it, on a really built home."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from tests.company_home import CompanyHome, wuye


def test_the_same_files_again_change_nothing_and_it_says_so(company_home: CompanyHome) -> None:
    before = (company_home.root / "published" / "CURRENT").read_text()
    again = wuye("build", home=company_home.root)
    assert again.returncode == 0, again.stderr
    assert "nothing new" in again.stderr
    assert (company_home.root / "published" / "CURRENT").read_text() == before


def test_query_answers_as_table_csv_and_json(company_home: CompanyHome) -> None:
    statement = "select count(*) as bills from fct_fee_bills"
    assert "bills" in wuye("query", statement, home=company_home.root).stdout
    as_csv = wuye("query", statement, "--format", "csv", home=company_home.root).stdout.split()
    as_json = json.loads(wuye("query", statement, "--json", home=company_home.root).stdout)
    assert as_csv == ["bills", str(as_json[0]["bills"])]
    assert as_json[0]["bills"] > 0


def test_query_refuses_to_write(company_home: CompanyHome) -> None:
    refused = wuye("query", "create table x as select 1", home=company_home.root)
    assert refused.returncode == 2
    assert "read-only" in refused.stderr


def test_names_and_pay_are_only_in_their_own_files(company_home: CompanyHome) -> None:
    names = "select count(*) as n from personal.marts.household_people"
    assert wuye("query", names, home=company_home.root).returncode == 2
    shown = wuye("query", names, "--with-personal", "--json", home=company_home.root)
    assert json.loads(shown.stdout)[0]["n"] > 0
    pay = "select count(*) as n from staff_base_pay"
    assert wuye("query", pay, home=company_home.root).returncode == 2
    shown = wuye("query", pay, "--with-pay", "--json", home=company_home.root)
    assert json.loads(shown.stdout)[0]["n"] > 0


def test_no_personal_column_is_in_the_main_file(company_home: CompanyHome) -> None:
    listed = wuye(
        "query",
        "select distinct column_name from information_schema.columns where table_schema = 'marts'",
        "--json",
        home=company_home.root,
    )
    columns = {row["column_name"] for row in json.loads(listed.stdout)}
    private = {"occupant_name", "phone", "staff_name", "complainant_name", "content", "comment"}
    assert columns & (private | {"base_pay", "base_pay_amount"}) == set()


def test_status_tells_rows_and_fen_of_every_export(company_home: CompanyHome) -> None:
    manifest = json.loads(wuye("status", "--json", home=company_home.root).stdout)
    for export, totals in manifest["exports"].items():
        parts = ("rows_accepted", "rows_quarantined", "rows_ignored")
        assert totals["rows_in"] == sum(totals[part] for part in parts), export
        for column, fen in totals["amounts_fen"].items():
            assert fen["in"] == fen["accepted"] + fen["quarantined"] + fen["ignored"], column
    assert manifest["checks"]["failed"] == manifest["checks"]["errored"] == 0


def test_why_answers_for_a_received_file_and_for_one_never_seen(company_home: CompanyHome) -> None:
    name = next(p.name for p in sorted(company_home.exports.glob("*.csv")))
    known = wuye("why", name, home=company_home.root)
    assert known.returncode == 0, known.stderr
    assert name in known.stdout
    assert wuye("why", "没有.csv", home=company_home.root).returncode == 2


def test_explain_gives_definition_and_lineage_down_to_the_export(company_home: CompanyHome) -> None:
    told = wuye("explain", "fee_collection_rate", "--json", home=company_home.root)
    explained = json.loads(told.stdout)
    assert "raw.fee_bills" in explained["made_from"]
    assert explained["definition_zh"]
    assert explained["definition_en"]
    assert wuye("explain", "收费大概率", home=company_home.root).returncode == 2


def test_doctor_finds_a_built_home_healthy(company_home: CompanyHome) -> None:
    findings = {
        finding["check"]: finding["healthy"]
        for finding in json.loads(wuye("doctor", "--json", home=company_home.root).stdout)
    }
    assert findings["published"]
    assert findings["inbox"]
    assert findings["leftovers"]


def test_an_empty_home_has_nothing_to_show_and_nothing_to_build(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    assert wuye("status", home=tmp_path).returncode == 3
    assert wuye("build", home=tmp_path).returncode == 3
    assert wuye("serve", home=tmp_path).returncode == 3
    assert not (tmp_path / "published").exists()


def test_only_unusable_files_leave_with_3_and_name_each(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "page.csv").write_text("<!doctype html><html><body>login</body></html>")
    (inbox / "empty.csv").write_text("")
    (inbox / "plain.csv").write_text("a,b\n" + "1,2\n" * 10)
    built = wuye("build", home=tmp_path)
    assert built.returncode == 3, built.stderr
    for name in ("page.csv", "empty.csv", "plain.csv"):
        assert name in built.stderr
        assert wuye("why", name, home=tmp_path).returncode == 0
    assert not (tmp_path / "published").exists()


def test_an_unknown_folder_is_a_usage_error(tmp_path: Path) -> None:
    assert wuye("build", "--inbox", str(tmp_path / "none"), home=tmp_path).returncode == 2


def test_a_past_moment_can_be_built_and_left_again(
    company_home: CompanyHome, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(company_home.root, home)
    newest = (home / "published" / "CURRENT").read_text().strip()
    past = wuye("build", "--as-of", "2026-09-15", "--json", home=home)
    assert past.returncode == 0, past.stderr
    told = json.loads(past.stdout)
    assert told["as_of"].startswith("2026-09-15")
    later = wuye(
        "query",
        "select count(*) as n from fct_tickets where received_at > timestamp '2026-09-15'",
        "--json",
        home=home,
    )
    assert json.loads(later.stdout) == [{"n": 0}]
    back = wuye("rollback", newest, "--json", home=home)
    assert json.loads(back.stdout) == {"current": newest, "was": told["published"]}


def test_a_bad_cell_is_quarantined_mended_and_closed(
    company_home: CompanyHome, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    inbox = home / "inbox"
    inbox.mkdir(parents=True)
    header = "账单编号,项目,房号,费用项,服务期起,服务期止,应收金额,应缴日期"
    good = "B1,翠湖花园,1-1-101,物业费,2026-01-01,2026-01-31,250.60,2026-01-15"
    bad = "B2,翠湖花园,1-1-102,物业费,2026-01-01,2026-01-31,二百五,2026-01-15"
    (inbox / "fee_bills_20260201T0900.csv").write_text(
        "\n".join([header, good, bad]) + "\n", "utf-8"
    )
    assert wuye("build", home=home).returncode == 0
    (line,) = json.loads(wuye("query", "from quarantined_rows", "--json", home=home).stdout)
    assert (line["file"], line["row"], line["cell"]) == ("fee_bills_20260201T0900.csv", 3, "G3")
    assert line["found"] == "二百五"

    workbook = next((home / "quarantine").glob("*_更正.xlsx"))
    import openpyxl

    book = openpyxl.load_workbook(workbook)
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "二百五"]
    assert cells
    cells[0].value = 250.60
    book.save(inbox / workbook.name)
    mended = wuye("build", home=home)
    assert mended.returncode == 0, mended.stderr
    assert json.loads(wuye("query", "from quarantined_rows", "--json", home=home).stdout) == []
    total = wuye(
        "query", "select sum(receivable_amount) as n from fct_fee_bills", "--json", home=home
    )
    assert json.loads(total.stdout) == [{"n": "501.20"}]


def test_templates_are_written_one_per_export(tmp_path: Path) -> None:
    from pipelines.exports import ALL_EXPORTS

    done = wuye("templates", "--out", str(tmp_path / "templates"), "--json")
    assert done.returncode == 0, done.stderr
    written = json.loads(done.stdout)["written"]
    assert len(written) == len(ALL_EXPORTS) + 1, "one per export, and the company settings"


def test_map_proposes_a_profile_and_says_what_it_could_not_decide(tmp_path: Path) -> None:
    foreign = tmp_path / "ledger.csv"
    pl.DataFrame(
        {
            "invoice_no": [f"INV-{n}" for n in range(20)],
            "estate": ["Lakeside"] * 20,
            "unit": [f"1-{n}" for n in range(20)],
            "amount_receivable": ["250.60"] * 20,
            "due_date": ["2026-01-15"] * 20,
        }
    ).write_csv(foreign)
    proposed = wuye("map", str(foreign), "--json")
    assert proposed.returncode == 0, proposed.stderr
    proposal = json.loads(proposed.stdout)
    assert "fee_bills" in proposal["yaml_text"]
    assert proposal["undecided"]


@pytest.mark.parametrize(
    "command", ["build", "query", "status", "why", "pack", "report", "simulate", "map"]
)
def test_every_command_explains_itself(command: str) -> None:
    helped = wuye(command, "--help")
    assert helped.returncode == 0
    assert "--" in helped.stdout
