"""A small published snapshot with the tables of the pages, made without the pipeline.

Belongs here: the columns of the marts the dashboards read, and rows that agree with each other
(a KPI is counted from the very facts its drill-down shows). Does not belong here: any rule of the
business beyond what the pages need to be tested; the real build is tested end to end elsewhere.
"""

from __future__ import annotations

import json
import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl

AS_OF = datetime(2026, 4, 1, 9, 0)
PROJECTS = ("翠湖花园", "金桂苑")

DDL = """
create schema marts;
create table marts.dim_projects(project_name varchar, city varchar, project_type varchar,
    household_count bigint, opened_on date);
create table marts.dim_rooms(project_name varchar, room_name varchar, building_name varchar,
    entrance_name varchar, floor_area_sqm decimal(18,4), room_use varchar,
    occupancy_status varchar, handed_over_on date, is_registered boolean);
create table marts.fct_tickets(project_name varchar, department varchar, ticket_id varchar,
    ticket_kind varchar, ticket_class varchar, room_name varchar, channel varchar,
    is_important boolean, urgency varchar, service_item varchar, handler_staff_id varchar,
    received_at timestamp, dispatched_at timestamp, arrived_at timestamp,
    first_replied_at timestamp, promised_at timestamp, resolved_at timestamp,
    followed_up_at timestamp, withdrawn_at timestamp, reopened_count bigint, status varchar,
    is_open boolean, minutes_to_dispatch double, minutes_to_first_reply double,
    minutes_to_resolve double, open_minutes double,
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.fct_visits(project_name varchar, department varchar, visit_id varchar,
    visit_type varchar, visit_method varchar, room_name varchar, staff_id varchar,
    ticket_id varchar, visited_at timestamp, was_reached boolean, satisfaction_grade varchar,
    satisfaction_score decimal(18,4), is_satisfied boolean,
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.fct_fee_bills(project_name varchar, bill_id varchar, room_name varchar,
    building_name varchar, fee_item varchar, service_from date, service_to date, due_on date,
    billed_on date, receivable_amount decimal(18,2), concession_amount decimal(18,2),
    settled_amount decimal(18,2), outstanding_amount decimal(18,2), settled_on date,
    days_past_due bigint, ageing_bucket varchar,
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.fct_fee_settlements(project_name varchar, payment_id varchar, bill_id varchar,
    room_name varchar, fee_item varchar, paid_at timestamp, settled_amount decimal(18,2),
    is_prepayment boolean, is_arrears_recovery boolean, settlement_no bigint,
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.fct_rule_results(rule_id varchar, subject_kind varchar, subject_id varchar,
    project_name varchar, department varchar, period_start_on date, due_at timestamp,
    met_at timestamp, verdict varchar, reason varchar,
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.kpi_values(kpi_id varchar, period_kind varchar, period_start_on date,
    project_name varchar, department varchar, is_complete boolean, numerator decimal(38,4),
    denominator decimal(38,4), excluded_count bigint, value double, target double,
    verdict varchar, low double, high double);
create table marts.kpi_catalogue(kpi_id varchar, name_zh varchar, name_en varchar,
    definition_zh varchar, definition_en varchar, formula_zh varchar, formula_en varchar,
    unit varchar, direction varchar, page varchar, target_source_zh varchar,
    target_source_en varchar);
create table marts.ticket_turnaround_curves(ticket_kind varchar, period_kind varchar,
    period_start_on date, project_name varchar, department varchar, elapsed_hours double,
    ticket_count bigint, at_risk_count bigint, event_count bigint, survival_share double,
    low double, high double);
create table marts.open_ticket_ages(project_name varchar, department varchar, ticket_kind varchar,
    age_bucket varchar, age_bucket_order integer, ticket_count bigint);
create table marts.fee_ageing(project_name varchar, fee_item varchar, ageing_bucket varchar,
    bucket_order integer, bill_count bigint, household_count bigint,
    outstanding_amount decimal(18,2));
create table marts.fee_debtors(project_name varchar, room_name varchar, bill_count bigint,
    outstanding_amount decimal(18,2), oldest_due_on date, max_days_past_due bigint,
    debtor_rank bigint);
create table marts.fee_collection_curves(project_name varchar, period_start_on date,
    days_since_due bigint, collected_amount decimal(18,2), receivable_amount decimal(18,2),
    collected_share double, is_complete boolean);
create table marts.intake_files(file varchar, export varchar, status varchar,
    exported_at timestamp, received_at timestamp, batch_id varchar, rows_in bigint,
    rows_accepted bigint, rows_quarantined bigint, rows_ignored bigint,
    amount_in decimal(18,2), amount_accepted decimal(18,2), amount_quarantined decimal(18,2),
    amount_ignored decimal(18,2), message_zh varchar, message_en varchar);
create table marts.quarantined_rows(export varchar, file varchar, sheet varchar, "row" integer,
    cell varchar, "column" varchar, found varchar, expected varchar, code varchar,
    message_zh varchar, message_en varchar, amount_affected decimal(18,2), batch_id varchar,
    finding_count bigint);
create table marts.quarantine_findings as select * from marts.quarantined_rows;
create table marts.check_results(check_name varchar, layer varchar, subject varchar,
    severity varchar, status varchar, description_zh varchar, description_en varchar,
    detail varchar);
create table marts.build_info(as_of timestamp, snapshot_id varchar, software_version varchar,
    data_to timestamp);
"""

