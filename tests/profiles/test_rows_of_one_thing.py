"""Rows that are one thing together: `one_row_per`, `earliest` and `latest`."""

from datetime import datetime
from pathlib import Path

import pytest

from pipelines.parsing.parse_file import parse_file
from pipelines.profiles.entries import ProfileError
from pipelines.profiles.loading import read_profile
from pipelines.profiles.profile import Profile
from tests.profiles.foreign_sheets import ignored_of, rows_of, sheet

EVENTS = """
name: events
title_zh: 事件表
title_en: Events
recognised_by: {headers: [Ticket, Event, At]}
targets:
  - export: complaints
    one_row_per:
      same: [Ticket]
      row: {Event: received}
      rule: other_event
    columns:
      complaint_id: Ticket
      project_name: {constant: 翠湖花园}
      channel: {constant: 其他}
      complaint_class: {constant: 一般}
      received_at: {earliest: At, in_rows: {Event: received}}
      resolved_at: {latest: At, in_rows: {Event: done}}
      handler_staff_id: {latest: At, in_rows: {Event: done}, take: Who}
      first_replied_at:
        earliest: At
        in_rows: {Event: replied}
        when_empty: {earliest: At, in_rows: {Event: done}}
"""
HEADERS = ("Ticket", "Event", "At", "Who")
DONE_FIRST = ("C1", "done", "2026-03-01 12:00:00", "S1")
RECEIVED = ("C1", "received", "2026-03-01 09:00:00", "S0")
DONE_AGAIN = ("C1", "done", "2026-03-02 12:00:00", "S2")
OTHER = ("C2", "received", "2026-03-05 09:00:00", "S0")


@pytest.fixture(scope="module")
def profile() -> Profile:
    return read_profile(EVENTS, "events.yml")


def test_the_rows_of_a_thing_become_one_and_the_others_are_counted(profile: Profile) -> None:
    (table,) = profile.map(
        sheet(HEADERS, DONE_FIRST, RECEIVED, OTHER, DONE_AGAIN), project_hint=None
    )
    first, second = rows_of(table)
    assert first["complaint_id"] == "C1"
    assert first["source_row"] == 3  # the row of the receipt stands for the complaint
    assert first["received_at"] == "2026-03-01 09:00:00"
    assert (first["resolved_at"], first["handler_staff_id"]) == ("2026-03-02 12:00:00", "S2")
    assert first["first_replied_at"] == "2026-03-01 12:00:00"  # nobody replied: the first done
    assert (second["complaint_id"], second["resolved_at"]) == ("C2", None)
    assert ignored_of(table) == [(2, "other_event"), (5, "other_event")]


def test_without_the_row_asked_for_the_first_one_stands_for_the_thing(profile: Profile) -> None:
    (table,) = profile.map(sheet(HEADERS, DONE_FIRST, DONE_AGAIN), project_hint=None)
    (row,) = rows_of(table)
    assert (row["source_row"], row["received_at"]) == (2, None)


def test_rows_without_a_key_are_not_taken_for_one_thing(profile: Profile) -> None:
    nameless = (None, *RECEIVED[1:])
    (table,) = profile.map(sheet(HEADERS, nameless, nameless), project_hint=None)
    assert table.texts.height == 2


def test_a_cell_that_is_no_time_is_handed_on_to_be_refused(profile: Profile) -> None:
    unreadable = ("C1", "done", "yesterday", "S3")
    for at in (DONE_FIRST, unreadable), (unreadable, DONE_FIRST):
        (table,) = profile.map(sheet(HEADERS, RECEIVED, *at), project_hint=None)
        assert rows_of(table)[0]["resolved_at"] == "yesterday"


def test_all_rows_of_a_thing_are_seen_however_the_file_is_read(
    tmp_path: Path, profile: Profile
) -> None:
    lines = [",".join(HEADERS), ",".join(RECEIVED)]
    lines += [f"F{n},received,2026-03-01 09:00:00,S0" for n in range(70_000)]
    path = tmp_path / "events.csv"
    path.write_text("\n".join([*lines, ",".join(DONE_FIRST)]), encoding="utf-8")
    parsed = parse_file(
        path, file_name=path.name, exported_at=datetime(2026, 4, 1), profiles=(profile,)
    )
    (table,) = parsed.tables
    assert table.accepted.height == 70_001
    assert table.accepted["resolved_at"][0] == datetime(2026, 3, 1, 12)
    assert [row.row for row in table.ignored] == [70_003]


def test_a_time_in_the_profiles_own_layout_is_compared_as_a_time() -> None:
    text = EVENTS.replace(
        "resolved_at: {latest: At,", 'resolved_at: {latest: At, dates: ["%d/%m/%Y"],'
    )
    rows = [("C1", "done", day, "S1") for day in ("09/02/2026", "01/03/2026", "28/02/2026")]
    (table,) = read_profile(text, "events.yml").map(sheet(HEADERS, *rows), project_hint=None)
    assert rows_of(table)[0]["resolved_at"] == "01/03/2026"


def test_earliest_needs_to_know_of_which_rows() -> None:
    start, end = EVENTS.index("    one_row_per"), EVENTS.index("    columns")
    with pytest.raises(ProfileError, match="of which rows"):
        read_profile(EVENTS[:start] + EVENTS[end:], "events.yml")


def test_the_rows_merged_need_a_name_to_be_counted_under() -> None:
    with pytest.raises(ProfileError, match="one_row_per: 'rule' is missing"):
        read_profile(EVENTS.replace("      rule: other_event\n", ""), "events.yml")
