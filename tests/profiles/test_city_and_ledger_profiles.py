"""The two cities' 311 requests and the plain receivables ledger map as declared."""

from tests.profiles.foreign_layouts import LEDGER, NYC311, SF311
from tests.profiles.foreign_sheets import ignored_of, mapped, rows_of, sheet


def test_san_francisco_requests_become_complaints_under_an_empty_first_header():
    case = {
        "CaseID": "3600298",
        "Opened": "04/30/2014 02:51:52 PM",
        "Closed": "05/01/2014 01:00:00 AM",
        "Status": "Closed",
        "Status.Notes": "Case Resolved",
        "Responsible.Agency": "PUC - Sewer - G",
        "Category": "Sewer Issues",
        "Request.Type": "Odor",
        "Request.Details": "From_other_location",
        "Source": "Voice In",
    }
    complaints = mapped(sheet(SF311, case))["complaints"]
    assert rows_of(complaints) == [
        {
            "complaint_id": "3600298",
            "project_name": "San Francisco 311",
            "channel": "来电",
            "complaint_class": "一般",
            "content": "Sewer Issues / Odor / From_other_location",
            "received_at": "04/30/2014 02:51:52 PM",
            "responsible_department": "PUC - Sewer - G",
            "resolved_at": "05/01/2014 01:00:00 AM",
            "resolution": "Case Resolved",
            "source_row": 2,
        }
    ]
    assert complaints.formats == {
        "received_at": ["%m/%d/%Y %I:%M:%S %p"],
        "resolved_at": ["%m/%d/%Y %I:%M:%S %p"],
    }
    assert complaints.origin["complaint_id"] == 1


def test_san_francisco_channel_that_is_not_listed_is_left_for_the_contract_to_refuse():
    rows = rows_of(mapped(sheet(SF311, {"Source": "Mail In"}, {"Source": "Pigeon"}))["complaints"])
    assert [row["channel"] for row in rows] == ["书面", "Pigeon"]


def test_open_new_york_request_has_no_end():
    row = {
        "unique_key": "69513421",
        "created_date": "2026-06-28T03:05:20.000",
        "agency": "DSNY",
        "complaint_type": "Graffiti",
    }
    assert rows_of(mapped(sheet(NYC311, row))["complaints"]) == [
        {
            "complaint_id": "69513421",
            "project_name": "New York 311",
            "channel": "其他",
            "complaint_class": "一般",
            "content": "Graffiti",
            "received_at": "2026-06-28T03:05:20.000",
            "responsible_department": "DSNY",
            "resolved_at": None,
            "source_row": 2,
        }
    ]


def test_ledger_gives_a_bill_and_the_payment_that_settles_it():
    settled = (
        "391",
        "0379-NEVHP",
        "4/6/2013",
        "611365",
        "1/2/2013",
        "2/1/2013",
        "55.94",
        "No",
        "1/15/2013",
        "Paper",
        "13",
        "0",
    )
    owed = (
        "391",
        "0379-NEVHP",
        "4/6/2013",
        "611366",
        "1/2/2013",
        "2/1/2013",
        "10",
        "No",
        "",
        "Paper",
        "",
        "",
    )
    tables = mapped(sheet(LEDGER, settled, owed), folder=None)
    assert rows_of(tables["fee_bills"])[0] == {
        "bill_id": "611365",
        "project_name": "Receivables",
        "room_name": "0379-NEVHP",
        "fee_item": "其他",
        "service_from": "1/2/2013",
        "service_to": "1/2/2013",
        "receivable_amount": "55.94",
        "due_on": "2/1/2013",
        "billed_on": "1/2/2013",
        "bill_status": "有效",
        "source_row": 2,
    }
    assert rows_of(tables["fee_payments"]) == [
        {
            "payment_id": "611365/settled",
            "bill_id": "611365",
            "project_name": "Receivables",
            "room_name": "0379-NEVHP",
            "fee_item": "其他",
            "paid_at": "1/15/2013",
            "received_amount": "55.94",
            "payment_kind": "缴费",
            "source_row": 2,
        }
    ]
    assert tables["fee_payments"].formats == {"paid_at": ["%m/%d/%Y"]}
    assert ignored_of(tables["fee_payments"]) == [(3, "not_settled")]
