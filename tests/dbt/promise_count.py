"""Every service promise counted slowly and plainly, one subject after the other.

Belongs here: what the readings say of tickets, calls, visits and notices, without a look at the
SQL. Does not belong here: the rows (`promise_cases`), whole periods (`promise_period_count`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.dbt.promise_company import AS_OF, BARE, Row
from tests.dbt.promise_reading import (
    VERDICTS,
    WORST_FIRST,
    Verdicts,
    World,
    by_head,
    clock,
    day_end,
    known,
    working_day_end,
)


def complaint_reasons(row: Row, world: World) -> Iterable[tuple[str, str]]:
    project, received = row["project_name"], row["received_at"]
    day = received.date()
    has_columns = project != BARE
    resolved, withdrawn = known(row, "resolved_at"), known(row, "withdrawn_at")
    replied = known(row, "first_replied_at")
    ends = {"closed": resolved, "withdrawn": withdrawn, "recorded": has_columns}
    same_day = clock(day_end(day), replied, **ends)

    due = received + timedelta(minutes=int(world.limit("SV2", project, day)))
    yield "SV2", clock(due, known(row, "dispatched_at"), **ends)
    if row["complaint_class"] == "紧急":
        due = received + timedelta(minutes=int(world.limit("SV4", project, day)))
        yield "SV4", clock(due, known(row, "arrived_at"), **ends)
    if "书面" in (row["complaint_class"], row["channel"]):
        yield "SV5", written_reason(row, world, replied, ends)
    if row["complaint_class"] == "服务态度":
        replier = replier_is_head(row, world)
        is_head = True if replier is None else replier
        yield "SV6", by_head(same_day, is_head, day_end(day), withdrawn)
    if row["complaint_class"] == "一般":
        gap, gap_due = contact_reason(row, world, "SV7W")
        parts = [(same_day, day_end(day)), (gap, gap_due)]
        yield "SV7", min(parts, key=lambda p: (WORST_FIRST.index(VERDICTS[p[0]]), p[1]))[0]
    if row["complaint_class"] == "遗留工程":
        yield "SV8", contact_reason(row, world, "SV8")[0]
    yield from promise_reasons(row, resolved, withdrawn)
    if row["channel"] == "缴费现场":
        heads = (replier_is_head(row, world), world.is_head(row["handler_staff_id"], project, day))
        escalated = same_day != "done_in_time" and True in heads
        yield "SV31", "reported_to_head" if escalated else same_day


def written_reason(row: Row, world: World, replied: datetime | None, ends: dict[str, Any]) -> str:
    project, day = row["project_name"], row["received_at"].date()
    done = known(row, "written_reply_at") or replied
    if not row["is_important"]:
        return clock(day_end(day), done, **ends)
    due = working_day_end(day, world.limit("SV5I", project, day))
    return by_head(clock(due, done, **ends), replier_is_head(row, world), due, ends["withdrawn"])


def replier_is_head(row: Row, world: World) -> bool | None:
    moment = known(row, "written_reply_at") or known(row, "first_replied_at") or row["received_at"]
    return world.is_head(row.get("replied_by_staff_id"), row["project_name"], moment.date())


def promise_reasons(
    row: Row, resolved: datetime | None, withdrawn: datetime | None
) -> Iterable[tuple[str, str]]:
    received, promised = row["received_at"], row.get("promised_at")
    if resolved is None or resolved.date() > received.date():
        if promised is not None:
            yield "SV29", "promised"
        else:
            due = day_end(received.date())
            reason = clock(due, None, withdrawn=withdrawn, recorded=row["project_name"] != BARE)
            yield "SV29", "no_promised_time" if reason == "not_done_in_time" else reason
    if promised is not None:
        is_mere_day = promised.time() == datetime.min.time()
        due = day_end(promised.date()) if is_mere_day else promised
        reason = clock(due, resolved, withdrawn=withdrawn)
        reopened = row["reopened_count"] and reason in ("done_late", "not_done_in_time")
        yield "SV29K", "reopened" if reopened else reason


def contact_reason(row: Row, world: World, rule: str) -> tuple[str, datetime]:
    """Walks from receipt from contact to contact to the end, looking for a gap too long."""
    received, project = row["received_at"], row["project_name"]
    resolved, withdrawn = known(row, "resolved_at"), known(row, "withdrawn_at")
    end = min((m for m in (resolved, withdrawn) if m), default=None)
    days = world.limit(rule, project, received.date())
    moments = [known(row, "first_replied_at"), known(row, "arrived_at")]
    moments += [contact["contacted_at"] for contact in world.contacts_of[row["complaint_id"]]]
    moments += [
        visit["visited_at"]
        for visit in world.visits_of[row["complaint_id"]]
        if visit["visit_type"] != "工单"
    ]
    talks = sorted(m for m in moments if m and received <= m <= (end or AS_OF))
    last = received
    for moment in [*talks, end or AS_OF]:
        if moment > day_end(last.date(), days):
            return "contact_gap", day_end(last.date(), days)
        last = moment
    due = day_end((talks or [received])[-1].date(), days)
    if withdrawn and not talks:
        return "withdrawn_before_due", due
    return ("contacted_weekly" if end else "contact_so_far"), due


def follow_up_reasons(row: Row, world: World, key: str, other_kind: str) -> Iterable[Any]:
    """The promises that begin with the close of a complaint or the completion of an order."""
    is_complaint = key == "complaint_id"
    closed = known(row, "resolved_at" if is_complaint else "completed_at")
    if closed is None:
        return
    project, day = row["project_name"], closed.date()
    withdrawn = known(row, "withdrawn_at" if is_complaint else "cancelled_at")
    stamp = known(row, "followed_up_at" if is_complaint else "called_back_at")
    done = [(stamp, row.get("followed_up_by_staff_id"))] if stamp else []
    done += [
        (visit["visited_at"], visit.get("staff_id"))
        for visit in world.visits_of[row[key]]
        if visit["visit_type"] != other_kind
    ]
    after = sorted(((at, who) for at, who in done if is_after(at, closed)), key=lambda d: d[0])
    first = after[0][0] if after else None
    if is_complaint:
        due = day_end(day, world.limit("SV3", project, day))
        yield "SV3", clock(due, first, withdrawn=withdrawn)
        due = day_end(day, world.limit("SV13", project, day))
        yield "SV13", major_reason(row, world, after, due, withdrawn)
        return
    yield "SV14", clock(day_end(day), first, withdrawn=withdrawn)
    if row["work_order_type"] == "有偿服务":
        due = day_end(day, world.limit("SV23", project, day))
        accepted = known(row, "quote_accepted_at")
        reason = clock(due, first, withdrawn=withdrawn)
        if accepted is None or accepted > closed:
            yield "SV23", "done_before_quote_accepted"
        else:
            yield "SV23", reason


def major_reason(
    row: Row, world: World, after: list[Any], due: datetime, withdrawn: datetime | None
) -> str:
    """Any follow-up, late ones too; an important complaint needs one by the head."""
    heads = [(at, world.is_head(who, row["project_name"], at.date())) for at, who in after]
    led = [at for at, is_head in heads if is_head]
    important = row["is_important"]
    done = (led or [at for at, _ in after])[:1] if important else [at for at, _ in after][:1]
    reason = clock(due, done[0] if done else None, withdrawn=withdrawn)
    if reason == "done_late":
        reason = "done_late_but_counts"
    if not important or led:
        return reason
    is_unknown = any(is_head is None for _, is_head in heads)
    return by_head(reason, None if is_unknown else False, due, withdrawn)


def is_after(moment: datetime, closed: datetime) -> bool:
    """A mere day is compared by its day."""
    is_mere_day = moment.time() == datetime.min.time()
    return moment >= closed or (is_mere_day and moment.date() == closed.date())


def work_order_reasons(row: Row, world: World) -> Iterable[tuple[str, str]]:
    opened, project = row["opened_at"], row["project_name"]
    completed, cancelled = known(row, "completed_at"), known(row, "cancelled_at")
    day, has_columns = opened.date(), project != BARE
    yield (
        "SV9",
        clock(
            day_end(day),
            known(row, "replied_at"),
            closed=completed,
            withdrawn=cancelled,
            recorded=has_columns,
        ),
    )
    if row["work_order_type"] in ("报修", "家政"):
        yield "SV10", clock(day_end(day), completed, withdrawn=cancelled, recorded=has_columns)
    is_public = has_columns and not (row["room_name"] or "").strip()
    if row["work_order_type"] == "报修" and is_public:
        due = day_end(day, world.limit("SV28", project, day))
        yield "SV28", clock(due, completed, withdrawn=cancelled)


def incident_reasons(row: Row, world: World) -> Iterable[tuple[str, str]]:
    reported, project = row["reported_at"], row["project_name"]
    has_columns = project != BARE
    due = reported + timedelta(minutes=int(world.limit("SV4", project, reported.date())))
    controlled = known(row, "controlled_at")
    yield "SV4", clock(due, known(row, "arrived_at"), closed=controlled, recorded=has_columns)
    due = reported + timedelta(hours=24)
    reason = clock(due, known(row, "form_filed_at"), recorded=has_columns)
    if reason == "done_in_time" and known(row, "approved_at") is None:
        reason = "not_approved" if due < AS_OF else "not_yet_approved"
    yield "SV4F", reason


def call_reason(row: Row, world: World) -> str:
    if row["project_name"] == BARE:
        return "not_recorded"
    if row["ring_count"] is None:
        return "count_not_recorded"
    most = world.limit("SV1", row["project_name"], row["called_at"].date())
    return "within_limit" if row["ring_count"] <= most else "over_limit"


def notice_reasons(row: Row, world: World) -> Iterable[tuple[str, str]]:
    project, posted = row["project_name"], row["posted_at"]
    households = row["household_count"]
    if households is not None and households < world.limit("SV15K", project, posted.date()):
        return
    raised = known(row, "first_raised_at")
    if raised is None:
        yield "SV15", "start_not_recorded"
        return
    due = day_end(raised.date(), world.limit("SV15", project, raised.date()))
    reason = clock(due, posted)
    in_time_but_uncounted = reason == "done_in_time" and households is None
    yield "SV15", "count_not_recorded" if in_time_but_uncounted else reason


def problem_reason(row: Row, world: World) -> str:
    project, visited = row["project_name"], row["visited_at"]
    again = [
        visit["visited_at"]
        for visit in world.visits_to[project, row["room_name"]]
        if visit["visited_at"] > visited
        and visit["visit_method"] == "上门"
        and visit.get("was_reached") is not False
    ]
    due = day_end(visited.date(), world.limit("SV30", project, visited.date()))
    return clock(due, min(again, default=None))


def expected(rows: Mapping[str, Sequence[Row]]) -> Verdicts:
    """The verdict of every ticket, call, visit and notice."""
    visits = [row for row in rows["visits"] if row["visited_at"] <= AS_OF]
    world = World(
        staff=rows["staff"],
        head_posts=rows["head_post_settings"],
        settings=rows["rule_settings"],
        visits_of=grouped(
            (row for row in visits if row["visit_method"] != "自评"),
            lambda row: row.get("ticket_id"),
        ),
        visits_to=grouped(visits, lambda row: (row["project_name"], row["room_name"])),
        contacts_of=grouped(
            (row for row in rows["contacts"] if row["contacted_at"] <= AS_OF),
            lambda row: row["ticket_id"],
        ),
    )
    found: Verdicts = {}

    def add(subject: str, reasons: Iterable[tuple[str, str]]) -> None:
        for rule, reason in reasons:
            found[rule, subject] = (VERDICTS[reason], reason)

    for row in rows["complaints"]:
        add(row["complaint_id"], complaint_reasons(row, world))
        add(row["complaint_id"], follow_up_reasons(row, world, "complaint_id", "工单"))
    for row in rows["work_orders"]:
        add(row["work_order_id"], work_order_reasons(row, world))
        add(row["work_order_id"], follow_up_reasons(row, world, "work_order_id", "投诉"))
    for row in rows["incidents"]:
        add(row["incident_id"], incident_reasons(row, world))
    for row in rows["calls"]:
        add(row["call_id"], [("SV1", call_reason(row, world))])
    for row in rows["notices"]:
        add(row["notice_id"], notice_reasons(row, world))
    for row in visits:
        if row.get("is_single_issue"):
            add(row["visit_id"], [("SV30", problem_reason(row, world))])
    return found


def grouped(rows: Iterable[Row], key: Any) -> Mapping[Any, list[Row]]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
