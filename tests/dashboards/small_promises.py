"""Promises of a small snapshot: what rules say of its tickets and months, and what is due next.

Belongs here: as much of each mart as makes a page's number equal the rows behind it. Does not
belong here: the rules themselves (the warehouse has and tests them).
"""

from __future__ import annotations

import duckdb

from tests.dashboards.tables import AS_OF, insert

RULES = (
    (
        "SV2",
        "投诉10分钟内派单",
        "Complaint dispatched within 10 minutes",
        "一律在10分钟内安排管理员进行处理",
        "given to somebody within 10 minutes",
        "complaint",
        "minute",
        10,
    ),
    (
        "SV10",
        "报修、家政当日完成",
        "Repairs and home services done the same day",
        "限定在当日完成",
        "to be completed the same day",
        "work_order",
        "calendar_day",
        0,
    ),
    (
        "SV11",
        "每月回访不少于20户",
        "At least 20 households visited a month",
        "不得少于20户回访工作",
        "no fewer than 20 households visited",
        "project_month",
        "count",
        20,
    ),
)
NOT_MEASURED = (
    "SV22",
    "每日天气提示",
    "A weather notice every day",
    "每日张贴天气提示",
    "a weather notice is posted every day",
    "S3",
    "project_month",
    "day",
    None,
    False,
    "每日张贴记录",
    "a record of each day's notice",
)
REASONS = (
    ("done_in_time", "met", "按时完成", "done in time"),
    ("done_late", "missed", "完成但已超时", "done, but late"),
    ("not_done_in_time", "missed", "到期未完成", "not done when it was due"),
    ("not_yet_due", "pending", "尚未到期", "not due yet"),
    ("closed_without_time", "not_measurable", "已结单但未登记时间", "closed without the time"),
    ("withdrawn_before_due", "exempt", "到期前已撤销", "withdrawn before it was due"),
    ("enough_households", "met", "户数已达到", "enough households"),
    ("too_few_households", "missed", "户数不足", "too few households"),
)


def catalogue(connection: duckdb.DuckDBPyConnection) -> None:
    insert(
        connection,
        "rule_catalogue",
        [(*rule[:5], "S1", *rule[5:], True, None, None) for rule in RULES] + [NOT_MEASURED],
    )
    insert(connection, "rule_reasons", list(REASONS))


def rule_results(connection: duckdb.DuckDBPyConnection) -> None:
    """Dispatches, same-day work orders, and the twenty households of every project and month."""
    connection.execute(f"""
    insert into marts.fct_rule_results
    with judged as (
        select 'SV2' as rule_id, received_at + interval 10 minute as due_at,
            dispatched_at as met_at, *
        from marts.fct_tickets where ticket_kind = 'complaint'
        union all
        select 'SV10', date_trunc('day', received_at) + interval '1 day' - interval '1 second',
            resolved_at, *
        from marts.fct_tickets where ticket_kind = 'work_order'),
    reasoned as (
        select *,
            case when met_at <= due_at then 'done_in_time'
                when withdrawn_at is not null and rule_id = 'SV10' then 'withdrawn_before_due'
                when met_at is not null then 'done_late'
                when status <> 'open' then 'closed_without_time'
                when due_at >= timestamp '{AS_OF}' then 'not_yet_due'
                else 'not_done_in_time' end as reason
        from judged)
    select rule_id, ticket_kind, ticket_id, project_name, department,
        date_trunc('month', received_at)::date, received_at, due_at, met_at,
        case reason when 'done_in_time' then 'met' when 'withdrawn_before_due' then 'exempt'
            when 'closed_without_time' then 'not_measurable' when 'not_yet_due' then 'pending'
            else 'missed' end,
        reason, null, null, source_file, source_sheet, source_row
    from reasoned;
    insert into marts.fct_rule_results
    with months as (
        select project_name, date_trunc('month', visited_at) as start,
            count(distinct case when was_reached then room_name end) as households,
            max(visited_at) as last_visited_at, min(source_file) as source_file
        from marts.fct_visits group by 1, 2)
    select 'SV11', 'project_month', project_name || '|' || strftime(start, '%Y-%m'), project_name,
        'all', start::date, start, start + interval '1 month' - interval '1 second',
        case when households >= 20 then last_visited_at end,
        case when households >= 20 then 'met'
            when start + interval '1 month' > timestamp '{AS_OF}' then 'pending'
            else 'missed' end,
        case when households >= 20 then 'enough_households'
            when start + interval '1 month' > timestamp '{AS_OF}' then 'not_yet_due'
            else 'too_few_households' end,
        households, 20, source_file, '', null
    from months
    """)


