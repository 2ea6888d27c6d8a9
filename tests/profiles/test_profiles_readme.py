"""The README of the profiles shows a profile that loads, and names every key there is."""

import re

import pytest

from pipelines.profiles import rule_reading
from pipelines.profiles.loading import read_profile
from pipelines.profiles.vocabulary import Is
from pipelines.settings import PROFILES
from tests.profiles.foreign_sheets import rows_of, sheet

README = (PROFILES / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)[1]  # type: ignore[index]


def test_the_example_loads_and_maps_what_its_comments_say():
    profile = read_profile(EXAMPLE, "README.md")
    headers = [
        "Receipt No",
        "Unit",
        "Paid on",
        "Total",
        "Cash",
        "Card",
        "Late fee",
        "Item",
        "Order",
    ]
    headers += ["Method", "Block", "Door", "status_cd"]
    paid = (
        "R1",
        "101",
        "31/01/2026",
        "110",
        "60",
        "50",
        "-10",
        "cold water",
        "O1",
        "by card",
        "1",
        "2",
        "0",
    )
    refund = (
        "R2",
        "101",
        "01/02/2026",
        "-110",
        "-60",
        "-50",
        "10",
        "cold water",
        "O1",
        "",
        "1",
        "2",
        "0",
    )
    (table,) = profile.map(sheet(headers, paid, refund), project_hint=None)
    first, second = rows_of(table)
    assert first == {
        "payment_id": "R1",
        "project_name": "翠湖花园",
        "room_name": "1-2-101",
        "fee_item": "水费",
        "paid_at": "31/01/2026",
        "received_amount": "100.00",
        "late_fee_amount": "10.00",
        "payment_method": "card",
        "payment_kind": "缴费",
        "refunded_payment_id": None,
        "source_row": 2,
    }
    assert (second["received_amount"], second["payment_kind"]) == ("-100.00", "退费")
    assert second["refunded_payment_id"] == "R1"


@pytest.mark.parametrize("key", [*rule_reading._SOURCES, *rule_reading._CHANGES, *Is])
def test_every_key_of_the_vocabulary_is_in_the_readme(key: str):
    assert key in README
