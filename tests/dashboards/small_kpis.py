"""The KPI values of a small snapshot, counted from its own facts.

Belongs here: as much of each KPI as makes a page's number equal the rows behind it. Does not
belong here: the KPI rules themselves (the warehouse has and tests them).
"""

from __future__ import annotations

import duckdb

from tests.dashboards.tables import AS_OF, Row

CATALOGUE = (
    ("satisfaction_rate", "满意率", "Satisfaction rate", "share", "up", "satisfaction"),
    ("satisfaction_score", "满意度", "Satisfaction score", "score", "up", "satisfaction"),
    (
        "ticket_satisfaction_rate",
        "工单回访满意率",
        "Satisfaction after tickets",
        "share",
        "up",
        "satisfaction",
    ),
    (
        "ticket_satisfaction_score",
        "工单回访满意度",
        "Satisfaction score after tickets",
        "score",
        "up",
        "satisfaction",
    ),
    (
        "survey_satisfaction_rate",
        "调查满意率",
        "Survey satisfaction",
        "share",
        "up",
        "satisfaction",
    ),
    (
        "survey_satisfaction_score",
        "调查满意度",
        "Survey satisfaction score",
        "score",
        "up",
        "satisfaction",
    ),
    ("survey_response_rate", "调查应答率", "Survey response rate", "share", "up", "satisfaction"),
    (
        "complaint_dispatch_rate",
        "投诉派单及时率",
        "Complaints dispatched within 10 minutes",
        "share",
        "up",
        "service",
    ),
    (
        "complaint_resolution_km_median_hours",
        "投诉处理中位时长",
        "Median time to resolve",
        "hours",
        "down",
        "service",
    ),
    (
        "work_order_same_day_rate",
        "报修当日完成率",
        "Work orders done the same day",
        "share",
        "up",
        "service",
    ),
    (
        "complaint_same_day_reply_rate",
        "投诉当日回复率",
        "Complaints answered the same day",
        "share",
        "up",
        "service",
    ),
    (
        "complaint_followup_rate",
        "投诉回访率",
        "Complaints followed up",
        "share",
        "up",
        "service",
    ),
    (
        "complaint_promise_kept_rate",
        "承诺兑现率",
        "Promised times kept",
        "share",
        "up",
        "service",
    ),
    ("complaint_repeat_rate", "重复投诉率", "Repeated complaints", "share", "down", "service"),
    (
        "work_order_callback_rate",
        "工单回访率",
        "Work orders called back",
        "share",
        "up",
        "service",
    ),
    ("fee_collection_rate", "收缴率", "Fee collection rate", "share", "up", "fees"),
    (
        "fee_arrears_recovery_rate",
        "清欠率",
        "Arrears recovery rate",
        "share",
        "up",
        "fees",
    ),
    (
        "fee_combined_collection_rate",
        "综合收缴率",
        "Combined collection rate",
        "share",
        "up",
        "fees",
    ),
    ("sales_attainment_rate", "销售任务完成率", "Sales attainment", "share", "up", "sales"),
)
TARGETS = {
    "satisfaction_rate": 0.96,
    "satisfaction_score": 75.0,
    "ticket_satisfaction_rate": 0.96,
    "ticket_satisfaction_score": 75.0,
    "survey_satisfaction_rate": 0.96,
    "survey_satisfaction_score": 75.0,
    "complaint_dispatch_rate": 1.0,
    "work_order_same_day_rate": 1.0,
    "fee_collection_rate": 0.99,
}
PERIODS = ("week", "month", "quarter", "year")


def catalogue_row(kpi_id: str, zh: str, en: str, unit: str, direction: str, page: str) -> Row:
    return (
        kpi_id,
        zh,
        en,
        f"{zh}的口径说明。",
        f"What {en.lower()} counts.",
        "分子 ÷ 分母",
        "numerator ÷ denominator",
        unit,
        direction,
        page,
        "公司年度目标" if kpi_id in TARGETS else None,
        "Company target" if kpi_id in TARGETS else None,
    )


