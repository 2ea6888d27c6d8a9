"""Signing a month, and taking a signature back.

Belongs here: the order of months and stages, and what may never be signed or withdrawn. Does
not belong here: the form of what is kept (`ledger`, `frozen`) or the command line.
"""

from __future__ import annotations

from datetime import date, datetime

import duckdb

from pipelines.publish import snapshots
from pipelines.publish.reading import read_published
from pipelines.settings import CHINA, Home
from pipelines.sign_off.frozen import content_hash, freeze
from pipelines.sign_off.ledger import SignOffsBroken, append_entry, intact, read_entries
from pipelines.sign_off.records import STAGES, WITHDRAWABLE, Entry, Stage, next_month, standing


class SignOffRefused(Exception):
    """This signature may not be given or withdrawn now; says why in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} · {en}")
        self.zh = zh
        self.en = en


def sign(home: Home, month: date, stage: Stage, by: str, *, accept_blocked: bool = False) -> Entry:
    """Enter a signature on `month` (its first day) and give it; the caller holds the lock.

    `computed` freezes the statements of the snapshot in force. Raises SignOffRefused,
    SignOffsBroken or NothingPublished; nothing is written when it does.
    """
    snapshot = snapshots.current(home)
    stand = standing(_proven(home))
    as_of = datetime.fromisoformat(snapshot.manifest["as_of"])
    _refuse_older_snapshot(stand, as_of)
    if stage is not Stage.COMPUTED:
        entry = _next_stage(stand, month, stage, by, as_of, snapshot.id)
        append_entry(home, entry)
        return entry
    _refuse_months_out_of_order(stand, month)
    with read_published(snapshot, ("pay",)) as con:
        _refuse_outdated_snapshot(con, stand)
        first_month = _first_covered_month(con, stand, month)
        _refuse_month_in_progress(con, month)
        blocked = _blocking_gates(con, first_month, month)
        if blocked and not accept_blocked:
            raise SignOffRefused(
                f"{month:%Y-%m} 有 {len(blocked)} 项未解决，不能签核（--accept-blocked 照签）："
                f"{'、'.join(blocked[:5])}",
                f"{month:%Y-%m} has {len(blocked)} blocking gates (--accept-blocked signs anyway)",
            )
        lines, statements = freeze(con, home, first_month, month)
    entry = Entry(
        month=month,
        first_month=first_month,
        stage=stage,
        action="sign",
        by=by,
        reason="",
        recorded_at=_now(),
        as_of=as_of,
        snapshot_id=snapshot.id,
        content_hash=content_hash(lines, statements),
        lines=lines,
        statements=statements,
        accepted_blocked=len(blocked),
    )
    append_entry(home, entry)
    return entry


def withdraw(home: Home, month: date, stage: Stage, by: str, reason: str) -> Entry:
    """Take back the latest signature, for a reason; the caller holds the lock.

    Raises SignOffRefused, SignOffsBroken or NothingPublished.
    """
    snapshot = snapshots.current(home)
    stand = standing(_proven(home))
    as_of = datetime.fromisoformat(snapshot.manifest["as_of"])
    if stage not in WITHDRAWABLE:
        raise SignOffRefused(
            "已批准或已发放的月份不能撤回，差额只能在下一个未签月份调整",
            "approved and paid are never withdrawn; a difference becomes an adjustment",
        )
    if not reason.strip():
        raise SignOffRefused("撤回要写明原因（--reason）", "a withdrawal needs its --reason")
    of_last_month = [e for e in stand if e.month == max(s.month for s in stand)]
    last = max(of_last_month, key=lambda e: STAGES.index(e.stage), default=None)
    if last is None or (last.month, last.stage) != (month, stage):
        zh = "还没有签核" if last is None else f"最后一次签核是 {last.month:%Y-%m} {last.stage}"
        en = "nothing is signed" if last is None else f"the last is {last.month:%Y-%m} {last.stage}"
        raise SignOffRefused(f"只能撤回最后一次签核；{zh}", f"only the last is withdrawn: {en}")
    _refuse_older_snapshot(stand, as_of)
    entry = Entry(
        month=month,
        first_month=last.first_month,
        stage=stage,
        action="withdraw",
        by=by,
        reason=reason.strip(),
        recorded_at=_now(),
        as_of=as_of,
        snapshot_id=snapshot.id,
        content_hash=last.content_hash,
        lines=last.lines,
        statements=last.statements,
        accepted_blocked=last.accepted_blocked,
    )
    append_entry(home, entry)
    return entry


def _proven(home: Home) -> list[Entry]:
    entries = read_entries(home)
    for entry in standing(entries):
        for file in (entry.lines, entry.statements):
            if not intact(home, file):
                raise SignOffsBroken(f"{file.name}: 与签核时不同 not what was signed")
    return entries


def _next_stage(
    stand: list[Entry], month: date, stage: Stage, by: str, as_of: datetime, snapshot_id: str
) -> Entry:
    """The entry of audited, approved or paid: it signs what `computed` froze."""
    reached = {e.stage: e for e in stand if e.month == month}
    before = STAGES[STAGES.index(stage) - 1]
    if stage in reached or before not in reached:
        zh = "已有这一步" if stage in reached else f"还没有 {before}"
        en = "already signed" if stage in reached else f"not {before} yet"
        raise SignOffRefused(f"{month:%Y-%m} {stage}：{zh}", f"{month:%Y-%m} {stage}: {en}")
    earlier = [e.month for e in stand if e.month < month and e.stage is Stage.COMPUTED]
    signed = {e.month for e in stand if e.stage is stage}
    waiting = next((m for m in earlier if m not in signed), None)
    if waiting is not None:
        raise SignOffRefused(
            f"先签 {waiting:%Y-%m} {stage}", f"{waiting:%Y-%m} comes first at stage {stage}"
        )
    computed = reached[Stage.COMPUTED]
    return Entry(
        month=month,
        first_month=computed.first_month,
        stage=stage,
        action="sign",
        by=by,
        reason="",
        recorded_at=_now(),
        as_of=as_of,
        snapshot_id=snapshot_id,
        content_hash=computed.content_hash,
        lines=computed.lines,
        statements=computed.statements,
        accepted_blocked=computed.accepted_blocked,
    )


def _refuse_older_snapshot(stand: list[Entry], as_of: datetime) -> None:
    """A signature may not be dated before the one it follows."""
    if any(entry.as_of > as_of for entry in stand):
        raise SignOffRefused(
            "当前发布的数据比已签核的还早，请先 wuye build",
            "what is published is older than what was signed: run wuye build",
        )


def _refuse_months_out_of_order(stand: list[Entry], month: date) -> None:
    last = max((e.month for e in stand), default=None)
    if last is not None and month != next_month(last):
        raise SignOffRefused(
            f"按月依次签核，下一个是 {next_month(last):%Y-%m}",
            f"months are signed in order; the next is {next_month(last):%Y-%m}",
        )


def _refuse_outdated_snapshot(con: duckdb.DuckDBPyConnection, stand: list[Entry]) -> None:
    """Adjustments to signed months are in the statements only of a build that knew of them."""
    rows = con.execute("select month, stage, recorded_at from sales_sign_offs").fetchall()
    signed = {(month, str(e.stage), e.recorded_at) for e in stand for month in e.months}
    if set(rows) != signed:
        raise SignOffRefused(
            "当前发布的还不包含上次的签核，请先 wuye build",
            "what is published does not know the last sign-offs: run wuye build",
        )


def _first_covered_month(con: duckdb.DuckDBPyConnection, stand: list[Entry], month: date) -> date:
    """The first month that the signature covers; the first one ever covers all before it."""
    first, found = con.execute(
        "select min(payroll_month), count(*) filter (payroll_month = $1)"
        " from fct_sales_statements where scenario_id = 'actual'",
        [month],
    ).fetchall()[0]
    if not found:
        raise SignOffRefused(
            f"{month:%Y-%m} 没有工资表", f"there are no statements of {month:%Y-%m}"
        )
    return month if stand or first is None else first


def _refuse_month_in_progress(con: duckdb.DuckDBPyConnection, month: date) -> None:
    ended = con.execute(
        "select bool_and(is_complete) from fct_sales_statements"
        " where scenario_id = 'actual' and payroll_month = $1",
        [month],
    ).fetchall()[0][0]
    if not ended:
        raise SignOffRefused(
            f"{month:%Y-%m} 还没有结束，不能签核", f"{month:%Y-%m} is still in progress"
        )


def _blocking_gates(con: duckdb.DuckDBPyConnection, first_month: date, month: date) -> list[str]:
    """What blocks each calculation of these months: gate, then contract or person."""
    rows = con.execute(
        "select gate, coalesce(contract_id, staff_id, project_name) from sales_gate_findings"
        " where severity = 'blocks' and month between $1 and $2 order by all",
        [first_month, month],
    ).fetchall()
    return [f"{gate} {subject}" for gate, subject in rows]


def _now() -> datetime:
    return datetime.now(CHINA).replace(tzinfo=None)