CATALOGUE = (
    ("satisfaction_rate", "满意率", "Satisfaction rate", "share", "up", "overview"),
    ("satisfaction_score", "满意度", "Satisfaction score", "score", "up", "overview"),
    ("complaint_dispatch_rate", "投诉派单及时率", "Complaints dispatched within 10 minutes",
     "share", "up", "complaint_turnaround"),
    ("complaint_resolution_km_median_hours", "投诉处理中位时长", "Median time to resolve",
     "hours", "down", "complaint_turnaround"),
    ("work_order_same_day_rate", "报修当日完成率", "Work orders done the same day",
     "share", "up", "overview"),
    ("fee_collection_rate", "收缴率", "Fee collection rate", "share", "up", "fee_collection"),
    ("fee_arrears_recovery_rate", "清欠率", "Arrears recovery rate", "share", "up",
     "fee_collection"),
    ("fee_combined_collection_rate", "综合收缴率", "Combined collection rate", "share", "up",
     "fee_collection"),
)
TARGETS = {
    "satisfaction_rate": 0.96, "satisfaction_score": 75.0, "complaint_dispatch_rate": 1.0,
    "work_order_same_day_rate": 1.0, "fee_collection_rate": 0.99,
}
GRADE_SCORES = {"很满意": 100, "满意": 75, "基本满意": 50, "不满意": 25, "很不满意": 0}
AGEING = ("not_due", "1-30", "31-90", "91-180", "181-365", "1-2y", "2-3y", "over_3y")
CURVE_HOURS = (0, 1, 2, 4, 6, 8, 12, 18, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720)
PERIODS = ("week", "month", "quarter", "year")