def kpis(connection: duckdb.DuckDBPyConnection) -> None:
    measures = {
        "complaint_dispatch_rate": (
            "select t.received_at as moment, r.project_name, r.department, "
            "r.verdict = 'met' as hit, "
            "1 as n from marts.fct_rule_results r join marts.fct_tickets t "
            "on t.ticket_id = r.subject_id where rule_id = 'SV2' and verdict in ('met','missed')"
        ),
        "work_order_same_day_rate": (
            "select t.received_at as moment, r.project_name, r.department, "
            "r.verdict = 'met' as hit, "
            "1 as n from marts.fct_rule_results r join marts.fct_tickets t "
            "on t.ticket_id = r.subject_id where rule_id = 'SV10' and verdict in ('met','missed')"
        ),
        "complaint_same_day_reply_rate": (
            "select received_at as moment, project_name, department, "
            "coalesce(first_replied_at::date = received_at::date, false) as hit, 1 as n "
            "from marts.fct_tickets where ticket_kind = 'complaint' and (first_replied_at is not "
            "null or withdrawn_at::date > received_at::date or (withdrawn_at is null and "
            f"resolved_at is null and received_at::date < date '{AS_OF:%Y-%m-%d}')) and not "
            "coalesce(withdrawn_at::date = received_at::date and first_replied_at::date > "
            "received_at::date, false)"
        ),
        "complaint_repeat_rate": (
            "select received_at as moment, project_name, department, row_number() over (partition "
            "by project_name, room_name, ticket_class order by received_at) > 1 "
            "as hit, 1 as n from marts.fct_tickets where ticket_kind = 'complaint'"
        ),
        "satisfaction_rate": (
            "select visited_at as moment, project_name, department, is_satisfied as hit, 1 as n "
            "from marts.fct_visits where visit_type = '月度走访' and satisfaction_grade is not null"
        ),
        "satisfaction_score": (
            "select visited_at as moment, project_name, department, "
            "satisfaction_score as hit, 1 as n "
            "from marts.fct_visits where visit_type = '月度走访' and satisfaction_grade is not null"
        ),
        "ticket_satisfaction_rate": (
            "select visited_at as moment, project_name, department, is_satisfied as hit, 1 as n "
            "from marts.fct_visits where visit_type = '工单' and satisfaction_grade is not null"
        ),
        "ticket_satisfaction_score": (
            "select visited_at as moment, project_name, department, "
            "satisfaction_score as hit, 1 as n "
            "from marts.fct_visits where visit_type = '工单' and satisfaction_grade is not null"
        ),
        "survey_satisfaction_rate": (
            "select started_on as moment, project_name, 'all' as department, "
            "is_satisfied as hit, 1 as n "
            "from marts.fct_survey_answers where service_area = '总体'"
        ),
        "survey_satisfaction_score": (
            "select started_on as moment, project_name, 'all' as department, "
            "satisfaction_score as hit, 1 as n "
            "from marts.fct_survey_answers where service_area = '总体'"
        ),
        "survey_response_rate": (
            "select s.started_on as moment, i.project_name, 'all' as department, "
            "i.is_respondent as hit, 1 as n "
            "from marts.fct_survey_invites i inner join marts.fct_surveys s "
            "using (survey_id, project_name) where i.is_eligible"
        ),
        "complaint_resolution_km_median_hours": (
            "select received_at as moment, project_name, department, "
            "coalesce(minutes_to_resolve, open_minutes) / 60 as hit, 1 as n, status "
            "from marts.fct_tickets where ticket_kind = 'complaint' and status <> 'withdrawn'"
        ),
        "fee_collection_rate": (
            "select service_from as moment, project_name, 'all' as department, "
            "settled_amount as hit, "
            "receivable_amount - concession_amount as n from marts.fct_fee_bills"
        ),
    }
    for kpi_id, rows in measures.items():
        for kind in PERIODS:
            if not (kpi_id.startswith("fee_") and kind == "week"):
                connection.execute(_kpi_sql(kpi_id, kind, rows))
    for kind in PERIODS[1:]:
        for kpi_id, arrears_only in (
            ("fee_arrears_recovery_rate", True),
            ("fee_combined_collection_rate", False),
        ):
            connection.execute(_arrears_sql(kpi_id, kind, arrears_only=arrears_only))


