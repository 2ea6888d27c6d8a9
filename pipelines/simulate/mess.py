"""The faults that real exports have, planted in files of their own beside the clean ones.

Belongs here: which fault goes into which file and what must become of it. Does not belong
here: how a table is changed and written (`faulty_table`), or the faults of the registers
around promises and surveys (`mess_of_service`) and of the sales office (`mess_of_sales`).
Every file re-delivers rows that the clean files already gave, so `truth.json` stays true
whatever the faults are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipelines.exports import EXPORTS_BY_NAME
from pipelines.simulate.company import EstateBooks
from pipelines.simulate.faulty_table import FaultyTable, Outcome, Planted, stamped
from pipelines.simulate.mess_of_sales import SALES_TABLES
from pipelines.simulate.mess_of_service import SERVICE_TABLES
from pipelines.simulate.plan import Plan
from pipelines.simulate.table_to_spoil import minutes_after, table_to_spoil, tomorrow
from pipelines.simulate.unusable_files import unusable_files

HELD_ROWS = 60
UNKNOWN_PROJECT = "不存在花园"
UNKNOWN_ROOM = "99-9-9999"
UNKNOWN_PAYMENT = "JF999999999999"
_FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


def plant_mess(plan: Plan, out: Path, books: EstateBooks, delivered: list[str]) -> list[Planted]:
    """Writes the faulty files for one estate into `out`; returns what was planted.

    `delivered` are the names of the clean files; one of them is handed in a second time.
    """
    tables = [build(plan, books) for build in (*_TABLES, *SERVICE_TABLES, *SALES_TABLES)]
    planted: list[Planted] = []
    for table in tables:
        table.write(out)
        planted += table.planted
    planted += _corrected_bills(plan, out, books)
    planted += unusable_files(
        plan, out, table_to_spoil(plan, books, "complaints", "投诉登记", 40, "xlsx")
    )
    planted.append(_handed_in_again(plan, out, delivered[0]))
    return planted


def as_document(planted: list[Planted]) -> list[dict[str, Any]]:
    """The document of `planted.json`."""
    return [asdict(entry) for entry in planted]


def _payments(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "fee_payments", "缴费", 5, "xlsx")
    refuse = Outcome.QUARANTINED
    table.plant("amount with stray letters", {"received_amount": "1.2万元x"}, refuse, "E203")
    table.plant("amount with three decimals", {"received_amount": "268.505"}, refuse, "E204")
    table.plant("a word instead of a time", {"paid_at": "上周三下午"}, refuse, "E205")
    table.plant("a day that does not exist", {"paid_at": "2026-02-30 10:00"}, refuse, "E205")
    table.plant("a date that can be read two ways", {"paid_at": "03/04/26"}, refuse, "E206")
    table.plant("unknown fee item", {"fee_item": "卫生费"}, refuse, "E202")
    table.plant("required room left empty", {"room_name": None}, refuse, "E201")
    table.plant("payment after the export", {"paid_at": tomorrow(plan)}, refuse, "E210")
    table.plant(
        "refund of an unknown payment",
        {"refunded_payment_id": UNKNOWN_PAYMENT, "payment_kind": "退费"},
        refuse,
        "E302",
    )
    plain = table.next_cell("received_amount")
    table.plant(
        "full-width digits", {"received_amount": plain.translate(_FULL_WIDTH)}, Outcome.ACCEPTED
    )
    plain = table.next_cell("received_amount")
    table.plant("currency sign and unit", {"received_amount": f"￥{plain}元"}, Outcome.ACCEPTED)
    plain = table.next_cell("received_amount")
    table.plant("amount in ten thousands", {"received_amount": _in_wan(plain)}, Outcome.ACCEPTED)
    table.hide("row hidden by a filter")
    table.repeat("the same row twice", {}, Outcome.IGNORED)
    table.repeat("the same key with another amount", {"received_amount": "1.00"}, refuse, "E211")
    return table


def _complaints(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "complaints", "投诉登记", 10, "csv")
    refuse = Outcome.QUARANTINED
    table.plant("unknown channel", {"channel": "抖音"}, refuse, "E202")
    table.plant("unknown project", {"project_name": UNKNOWN_PROJECT}, refuse, "E301")
    table.plant("received after the export", {"received_at": tomorrow(plan)}, refuse, "E210")
    table.plant("neither yes nor no", {"is_important": "大概"}, refuse, "E202")
    table.plant("required class left empty", {"complaint_class": None}, refuse, "E201")
    table.plant(
        "line break and comma in a text", {"content": "电梯异响，\n半夜, 多次"}, Outcome.ACCEPTED
    )
    table.skip_until("resolved_at")
    table.plant(
        "resolved before it was received", {"resolved_at": "2019-01-01 08:00:00"}, refuse, "E209"
    )
    full_width = table.next_cell("complaint_id").translate(_FULL_WIDTH)
    table.plant("full-width digits in a number", {"complaint_id": full_width}, Outcome.ACCEPTED)
    return table


def _bills(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "fee_bills", "账单", 15, "xlsx")
    refuse = Outcome.QUARANTINED
    total = sum(
        float(row[table.export.fields.index("receivable_amount")] or 0) for row in table.cells
    )
    table.plant("required amount written as --", {"receivable_amount": "--"}, refuse, "E201")
    table.plant("service ends before it starts", {"service_to": "2019-01-31"}, refuse, "E209")
    table.plant("a word instead of an amount", {"concession_amount": "免"}, refuse, "E203")
    table.plant("number in scientific notation", {"bill_id": "1.23457E+15"}, refuse, "E207")
    table.plant("unknown status", {"bill_status": "待定"}, refuse, "E202")
    table.total({"receivable_amount": f"{total + 1000:.2f}"}, "stated total differs from the rows")
    return table


def _visits(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "visits", "回访登记", 20, "csv")
    refuse = Outcome.QUARANTINED
    table.plant("unknown grade", {"satisfaction_grade": "还行"}, refuse, "E202")
    table.plant("visit in the future", {"visited_at": tomorrow(plan)}, refuse, "E210")
    table.plant("unknown visit type", {"visit_type": "闲聊"}, refuse, "E202")
    table.skip_until("was_reached", "否")
    table.plant("graded but not reached", {"satisfaction_grade": "满意"}, Outcome.ACCEPTED)
    return table


def _work_orders(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "work_orders", "服务工作单", 25, "xlsx")
    refuse = Outcome.QUARANTINED
    table.plant("room that is in no register", {"room_name": UNKNOWN_ROOM}, Outcome.NOTED, "N303")
    table.skip_until("completed_at")
    table.plant(
        "completed before it was opened", {"completed_at": "2019-01-01 08:00"}, refuse, "E209"
    )
    table.plant("unknown type", {"work_order_type": "其他"}, refuse, "E202")
    table.plant("minutes with a fraction", {"suspended_minutes": "12.5"}, refuse, "E215")
    table.plant("an error of a formula", {"charged_amount": "#N/A"}, refuse, "E208")
    return table


def _held_orders(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "work_orders", "服务工作单", 30, "csv", HELD_ROWS)
    for _ in range(len(table.cells) // 2):
        table.plant("a word instead of a time", {"opened_at": "上个月"}, Outcome.HELD, "E205")
    table.whole_file("half of the rows cannot be read", Outcome.HELD)
    return table


_TABLES: tuple[Callable[[Plan, EstateBooks], FaultyTable], ...] = (
    _payments,
    _complaints,
    _bills,
    _visits,
    _work_orders,
    _held_orders,
)


def _corrected_bills(plan: Plan, out: Path, books: EstateBooks) -> list[Planted]:
    """Five bills with ten times their amount, and half an hour later the corrected file."""
    wrong = table_to_spoil(plan, books, "fee_bills", "账单更正前", 50, "csv", 5)
    right = table_to_spoil(plan, books, "fee_bills", "账单更正后", 80, "csv", 5)
    for _ in range(len(wrong.cells)):
        tenfold = f"{float(wrong.next_cell('receivable_amount')) * 10:.2f}"
        wrong.plant(
            "amount tenfold, corrected later", {"receivable_amount": tenfold}, Outcome.ACCEPTED
        )
    wrong.write(out)
    right.write(out)
    return [*wrong.planted, right.whole_file("corrected file replaces the rows", Outcome.ACCEPTED)]


def _handed_in_again(plan: Plan, out: Path, name: str) -> Planted:
    """The bytes of a clean file under a new name."""
    stem, extension = name.rsplit("_", 1)[0], name.rsplit(".", 1)[1]
    again = stamped(f"{stem}_重发", minutes_after(plan, 90), extension)
    (out / again).write_bytes((out / name).read_bytes())
    export = next(e.name for e in EXPORTS_BY_NAME.values() if stem.startswith((e.name, e.title_zh)))
    return Planted(
        again, export, "", None, None, None, f"same bytes as {name}", None, Outcome.DUPLICATE, ""
    )


def _in_wan(yuan: str) -> str:
    """The same amount in ten thousands: 268.50 -> 0.02685万."""
    fen = round(float(yuan or 0) * 100)
    return f"{fen / 1_000_000:.6f}万"