def write_home(home: Path, *, snapshot_id: str = "20260401T090000", rooms_each: int = 12,
               tickets: int = 400, visits: int = 500, empty: bool = False, seed: int = 1) -> Path:
    """Write `home/published/<snapshot_id>` and point CURRENT at it; return that directory.

    `empty` leaves every fact out: an installation that has published, but received nothing.
    """
    directory = home / "published" / snapshot_id
    directory.mkdir(parents=True)
    connection = duckdb.connect(str(directory / "main.duckdb"))
    connection.execute(DDL)
    draw = random.Random(seed)
    _insert(connection, "build_info", [(AS_OF, snapshot_id, "0.1.0", None if empty else AS_OF)])
    _insert(connection, "kpi_catalogue", [_catalogue_row(*row) for row in CATALOGUE])
    if not empty:
        _facts(connection, draw, rooms_each=rooms_each, tickets=tickets, visits=visits)
        _rules(connection)
        _kpis(connection)
        _fee_tables(connection)
        _curves(connection)
        _intake(connection)
    connection.close()
    (directory / "manifest.json").write_text(json.dumps({
        "snapshot_id": snapshot_id, "as_of": AS_OF.isoformat(), "built_at": "2026-04-01T09:02:11",
        "software_version": "0.1.0", "checks": {"passed": 4, "warned": 1, "failed": 0},
    }), encoding="utf-8")
    (home / "published" / "CURRENT").write_text(snapshot_id + "\n", encoding="utf-8")
    if not empty:
        (home / "quarantine").mkdir(exist_ok=True)
        _correction_workbook(home / "quarantine" / "缴费20260401T0900_更正.xlsx")
    return directory


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    if rows:
        frame = pl.DataFrame(rows, orient="row", infer_schema_length=None, strict=False)
        connection.register("arriving", frame)
        connection.execute(f"insert into marts.{table} select * from arriving")
        connection.unregister("arriving")


def _catalogue_row(kpi_id: str, zh: str, en: str, unit: str, direction: str, page: str) -> tuple:
    return (kpi_id, zh, en, f"{zh}的口径说明。", f"What {en.lower()} counts.", "分子 ÷ 分母",
            "numerator ÷ denominator", unit, direction, page,
            "公司年度目标" if kpi_id in TARGETS else None,
            "Company target" if kpi_id in TARGETS else None)


def _facts(connection, draw: random.Random, *, rooms_each: int, tickets: int,
           visits: int) -> None:
    rooms = [(project, f"{1 + n // 8}栋-1单元-{1 + n % 8 // 2}0{1 + n % 2}室")
             for project in PROJECTS for n in range(rooms_each)]
    _insert(connection, "dim_projects", [
        (project, "郑州", "住宅", rooms_each, date(2015, 1, 1)) for project in PROJECTS])
    _insert(connection, "dim_rooms", [
        (project, room, room.split("-")[0], "1单元", Decimal("89.5"), "住宅", "自用",
         date(2015, 6, 1), True) for project, room in rooms])
    _insert(connection, "fct_tickets", [_ticket(draw, n, rooms) for n in range(tickets)])
    _insert(connection, "fct_visits", [_visit(draw, n, rooms) for n in range(visits)])
    bills: list[tuple] = []
    settlements: list[tuple] = []
    for project, room in rooms:
        for month in range(15):
            _bill(draw, bills, settlements, project, room, month)
    _insert(connection, "fct_fee_bills", bills)
    _insert(connection, "fct_fee_settlements", settlements)


