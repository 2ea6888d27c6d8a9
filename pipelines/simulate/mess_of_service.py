"""Faults in the registers around promises and surveys: calls, incidents, contacts, notices,
surveys, who was invited and what they answered.

Belongs here: which fault goes into which of these files and what must become of it. Does not
belong here: how a table is changed and written (`faulty_table`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from pipelines.simulate.company import EstateBooks
from pipelines.simulate.faulty_table import FaultyTable, Outcome
from pipelines.simulate.plan import Plan
from pipelines.simulate.table_to_spoil import table_to_spoil, tomorrow

UNKNOWN_TICKET = "TS999999999999"
UNKNOWN_SURVEY = "DC0001"
LONG_AGO = "2019-01-01 08:00:00"
_REFUSE = Outcome.QUARANTINED


def _calls(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "calls", "来电登记", 35, "csv")
    table.plant("rings in words", {"ring_count": "三声"}, _REFUSE, "E215")
    table.plant("half a ring", {"ring_count": "2.5"}, _REFUSE, "E215")
    table.plant("call in the future", {"called_at": tomorrow(plan)}, _REFUSE, "E210")
    table.repeat("the same call twice", {}, Outcome.IGNORED)
    return table


def _incidents(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "incidents", "突发事件处理表", 36, "xlsx")
    table.skip_until("controlled_at")
    table.plant("controlled before the report", {"controlled_at": LONG_AGO}, _REFUSE, "E209")
    return table


def _contacts(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "contacts", "联系记录", 37, "csv")
    table.plant("ticket of no register", {"ticket_id": UNKNOWN_TICKET}, Outcome.NOTED, "N311")
    table.plant("unknown method", {"contact_method": "托人带话"}, _REFUSE, "E202")
    return table


def _notices(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "notices", "公告", 38, "xlsx")
    table.skip_until("first_raised_at")
    table.plant("posted before it was raised", {"posted_at": LONG_AGO}, _REFUSE, "E209")
    return table


def _surveys(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "surveys", "满意度调查", 39, "csv")
    table.plant("ended before it began", {"ended_on": LONG_AGO[:10]}, _REFUSE, "E209")
    return table


def _invites(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "survey_invites", "调查对象", 41, "csv")
    table.plant("unknown disposition", {"disposition": "搬走了"}, _REFUSE, "E202")
    table.skip_until("answered_at")
    started = books.registers["surveys"].rows["started_on"].max()
    early = f"{started - timedelta(days=9)} 10:00" if started else ""  # type: ignore[operator]
    table.plant("answered before the survey began", {"answered_at": early}, Outcome.ACCEPTED)
    return table


def _answers(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "survey_answers", "调查答卷", 42, "xlsx")
    table.plant("unknown grade", {"satisfaction_grade": "还行"}, _REFUSE, "E202")
    table.plant("unknown service", {"service_area": "食堂"}, _REFUSE, "E202")
    table.plant("answer to no survey", {"survey_id": UNKNOWN_SURVEY}, Outcome.NOTED, "N312")
    for _ in range(4):
        other = "很不满意" if table.next_cell("satisfaction_grade") != "很不满意" else "满意"
        again = {"satisfaction_grade": other}
        table.repeat("second sheet of a household, graded otherwise", again, _REFUSE, "E211")
    return table


SERVICE_TABLES: tuple[Callable[[Plan, EstateBooks], FaultyTable], ...] = (
    _calls,
    _incidents,
    _contacts,
    _notices,
    _surveys,
    _invites,
    _answers,
)