def promise_tables(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"""
    insert into marts.rule_summaries
    with cells as (
        select r.rule_id, k.kind, date_trunc(k.kind, r.started_at)::date as start,
            coalesce(r.project_name, 'all') as project_name,
            coalesce(nullif(r.department, 'all'), 'all') as department,
            count(*) filter (where verdict = 'met') as met,
            count(*) filter (where verdict = 'missed') as missed,
            count(*) filter (where verdict = 'pending') as pending,
            count(*) filter (where verdict = 'not_measurable') as unknown,
            count(*) filter (where verdict = 'exempt') as exempt
        from marts.fct_rule_results as r
        cross join unnest(['week', 'month', 'quarter', 'year']) as k(kind)
        where r.subject_kind <> 'project_month' or k.kind <> 'week'
        group by grouping sets ((1, 2, 3), (1, 2, 3, r.project_name), (1, 2, 3, r.department),
            (1, 2, 3, r.project_name, r.department)))
    select distinct on (rule_id, kind, start, project_name, department)
        rule_id, kind, start, project_name, department, met, missed, pending, unknown, exempt,
        met / nullif(met + missed, 0), greatest(0, met / nullif(met + missed, 0) - 0.05),
        least(1, met / nullif(met + missed, 0) + 0.05),
        start + case kind when 'week' then interval '7 days' when 'month' then interval '1 month'
            when 'quarter' then interval '3 months' else interval '1 year' end
            <= timestamp '{AS_OF}'
    from cells;
    """)
    connection.execute(f"""
    insert into marts.upcoming_duties
    with open_promises as (
        select r.*, t.room_name,
            date_diff('second', timestamp '{AS_OF}', r.due_at) / 60 as minutes_left
        from marts.fct_rule_results as r
        inner join marts.fct_tickets as t
            on t.ticket_id = r.subject_id and t.ticket_kind = r.subject_kind
        where r.met_at is null and t.is_open and r.verdict in ('pending', 'missed')
        union all
        select r.*, null, date_diff('second', timestamp '{AS_OF}', r.due_at) / 60
        from marts.fct_rule_results as r
        where r.subject_kind = 'project_month' and r.verdict = 'pending')
    select rule_id, case rule_id when 'SV11' then 'visits_owed' else 'promise' end, subject_kind,
        subject_id, project_name, department, room_name, started_at, due_at, minutes_left,
        (required_value - counted_value)::bigint,
        case when minutes_left < 0 then 'overdue' when minutes_left <= 240 then 'within_4_hours'
            when minutes_left <= 1440 then 'within_24_hours'
            when minutes_left <= 10080 then 'within_7_days' else 'later' end,
        source_file, source_sheet, source_row
    from open_promises
    """)


def desk_tables(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("""
    insert into marts.fct_ticket_events
    with events as (
        select *, 'received' as kind, received_at as moment from marts.fct_tickets
        union all select *, 'dispatched', dispatched_at from marts.fct_tickets
        union all select *, 'first_replied', first_replied_at from marts.fct_tickets
        union all select *, 'resolved', resolved_at from marts.fct_tickets
        union all select *, 'withdrawn', withdrawn_at from marts.fct_tickets)
    select project_name, department, ticket_kind, ticket_id,
        row_number() over (partition by ticket_kind, ticket_id order by moment, kind desc),
        kind, moment, handler_staff_id, source_file, source_sheet, source_row
    from events where moment is not null;
    insert into marts.repeat_complaints
    select project_name, max(department), room_name, ticket_class, count(*), min(received_at),
        max(received_at), count(*) filter (where is_open)
    from marts.fct_tickets where ticket_kind = 'complaint'
    group by project_name, room_name, ticket_class having count(*) > 1
    """)
    connection.execute(f"""
    insert into marts.contact_gaps
    select project_name, department, ticket_kind, ticket_id, room_name, received_at,
        first_replied_at, coalesce(first_replied_at, received_at) + interval '7 days',
        date_diff('minute', coalesce(first_replied_at, received_at),
            coalesce(resolved_at, timestamp '{AS_OF}')) / 1440,
        case when first_replied_at is null then 0 else 1 end, is_open,
        is_open and coalesce(first_replied_at, received_at) + interval '7 days'
            < timestamp '{AS_OF}',
        source_file, source_sheet, source_row
    from marts.fct_tickets
    where ticket_kind = 'complaint' and ticket_class in ('一般', '遗留工程');
    insert into marts.visits_owed
    select project_name, room_name, 'dissatisfied_visit', visited_at, visit_id,
        case when visited_at < timestamp '2026-01-01' then visited_at + interval '5 days' end,
        visited_at >= timestamp '2026-01-01', source_file, source_sheet, source_row
    from marts.fct_visits where satisfaction_grade in ('不满意', '很不满意')
    """)