def _moment(draw: random.Random) -> datetime:
    minutes = int((AS_OF - datetime(2025, 1, 1)).total_seconds() // 60)
    return datetime(2025, 1, 1) + timedelta(minutes=draw.randrange(minutes))


def _ticket(draw: random.Random, n: int, rooms: list[tuple[str, str]]) -> tuple:
    project, room = draw.choice(rooms)
    complaint = n % 2 == 0
    received = _moment(draw)
    wait = timedelta(minutes=draw.choice([2, 4, 6, 8, 9, 10, 10, 12, 35]))
    dispatched = received + wait if received + wait <= AS_OF and draw.random() < 0.97 else None
    resolved = received + timedelta(hours=draw.expovariate(1 / (40 if complaint else 7)))
    is_open = resolved > AS_OF or draw.random() < 0.06
    withdrawn = None if is_open or draw.random() > 0.03 else resolved
    done = None if is_open or withdrawn else resolved
    status = "open" if is_open else "withdrawn" if withdrawn else "resolved"
    return (
        project, draw.choice(["客服部", "工程部"]) if complaint else "工程部",
        f"{'TS' if complaint else 'GD'}{n:06d}", "complaint" if complaint else "work_order",
        draw.choice(["一般", "紧急", "服务态度", "遗留工程"] if complaint else ["报修", "家政"]),
        room, draw.choice(["来电", "来访", "微信"]), False, "普通", None, f"S{n % 7}", received,
        dispatched, None, dispatched, None, done, None, withdrawn, 0, status, is_open,
        _minutes(received, dispatched), _minutes(received, dispatched), _minutes(received, done),
        _minutes(received, AS_OF) if is_open else None,
        f"{'投诉登记' if complaint else '服务工作单'}{received:%Y%m}01T0900.xlsx",
        "Sheet1", n % 200 + 2,
    )


def _minutes(start: datetime, end: datetime | None) -> float | None:
    return None if end is None else (end - start).total_seconds() / 60


def _visit(draw: random.Random, n: int, rooms: list[tuple[str, str]]) -> tuple:
    project, room = draw.choice(rooms)
    visited = _moment(draw)
    reached = draw.random() < 0.92
    grade = draw.choices(list(GRADE_SCORES), [40, 44, 12, 3, 1])[0] if reached else None
    return (project, "客服部", f"HF{n:06d}", draw.choice(["月度走访"] * 3 + ["工单"]), "电话", room,
            f"S{n % 7}", None, visited, reached, grade,
            None if grade is None else GRADE_SCORES[grade],
            None if grade is None else GRADE_SCORES[grade] >= 50,
            f"visits_{visited:%Y%m}01T0900.csv", "", n % 200 + 2)


def _bill(draw: random.Random, bills: list[tuple], settlements: list[tuple], project: str,
          room: str, month: int) -> None:
    start = date(2025 + month // 12, month % 12 + 1, 1)
    end = date(2025 + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
    due = start + timedelta(days=14)
    receivable = Decimal("268.50")
    concession = Decimal("10.00") if draw.random() < 0.05 else Decimal("0.00")
    number = len(bills)
    paid_on = due + timedelta(days=draw.choice([-20, -10, -3, 0, 2, 9, 25, 70, 140]))
    paid = draw.random() < 0.965 and paid_on <= AS_OF.date()
    part = paid and draw.random() < 0.04
    net = receivable - concession
    settled = Decimal("100.00") if part else net if paid else Decimal("0.00")
    late = max(0, (AS_OF.date() - due).days)
    bucket = "settled" if settled == net else _bucket(late)
    bills.append((project, f"ZD{number:06d}", room, room.split("-")[0], "物业费", start, end, due,
                  start, receivable, concession, settled, net - settled,
                  paid_on if settled == net else None, 0 if settled == net else late, bucket,
                  f"账单{start:%Y%m}01T0900.xlsx", "账单", number % 500 + 2))
    if paid:
        moment = datetime(paid_on.year, paid_on.month, paid_on.day, 10, number % 60)
        quarter = date(moment.year, (moment.month - 1) // 3 * 3 + 1, 1)
        settlements.append((project, f"JF{number:06d}", f"ZD{number:06d}", room, "物业费", moment,
                            settled, moment.date() < start, due < quarter, 1,
                            f"缴费{moment:%Y%m}01T0900.xlsx", "缴费", number % 500 + 2))


def _bucket(days: int) -> str:
    limits = ((0, "not_due"), (30, "1-30"), (90, "31-90"), (180, "91-180"), (365, "181-365"),
              (730, "1-2y"), (1095, "2-3y"))
    return next((name for limit, name in limits if days <= limit), "over_3y")


def _rules(connection) -> None:
    connection.execute(f"""
    insert into marts.fct_rule_results
    select 'SV2', 'ticket', ticket_id, project_name, department,
        date_trunc('month', received_at)::date, received_at + interval 10 minute, dispatched_at,
        case when dispatched_at <= received_at + interval 10 minute then 'met'
             when dispatched_at is not null then 'missed'
             when status <> 'open' then 'not_measurable' else 'missed' end, null,
        source_file, source_sheet, source_row
    from marts.fct_tickets where ticket_kind = 'complaint'
    union all
    select 'SV10', 'ticket', ticket_id, project_name, department,
        date_trunc('month', received_at)::date,
        date_trunc('day', received_at) + interval 1 day, resolved_at,
        case when withdrawn_at is not null then 'exempt'
             when resolved_at::date = received_at::date then 'met'
             when resolved_at is null and received_at::date = '{AS_OF:%Y-%m-%d}' then 'pending'
             else 'missed' end, null, source_file, source_sheet, source_row
    from marts.fct_tickets where ticket_kind = 'work_order'
    """)


def _kpis(connection) -> None:
    measures = {
        "complaint_dispatch_rate": (
            "select t.received_at as moment, r.project_name, r.department, r.verdict = 'met' as hit, "
            "1 as n from marts.fct_rule_results r join marts.fct_tickets t "
            "on t.ticket_id = r.subject_id where rule_id = 'SV2' and verdict in ('met','missed')"),
        "work_order_same_day_rate": (
            "select t.received_at as moment, r.project_name, r.department, r.verdict = 'met' as hit, "
            "1 as n from marts.fct_rule_results r join marts.fct_tickets t "
            "on t.ticket_id = r.subject_id where rule_id = 'SV10' and verdict in ('met','missed')"),
        "satisfaction_rate": (
            "select visited_at as moment, project_name, department, is_satisfied as hit, 1 as n "
            "from marts.fct_visits where visit_type = '月度走访' and satisfaction_grade is not null"),
        "satisfaction_score": (
            "select visited_at as moment, project_name, department, satisfaction_score as hit, 1 as n "
            "from marts.fct_visits where visit_type = '月度走访' and satisfaction_grade is not null"),
        "complaint_resolution_km_median_hours": (
            "select received_at as moment, project_name, department, "
            "coalesce(minutes_to_resolve, open_minutes) / 60 as hit, 1 as n "
            "from marts.fct_tickets where ticket_kind = 'complaint' and status <> 'withdrawn'"),
        "fee_collection_rate": (
            "select service_from as moment, project_name, 'all' as department, settled_amount as hit, "
            "receivable_amount - concession_amount as n from marts.fct_fee_bills"),
        "fee_arrears_recovery_rate": (
            "select paid_at as moment, project_name, 'all' as department, settled_amount as hit, "
            "settled_amount * 3 as n from marts.fct_fee_settlements where is_arrears_recovery"),
        "fee_combined_collection_rate": (
            "select service_from as moment, project_name, 'all' as department, settled_amount as hit, "
            "receivable_amount - concession_amount + 5 as n from marts.fct_fee_bills"),
    }
    for kpi_id, rows in measures.items():
        for kind in PERIODS:
            if not (kpi_id.startswith("fee_") and kind == "week"):
                connection.execute(_kpi_sql(kpi_id, kind, rows))


def _kpi_sql(kpi_id: str, kind: str, rows: str) -> str:
    target = TARGETS.get(kpi_id)
    is_median = kpi_id.endswith("median_hours")
    is_share = not is_median and kpi_id != "satisfaction_score"
    compared = "no_target" if target is None else None
    scarce = "n < 30" if kpi_id.startswith("satisfaction") else "false"
    by_department = not kpi_id.startswith("fee_")
    department = "coalesce(department, 'all')" if by_department else "'all'"
    cube = ", (start, department), (start, project_name, department)" if by_department else ""
    return f"""
    insert into marts.kpi_values
    with rows as (select date_trunc('{kind}', moment)::date as start, * from ({rows})),
    cells as (
        select start, coalesce(project_name, 'all') as project_name,
            {department} as department, sum(hit::decimal(38,4)) as hits,
            sum(n::decimal(38,4)) as n, median(hit::double) as middle, count(*) as c
        from rows
        group by grouping sets ((start), (start, project_name){cube})),
    valued as (select *, {'middle' if is_median else 'hits / n'}::double as value from cells
               where n > 0)
    select '{kpi_id}', '{kind}', start, project_name, department,
        start + interval {3 if kind == 'quarter' else 1} {'month' if kind == 'quarter' else kind}
            <= timestamp '{AS_OF}',
        {'null' if is_median else 'hits'}, n, 1, value, {target if target else 'null'},
        {f"'{compared}'" if compared else
         f"case when {scarce} then 'not_enough_data' when value >= {target} then 'met' "
         "else 'missed' end"},
        {"greatest(0, value - 1.96 * sqrt(value * (1 - value) / c) - 0.01)" if is_share and
         not kpi_id.startswith("fee_") else 'null'},
        {"least(1, value + 1.96 * sqrt(value * (1 - value) / c) + 0.01)" if is_share and
         not kpi_id.startswith("fee_") else 'null'}
    from valued
    """


def _fee_tables(connection) -> None:
    order = " ".join(f"when '{name}' then {n}" for n, name in enumerate(AGEING))
    connection.execute(f"""
    insert into marts.fee_ageing
    select coalesce(project_name, 'all'), coalesce(fee_item, 'all'), ageing_bucket,
        case ageing_bucket {order} end, count(*), count(distinct project_name || room_name),
        sum(outstanding_amount)
    from marts.fct_fee_bills where outstanding_amount > 0
    group by grouping sets ((ageing_bucket), (project_name, ageing_bucket),
        (fee_item, ageing_bucket), (project_name, fee_item, ageing_bucket));
    insert into marts.fee_debtors
    select project_name, room_name, count(*), sum(outstanding_amount), min(due_on),
        max(days_past_due), row_number() over (order by sum(outstanding_amount) desc, room_name)
    from marts.fct_fee_bills where outstanding_amount > 0 and days_past_due > 0
    group by project_name, room_name;
    insert into marts.fee_collection_curves
    with bills as (
        select *, date_trunc('quarter', due_on)::date as start from marts.fct_fee_bills),
    grid as (select unnest([-30, -15, -7, 0, 7, 15, 30, 45, 60, 90, 120, 180]) as days)
    select coalesce(b.project_name, 'all'), b.start, grid.days,
        sum(case when s.paid_at::date <= b.due_on + grid.days::integer then s.settled_amount
            else 0 end),
        sum(receivable_amount - concession_amount),
        (sum(case when s.paid_at::date <= b.due_on + grid.days::integer then s.settled_amount
            else 0 end) / sum(receivable_amount - concession_amount))::double,
        max(b.due_on) + grid.days::integer <= date '{AS_OF:%Y-%m-%d}'
    from bills b cross join grid
    left join marts.fct_fee_settlements s on s.bill_id = b.bill_id
    group by grouping sets ((b.start, grid.days), (b.project_name, b.start, grid.days));
    insert into marts.open_ticket_ages
    select coalesce(project_name, 'all'), coalesce(department, 'all'), ticket_kind,
        bucket.name, bucket.number, count(*)
    from marts.fct_tickets
    inner join (values ('under_1d', 1, 0, 1440), ('1-3d', 2, 1440, 4320),
        ('3-7d', 3, 4320, 10080), ('7-30d', 4, 10080, 43200), ('over_30d', 5, 43200, 9e9))
        as bucket(name, number, low, high)
        on open_minutes >= bucket.low and open_minutes < bucket.high
    where is_open
    group by grouping sets ((ticket_kind, bucket.name, bucket.number),
        (project_name, ticket_kind, bucket.name, bucket.number),
        (project_name, department, ticket_kind, bucket.name, bucket.number),
        (department, ticket_kind, bucket.name, bucket.number))
    """)


def _curves(connection) -> None:
    rows = connection.execute("""
        select kind, date_trunc(kind, received_at)::date, p, d,
            list(coalesce(minutes_to_resolve, open_minutes) / 60), list(resolved_at is not null)
        from marts.fct_tickets, unnest(['month', 'quarter', 'year']) as kinds(kind),
            unnest([project_name, 'all']) as projects(p), unnest([department, 'all']) as depts(d)
        where ticket_kind = 'complaint' and status <> 'withdrawn'
        group by 1, 2, 3, 4 order by 1, 2, 3, 4""").fetchall()
    lines = []
    for kind, start, project, department, hours, done in rows:
        survival, seen, left = 1.0, 0.0, sorted(zip(hours, done, strict=True))
        for elapsed in CURVE_HOURS:
            events = 0
            for moment, happened in left:
                if seen < moment <= elapsed and happened:
                    survival *= 1 - 1 / sum(1 for other, _ in left if other >= moment)
                    events += 1
            seen = float(elapsed)
            at_risk = sum(1 for moment, _ in left if moment > elapsed)
            spread = 1.96 * (survival * (1 - survival) / len(left)) ** 0.5
            lines.append(("complaint", kind, start, project, department, float(elapsed), len(left),
                          at_risk, events, survival, max(0.0, survival - spread),
                          min(1.0, survival + spread)))
    _insert(connection, "ticket_turnaround_curves", lines)


def _intake(connection) -> None:
    money = Decimal("125000.00")
    _insert(connection, "intake_files", [
        ("缴费20260401T0900.xlsx", "fee_payments", "accepted", AS_OF, AS_OF, "a" * 16, 480, 478, 2, 0,
         money, money - 537, Decimal("537.00"), Decimal("0.00"),
         "478 行已入库，2 行待更正。", "478 rows taken, 2 rows to correct."),
        ("账单20260401T0900.xlsx", "fee_bills", "accepted", AS_OF, AS_OF, "b" * 16, 360, 360, 0, 0,
         money, money, Decimal("0.00"), Decimal("0.00"), "全部入库。", "All rows taken."),
        ("投诉登记20260401T0900.xlsx", "complaints", "held", AS_OF, AS_OF, "c" * 16, 100, 0, 30, 0,
         None, None, None, None, "30 行被拒，超过 5%，整份待确认。",
         "30 rows refused, more than 5 %: the file waits for a decision."),
        ("说明.xlsx", None, "rejected", AS_OF, AS_OF, "d" * 16, 0, 0, 0, 0, None, None, None, None,
         "表头不属于任何一种导出。", "The headers belong to no known export."),
    ])
    for table in ("quarantined_rows", "quarantine_findings"):
        _insert(connection, table, [
            ("fee_payments", "缴费20260401T0900.xlsx", "缴费", 17, "G17", "实收金额", "二百六十八",
             "金额，如 268.50", "not_money", "第 17 行“实收金额”不是数字。",
             "Row 17: the amount received is not a number.", None, "a" * 16, 1),
            ("fee_payments", "缴费20260401T0900.xlsx", "缴费", 33, "F33", "缴费时间", "2026-05-01 10:00",
             "不晚于导出时间", "after_export", "第 33 行缴费时间晚于导出时间。",
             "Row 33: paid after the time of the export.", Decimal("537.00"), "a" * 16, 2)])
    _insert(connection, "check_results", [
        ("bill_id_is_unique", "dbt", "fct_fee_bills", "error", "passed", "账单编号唯一", "Bill ids are unique", ""),
        ("settled_plus_outstanding_is_net", "dbt", "fct_fee_bills", "error", "passed",
         "已收加未收等于净应收", "Settled plus outstanding is net receivable", ""),
        ("complaints_volume", "great_expectations", "complaints", "warn", "warned",
         "投诉行数在通常范围内", "Complaint volume is usual", "100 行，通常 150–400"),
        ("rows_in_equal_rows_out", "intake", "fee_payments", "error", "passed",
         "收到的行数等于入库、待更正与忽略之和", "Rows in equal rows accepted, refused and ignored", ""),
    ])


def _correction_workbook(path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["缴费编号", "实收金额"])
    book.save(path)
