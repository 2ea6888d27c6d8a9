"""Faults in the sales office's registers: contracts, shares, receipts, signatures, targets,
authority, deductions.

Belongs here: which fault goes into which of these files and what must become of it. Does not
belong here: how a table is changed and written (`faulty_table`).
"""

from __future__ import annotations

from collections.abc import Callable

from pipelines.simulate.company import EstateBooks
from pipelines.simulate.faulty_table import FaultyTable, Outcome
from pipelines.simulate.plan import Plan
from pipelines.simulate.table_to_spoil import table_to_spoil, tomorrow

_REFUSE = Outcome.QUARANTINED


def _contracts(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "sales_contracts", "销售合同", 43, "xlsx")
    table.plant("price in words", {"sold_price": "面议"}, _REFUSE, "E203")
    table.plant("unknown state of a contract", {"contract_status": "转让"}, _REFUSE, "E202")
    table.plant("unknown way to pay", {"payment_plan": "首付分期"}, _REFUSE, "E202")
    table.plant("signed after the export", {"signed_at": tomorrow(plan)}, _REFUSE, "E210")
    table.plant("list price left empty", {"list_price": None}, _REFUSE, "E201")
    table.plant("project of no register", {"project_name": "不存在花园"}, _REFUSE, "E301")
    wan = f"{float(table.next_cell('sold_price') or 0) / 10_000:.6f}万"
    table.plant("price in ten thousands", {"sold_price": wan}, Outcome.ACCEPTED)
    return table


def _credits(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "sales_credits", "业绩分配", 44, "csv")
    table.plant("share without its percent sign", {"share": "70"}, _REFUSE, "E216")
    table.plant("share in words", {"share": "一半"}, _REFUSE, "E216")
    table.skip_until("share", "1.0")
    table.plant("share in percent", {"share": "100％"}, Outcome.ACCEPTED)
    return table


def _receipts(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "sales_receipts", "收款", 45, "xlsx")
    table.plant("amount that is no number", {"amount": "已到账"}, _REFUSE, "E203")
    table.plant("a day that does not exist", {"received_on": "2026-02-30"}, _REFUSE, "E205")
    table.plant("received after the export", {"received_on": tomorrow(plan)[:10]}, _REFUSE, "E210")
    table.repeat("the same receipt with another amount", {"amount": "1.00"}, _REFUSE, "E211")
    return table


def _approvals(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "discount_approvals", "折扣审批", 46, "csv")
    table.plant("signed some day", {"signed_at": "已签"}, _REFUSE, "E205")
    return table


def _targets(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "sales_targets", "任务", 47, "csv")
    table.plant("a season instead of a month", {"month": "金九银十"}, _REFUSE, "E217")
    table.plant("target still to be set", {"target_amount": "待定"}, _REFUSE, "E203")
    return table


def _authority(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "discount_authority", "折扣权限", 48, "xlsx")
    table.plant("authority of two points", {"authority_rate": "2个点"}, _REFUSE, "E216")
    return table


def _deductions(plan: Plan, books: EstateBooks) -> FaultyTable:
    table = table_to_spoil(plan, books, "sales_deductions", "扣罚", 49, "csv")
    table.plant("unknown reason to deduct", {"deduction_kind": "睡岗"}, _REFUSE, "E202")
    table.plant("minutes in words", {"minutes": "半小时"}, _REFUSE, "E215")
    return table


SALES_TABLES: tuple[Callable[[Plan, EstateBooks], FaultyTable], ...] = (
    _contracts,
    _credits,
    _receipts,
    _approvals,
    _targets,
    _authority,
    _deductions,
)