def _kpi_sql(kpi_id: str, kind: str, rows: str) -> str:
    target = TARGETS.get(kpi_id)
    is_median = kpi_id.endswith("median_hours")
    is_share = not is_median and not kpi_id.endswith("_score")
    compared = "no_target" if target is None else None
    resolved = "count(*) filter (where status = 'resolved')" if is_median else "null"
    scarce = "n < 30" if "satisfaction" in kpi_id else "false"
    by_department = not kpi_id.startswith(("fee_", "survey_"))
    department = "coalesce(department, 'all')" if by_department else "'all'"
    cube = ", (start, department), (start, project_name, department)" if by_department else ""
    return f"""
    insert into marts.kpi_values
    with rows as (select date_trunc('{kind}', moment)::date as start, * from ({rows})),
    cells as (
        select start, coalesce(project_name, 'all') as project_name,
            {department} as department, sum(hit::decimal(38,4)) as hits,
            sum(n::decimal(38,4)) as n, median(hit::double) as middle, count(*) as c,
            {resolved} as top
        from rows
        group by grouping sets ((start), (start, project_name){cube})),
    valued as (select *, {"middle" if is_median else "hits / n"}::double as value from cells
               where n > 0)
    select '{kpi_id}', '{kind}', start, project_name, department,
        start + interval {3 if kind == "quarter" else 1} {"month" if kind == "quarter" else kind}
            <= timestamp '{AS_OF}',
        {"null" if is_median else "hits"}, n, 1, value, {target if target else "null"},
        {
        f"'{compared}'"
        if compared
        else f"case when {scarce} then 'not_enough_data' when value >= {target} then 'met' "
        "else 'missed' end"
    },
        {
        "greatest(0, value - 1.96 * sqrt(value * (1 - value) / c) - 0.01)"
        if is_share and not kpi_id.startswith("fee_")
        else "null"
    },
        {
        "least(1, value + 1.96 * sqrt(value * (1 - value) / c) + 0.01)"
        if is_share and not kpi_id.startswith("fee_")
        else "null"
    }
    from valued
    """


def _arrears_sql(kpi_id: str, kind: str, *, arrears_only: bool) -> str:
    """Recovered ÷ opening arrears per period and project; with the period's own bills added to
    both sides unless `arrears_only`."""
    step = "3 month" if kind == "quarter" else f"1 {kind}"
    own = "0" if arrears_only else "1"
    return f"""
    insert into marts.kpi_values
    with periods as (
        select distinct date_trunc('{kind}', service_from)::date as start from marts.fct_fee_bills),
    bounds as (select start, (start + interval {step})::date as stop from periods),
    lines as (
        select p.start, b.project_name, 0::decimal(38,4) as top,
            (b.receivable_amount - b.concession_amount)::decimal(38,4) as bottom
        from bounds p inner join marts.fct_fee_bills b on b.due_on < p.start
        union all
        select p.start, s.project_name, 0, -s.settled_amount
        from bounds p inner join marts.fct_fee_settlements s on s.paid_at < p.start
        inner join marts.fct_fee_bills b on b.bill_id = s.bill_id and b.due_on < p.start
        union all
        select p.start, s.project_name, s.settled_amount, 0
        from bounds p
        inner join marts.fct_fee_settlements s on s.paid_at >= p.start and s.paid_at < p.stop
        inner join marts.fct_fee_bills b on b.bill_id = s.bill_id and b.due_on < p.start
        union all
        select p.start, b.project_name, b.settled_amount * {own},
            (b.receivable_amount - b.concession_amount) * {own}
        from bounds p
        inner join marts.fct_fee_bills b on b.service_from >= p.start and b.service_from < p.stop),
    cells as (
        select start, coalesce(project_name, 'all') as project_name, sum(top) as top,
            sum(bottom) as bottom
        from lines group by grouping sets ((start), (start, project_name)))
    select '{kpi_id}', '{kind}', start, project_name, 'all',
        start + interval {step} <= timestamp '{AS_OF}', top, bottom, 0, (top / bottom)::double,
        null, 'no_target', null, null
    from cells where bottom > 0
    """
