"""A statement and what it is made of, as lines of text and as a JSON document.

Belongs here: the words for what a statement depends on. Does not belong here: finding it
(`pipelines.publish.trace`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pipelines.exports import EXPORTS_BY_NAME
from pipelines.intake.source_cells import SourceSheets
from pipelines.publish.trace import SourceRow, StatementTrace, TraceNode, name_cells

NODE_WORDS = {
    "entitlement": ("合同提成", "commission on the contract"),
    "deal": ("成交与业绩归属", "the sale and whose it is"),
    "discount": ("折扣、权限与签字", "discount, authority and signatures"),
    "payment": ("付款与收款", "payment and receipts"),
    "followers": ("跟单人", "who follows up"),
    "attainment": ("任务完成率", "attainment"),
    "run": ("连续完成任务", "months in a row"),
    "project_month": ("项目当月", "the project's month"),
    "person": ("在岗情况", "post held"),
    "base_pay": ("底薪与转正", "base pay and probation"),
    "sales_post": ("销售岗位", "sales posts held"),
    "leaving": ("离职情况", "leaving"),
    "portfolio": ("本人此前全部合同（本月未动的部分）", "all contracts so far (what did not move)"),
    "project_portfolio": ("项目此前全部合同", "all contracts of the project so far"),
    "horizon": ("销售期起点", "first month of the sales office"),
    "lunch_duties": ("值班登记", "register of lunch duties"),
    "deductions": ("扣罚登记", "register of deductions"),
}
LINE_WORDS = {
    "base_pay": ("底薪", "base pay"),
    "release": ("提成发放", "commission released"),
    "clawback": ("退房扣回", "clawback"),
    "first_deal": ("首单奖", "first deal"),
    "last_deal": ("末单奖", "last deal"),
    "target_met": ("完成任务奖", "target met"),
    "first_place": ("第一名奖", "first place"),
    "two_months": ("连续两月奖", "two months in a row"),
    "override": ("经理提成", "override"),
    "site_bonus": ("现场管理奖", "site bonus"),
    "lunch_duty": ("午间值班", "lunch duty"),
    "late_fine": ("迟到", "late"),
    "early_leave_fine": ("早退", "left early"),
    "absence": ("旷工", "absence"),
    "sick_leave": ("病假", "sick leave"),
    "personal_leave": ("事假", "personal leave"),
    "complaint": ("投诉", "complaint"),
    "other_deduction": ("其他扣款", "other deduction"),
    "unauthorised_compensation": ("超权限折扣赔偿", "compensation for a discount"),
    "unauthorised_fine": ("超权限折扣罚款", "fine for a discount"),
    "adjustment": ("以前月份调整", "adjustment of an earlier month"),
    "forfeited": ("擅自离岗不发", "forfeited on leaving"),
}
AMOUNTS = (
    ("net_amount", "本月净额", "net"),
    ("brought_forward_amount", "上月结转", "brought forward"),
    ("payable_amount", "应发", "payable"),
    ("carried_forward_amount", "结转下月", "carried forward"),
)
STEP = "  "


def as_lines(traced: StatementTrace, sheets: SourceSheets) -> Iterator[str]:
    """The statement, each line with its clause, and under each the rows and cells behind it."""
    statement = traced.statement
    yield f"{statement['staff_id']} · {statement['payroll_month']:%Y-%m}"
    for column, zh, en in AMOUNTS:
        yield f"{STEP}{zh} {en}: {_yuan(statement[column])}"
    for line, node in traced.lines:
        yield ""
        yield from _line(line)
        yield from _node(node, sheets, depth=1, with_title=False)
    if traced.behind.depends_on or traced.behind.rows:
        yield ""
        yield "此外取决于 · depends on as well"
        yield from _node(traced.behind, sheets, depth=1, with_title=False)


def as_document(traced: StatementTrace, sheets: SourceSheets) -> dict[str, Any]:
    """The same as a document: statement, lines with `because`, and `because` of the whole."""
    return {
        "statement": traced.statement,
        "lines": [line | {"because": _document(node, sheets)} for line, node in traced.lines],
        "because": _document(traced.behind, sheets),
    }


def _line(line: dict[str, Any]) -> Iterator[str]:
    zh, en = LINE_WORDS.get(line["line_kind"], (line["line_kind"],) * 2)
    about = " · ".join(str(part) for part in (line["contract_id"], line["detail"]) if part)
    clause = f" [{line['clause']}]" if line["clause"] else ""
    yield f"{_yuan(line['amount']):>14}  {zh} {en}{clause}{' · ' + about if about else ''}"
    inputs = [
        f"{name} {_plain(line[column])}"
        for column, name in (
            ("base_amount", "基数 base"),
            ("rate", "比例 rate"),
            ("quantity", "数量 quantity"),
        )
        if line[column] is not None
    ]
    if inputs:
        yield f"{STEP}{' · '.join(inputs)}"
    if line["cause_zh"]:
        yield f"{STEP}{line['cause_zh']}"
        yield f"{STEP}{line['cause_en']}"


def _node(node: TraceNode, sheets: SourceSheets, depth: int, with_title: bool) -> Iterator[str]:
    indent = STEP * depth
    if with_title:
        zh, en = NODE_WORDS.get(node.kind, (node.kind, node.kind))
        above = "（见上 see above）" if node.is_told_above else ""
        yield f"{indent}{zh} {en}: {node.id.replace('|', ' ')}{above}"
        depth += 1
    for row in node.rows:
        yield f"{STEP * depth}{_row(row, sheets)}"
    for child in node.depends_on:
        if child.kind == "statement":
            staff_id, month = child.id.rsplit("|", 1)
            yield (
                f"{STEP * depth}上月结转 brought forward: "
                f"wuye why --statement {staff_id} --month {month}"
            )
        else:
            yield from _node(child, sheets, depth, with_title=True)


def _row(row: SourceRow, sheets: SourceSheets) -> str:
    cells = name_cells(sheets, row)
    shown = "、".join(f"{c.header} {c.cell}" if c.cell else c.header for c in cells)
    contract = EXPORTS_BY_NAME.get(row.export)
    sheet = f" · {row.sheet}" if row.sheet else ""
    title = f"（{contract.title_zh} {contract.title_en}）" if contract is not None else ""
    return f"{row.file}{sheet} · 行 row {row.row}{title}: {shown}"


def _document(node: TraceNode, sheets: SourceSheets) -> dict[str, Any]:
    return {
        "kind": node.kind,
        "id": node.id,
        "is_told_above": node.is_told_above,
        "rows": [
            {
                "export": row.export,
                "file": row.file,
                "sheet": row.sheet,
                "row": row.row,
                "cells": name_cells(sheets, row),
            }
            for row in node.rows
        ],
        "depends_on": [_document(child, sheets) for child in node.depends_on],
    }


def _yuan(amount: Decimal | None) -> str:
    return "–" if amount is None else f"{amount:,.2f}"


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
