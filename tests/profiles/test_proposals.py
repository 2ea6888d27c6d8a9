"""A proposed profile decides what headers and values decide, and names what they do not."""

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from pipelines.parsing.parse_file import parse_file
from pipelines.parsing.parsed import FileRefused
from pipelines.profiles import ProfileError
from pipelines.profiles.evidence import date_order, gather
from pipelines.profiles.likeness import name_likeness
from pipelines.profiles.loading import read_profile
from pipelines.profiles.proposal import Proposal, propose

HEADERS = (
    "Ticket Number,Community,Unit,Caller,Source,Complaint Category,Date Opened,Date Closed,"
    "Assigned Department,Remarks"
)
ROWS = (
    "T-1,翠湖花园,1-1-101,A,Phone,一般,03/04/2026 08:00,13/04/2026 10:00,客服,x",
    "T-2,翠湖花园,1-1-102,B,walk-in,urgent,05/04/2026 09:30,,工程,y",
    "T-3,翠湖花园,1-1-103,C,App,一般,06/04/2026 10:15,07/04/2026 11:00,客服,z",
    "T-4,翠湖花园,1-1-104,D,App,noise,08/04/2026 11:45,09/04/2026 12:00,客服,w",
)


def written(tmp_path: Path, *lines: str, name: str = "Helpdesk Export.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def proposed(tmp_path: Path) -> Proposal:
    return propose(written(tmp_path, HEADERS, *ROWS))


def test_export_and_columns_are_found_by_header_and_values(tmp_path: Path):
    proposal = proposed(tmp_path)
    assert proposal.export == "complaints"
    assert proposal.header_row == 1
    assert proposal.known_as is None
    assert {field: header for field, header, _ in proposal.columns} == {
        "complaint_id": "Ticket Number",
        "project_name": "Community",
        "room_name": "Unit",
        "complainant_name": "Caller",
        "channel": "Source",
        "complaint_class": "Complaint Category",
        "received_at": "Date Opened",
        "resolved_at": "Date Closed",
        "responsible_department": "Assigned Department",
    }


def test_order_of_day_and_month_is_decided_by_a_number_above_twelve_and_else_asked(tmp_path: Path):
    proposal = proposed(tmp_path)
    assert 'dates: ["%d/%m/%Y %H:%M"]' in proposal.yaml_text
    undecided = [en for _, en in proposal.undecided if "Date Opened" in en]
    assert undecided == [
        "“Date Opened” (such as 03/04/2026 08:00) does not tell day from month, no number is above "
        "12: choose %d/%m/%Y %H:%M or %m/%d/%Y %H:%M."
    ]


def test_unknown_codes_are_listed_with_their_rows(tmp_path: Path):
    about = [en for _, en in proposed(tmp_path).undecided if "“Source”" in en]
    assert about == [
        "“Source” has codes without a match (rows): App (2); give each one of "
        "来电、来访、书面、微信、缴费现场、其他."
    ]


def test_proposal_loads_and_reads_the_file_once_the_open_points_are_filled(tmp_path: Path):
    path = written(tmp_path, HEADERS, *ROWS)
    text = propose(path).yaml_text
    with pytest.raises(ProfileError, match=r"channel\.codes\.App: '' is no code of channel"):
        read_profile(text, "proposal.yml")
    filled = (
        text.replace('"App": ""', '"App": 其他')
        .replace('"noise": ""', '"noise": 一般')
        .replace('dates: ["?"]', 'dates: ["%d/%m/%Y %H:%M"]')
    )
    profile = read_profile(filled, "proposal.yml")
    parsed = parse_file(
        path, file_name=path.name, exported_at=datetime(2026, 5, 1), profiles=[profile]
    )
    (table,) = parsed.tables
    assert table.profile == "helpdesk_export"
    assert not table.refused
    assert table.accepted["received_at"].to_list()[0] == datetime(2026, 4, 3, 8)
    assert table.accepted["channel"].to_list() == ["来电", "来访", "其他", "其他"]


def test_required_column_without_a_header_is_left_open_and_named(tmp_path: Path):
    path = written(
        tmp_path,
        "Receipt,Unit,Payment Date,Amount Paid",
        "R1,1-1-101,2026-04-03,100.00",
        "R2,1-1-102,2026-04-04,90.50",
    )
    proposal = propose(path)
    assert proposal.export == "fee_payments"
    assert "project_name: {folder: true}" in proposal.yaml_text
    assert [en.split(":")[0] for _, en in proposal.undecided] == ["No column names the project"]
    assert read_profile(proposal.yaml_text, "p.yml").matches(
        ["Receipt", "Unit", "Payment Date", "Amount Paid"]
    )


def test_key_that_repeats_is_named(tmp_path: Path):
    rows = [f"R1,1-1-10{i},2026-04-03,100.00" for i in range(3)]
    path = written(tmp_path, "Receipt,Unit,Payment Date,Amount Paid", *rows)
    assert any("“Receipt” repeats in 2 rows" in en for _, en in propose(path).undecided)


def test_two_headers_that_are_alike_are_both_named(tmp_path: Path):
    path = written(
        tmp_path,
        "Receipt,Unit,Payment Date,Paid On,Amount Paid",
        "R1,1-1-101,2026-04-03,2026-04-04,100.00",
        "R2,1-1-102,2026-04-04,2026-04-05,90.50",
    )
    assert any(
        "paid_at is taken from “Payment Date”, but “Paid On” is nearly as likely" in en
        for _, en in propose(path).undecided
    )


def test_chinese_workbook_with_a_title_above_its_header_is_understood(tmp_path: Path):
    path = tmp_path / "物业收费明细.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("说明").write("A1", "导出说明")
        sheet = workbook.add_worksheet("明细")
        sheet.write("A1", "2026年4月收费明细")
        sheet.write_row(
            "A2",
            [
                "账单ID",
                "小区名称",
                "房间号",
                "收费项",
                "计费开始",
                "计费结束",
                "账单金额（元）",
                "缴费期限",
            ],
        )
        for i in range(3):
            sheet.write_row(
                2 + i,
                0,
                [
                    f"B{i}",
                    "翠湖花园",
                    f"1-1-{i}",
                    "物业服务费（住宅）",
                    "2026-04-01",
                    "2026-04-30",
                    120.5,
                    "2026-04-30",
                ],
            )
    proposal = propose(path)
    assert (proposal.export, proposal.sheet, proposal.header_row) == ("fee_bills", "明细", 2)
    assert {field for field, _, _ in proposal.columns} == {
        "bill_id",
        "project_name",
        "room_name",
        "fee_item",
        "service_from",
        "service_to",
        "receivable_amount",
        "due_on",
    }
    assert [en for _, en in proposal.undecided] == [
        "These codes of “收费项” were matched by likeness, please confirm: "
        "物业服务费（住宅） → 物业费 (3)."
    ]
    assert read_profile(proposal.yaml_text, "p.yml").name == "other_system"


def test_sheet_like_none_of_our_exports_is_said_to_be_so(tmp_path: Path):
    path = written(tmp_path, "Planet,Moons,Radius", "Mars,2,3390", "Earth,1,6371")
    assert "not much like any of our exports" in propose(path).undecided[0][1]


def test_layout_that_is_known_already_is_named(tmp_path: Path):
    header = "unique_key,created_date,closed_date,agency,complaint_type,descriptor"
    path = written(tmp_path, header, "1,2026-06-28T03:05:20.000,,DSNY,Graffiti,Graffiti")
    assert propose(path).known_as == "nyc311"


def test_file_that_is_no_table_is_refused(tmp_path: Path):
    with pytest.raises(FileRefused):
        propose(written(tmp_path, "<html><body>login</body></html>"))
    with pytest.raises(FileRefused):
        propose(written(tmp_path, "only one line of text"))


def test_dates_with_the_day_first_and_others_with_the_month_first_fit_no_format():
    order = date_order(gather(pl.Series(["13/01/2026", "01/13/2026"])))
    assert order.contradictory
    assert order.formats == ()


@pytest.mark.parametrize(
    ("values", "formats"),
    [
        (["1/13/2026"], ("%m/%d/%Y",)),
        (["13.1.26"], ("%d.%m.%y",)),
        (["04/30/2014 02:51:52 PM"], ("%m/%d/%Y %I:%M:%S %p",)),
        (["01-02-2026"], ("%d-%m-%Y", "%m-%d-%Y")),
        (["2026-04-03"], ()),
    ],
)
def test_format_is_read_off_the_values(values: list[str], formats: tuple[str, ...]):
    assert date_order(gather(pl.Series(values))).formats == formats


def test_english_names_are_alike_by_words_and_chinese_by_characters():
    assert name_likeness("InvoiceDate", "invoice date") == 1.0
    assert name_likeness("Closed", "close") == 1.0
    assert name_likeness("state", "estate") == 0.0
    assert name_likeness("缴费时间", "付款时间") == 0.5
