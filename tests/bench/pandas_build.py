"""The same facts by pandas, from csv to Parquet: the way a good analyst would script it.

Settlement is vectorised where a bill's payments all name it and no refund touches it; the
other rooms are settled one movement after the other in Python, which is what pandas leaves.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pandas as pd

FEN = 100


def build(inbox: Path, work: Path) -> dict[str, Any]:
    """Facts of bills, tickets and visits written to `work`; the checksums."""
    work.mkdir(parents=True, exist_ok=True)
    frames = {_export_of(path): path for path in sorted(inbox.glob("*.csv"))}
    bills = _bills(_read(frames["fee_bills"]), _read(frames["fee_payments"]))
    tickets = _tickets(_read(frames["complaints"]), _read(frames["work_orders"]))
    visits = _read(frames["visits"])
    satisfied = visits["是否接通"].fillna("是").eq("是") & visits["满意程度"].isin(
        ["很满意", "满意", "基本满意"]
    )
    bills.to_parquet(work / "fct_fee_bills.parquet")
    tickets.to_parquet(work / "fct_tickets.parquet")
    visits.assign(is_satisfied=satisfied).to_parquet(work / "fct_visits.parquet")
    _marts(bills, tickets, visits.assign(is_satisfied=satisfied), work)
    complaint = tickets["kind"] == "complaint"
    return {
        "bills": len(bills),
        "receivable_fen": int(bills["receivable_fen"].sum()),
        "settled_fen": int(bills["settled_fen"].sum()),
        "settled_bills": int((bills["settled_fen"] >= bills["due_fen"]).sum()),
        "tickets": len(tickets),
        "resolve_seconds": int(tickets["seconds_to_resolve"].sum()),
        "dispatched_on_time": int((complaint & (tickets["seconds_to_dispatch"] <= 600)).sum()),
        "satisfied": int(satisfied.sum()),
    }


def _export_of(path: Path) -> str:
    header = path.open(encoding="utf-8-sig").readline()
    marks = {
        "缴费编号": "fee_payments",
        "应缴日期": "fee_bills",
        "投诉编号": "complaints",
        "工单编号": "work_orders",
        "回访编号": "visits",
        "底薪": "staff",
        "入住日期": "households",
        "楼栋": "rooms",
    }
    return next((name for mark, name in marks.items() if mark in header), "projects")


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str)


def _fen(column: pd.Series) -> pd.Series:
    return (pd.to_numeric(column, errors="coerce").fillna(0) * FEN).round().astype("int64")


def _bills(bills: pd.DataFrame, payments: pd.DataFrame) -> pd.DataFrame:
    bills = bills[bills["状态"].fillna("有效") != "作废"].copy()
    for name in ("服务期起", "服务期止", "应缴日期"):
        bills[name] = pd.to_datetime(bills[name], format="%Y-%m-%d", errors="coerce")
    bills["receivable_fen"] = _fen(bills["应收金额"])
    bills["due_fen"] = bills["receivable_fen"] - _fen(bills["优惠减免金额"])
    payments = payments.copy()
    payments["fen"] = _fen(payments["实收金额"]) + _fen(payments["账户抵扣"])
    payments["at"] = pd.to_datetime(payments["缴费时间"], errors="coerce")
    room_of_bill = bills.set_index("账单编号")["项目"] + "/" + bills.set_index("账单编号")["房号"]
    payments["room"] = (
        payments["账单编号"].map(room_of_bill).fillna(payments["项目"] + "/" + payments["房号"])
    )
    bills["room"] = bills["项目"] + "/" + bills["房号"]
    mixed = set(payments.loc[payments["账单编号"].isna() | (payments["类型"] == "退费"), "room"])
    simple = payments[~payments["room"].isin(mixed)]
    laid = simple.groupby("账单编号")["fen"].sum()
    bills["settled_fen"] = (
        bills["账单编号"].map(laid).fillna(0).astype("int64").clip(upper=bills["due_fen"])
    )
    in_mixed = bills["room"].isin(mixed)
    slow = _settle_in_turn(bills[in_mixed], payments[payments["room"].isin(mixed)])
    bills.loc[in_mixed, "settled_fen"] = (
        bills.loc[in_mixed, "账单编号"].map(slow).fillna(0).astype("int64")
    )
    return bills


def _settle_in_turn(bills: pd.DataFrame, payments: pd.DataFrame) -> dict[str, int]:
    open_fen = dict(zip(bills["账单编号"], bills["due_fen"], strict=True))
    ordered = bills.sort_values(["应缴日期", "服务期起", "账单编号"])
    by_room: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for room, item, bill in zip(
        ordered["room"], ordered["费用项"], ordered["账单编号"], strict=True
    ):
        by_room[room].append((item, bill))
    parts: dict[str, list[tuple[str | None, int]]] = {}
    columns = ["缴费编号", "账单编号", "room", "费用项", "fen", "类型", "原缴费编号"]
    for number, bill, room, item, fen, kind, original in payments.sort_values(["at", "缴费编号"])[
        columns
    ].itertuples(index=False):
        if kind == "退费":
            _undo(parts.get(original, []), abs(fen), open_fen)
            continue
        parts[number] = []
        reachable = (
            [bill] if isinstance(bill, str)
            else [b for i, b in by_room[room] if not isinstance(item, str) or i == item]
        )  # fmt: skip
        for candidate in reachable:
            part = min(fen, open_fen.get(candidate, 0))
            if part > 0:
                open_fen[candidate] -= part
                parts[number].append((candidate, part))
                fen -= part
        if fen:
            parts[number].append((None, fen))
    return {
        bill: due - open_fen[bill]
        for bill, due in zip(bills["账单编号"], bills["due_fen"], strict=True)
    }


def _undo(parts: list[tuple[str | None, int]], fen: int, open_fen: dict[str, int]) -> None:
    while fen and parts:
        bill, part = parts.pop()
        back = min(part, fen)
        fen -= back
        if bill is not None:
            open_fen[bill] += back
        if part > back:
            parts.append((bill, part - back))


def _tickets(complaints: pd.DataFrame, orders: pd.DataFrame) -> pd.DataFrame:
    taken = complaints.rename(columns={"受理时间": "from", "处理完毕时间": "to", "投诉编号": "id"})
    opened = orders.rename(columns={"开单时间": "from", "完成时间": "to", "工单编号": "id"})
    both = pd.concat([taken.assign(kind="complaint"), opened.assign(kind="work_order")])
    for name in ("from", "to", "派单时间"):
        both[name] = pd.to_datetime(both[name], errors="coerce")
    both["seconds_to_resolve"] = (both["to"] - both["from"]).dt.total_seconds()
    both["seconds_to_dispatch"] = (both["派单时间"] - both["from"]).dt.total_seconds()
    return both


def _marts(bills: pd.DataFrame, tickets: pd.DataFrame, visits: pd.DataFrame, work: Path) -> None:
    by_quarter = [bills["项目"], bills["服务期起"].dt.to_period("Q").astype(str)]
    rate = bills.groupby(by_quarter)[["due_fen", "settled_fen"]].sum()
    rate.to_parquet(work / "fee_collection_rate.parquet")
    month = tickets["from"].dt.to_period("M").astype(str)
    tickets.groupby(["项目", "责任部门", month])[
        "seconds_to_resolve"
    ].median().to_frame().to_parquet(work / "turnaround.parquet")
    visited = pd.to_datetime(visits["回访时间"], errors="coerce").dt.to_period("M").astype(str)
    visits.groupby(["项目", visited])["is_satisfied"].agg(["sum", "count"]).to_parquet(
        work / "satisfaction.parquet"
    )
