with cohort_tickets as (
    {{ cohort_tickets("q.period_kind <> 'week'") }}
),

at_risk as (
    select
        t.period_no,
        t.cell_no,
        t.slice_hours,
        t.is_resolved,
        row_number() over ({{ at_risk_order('t') }}) as at_risk_count
    from cohort_tickets as t
)

select
    a.period_no,
    a.cell_no,
    a.slice_hours,
    count(*) as ticket_count,
    count(case when a.is_resolved then 1 end) as resolved_count,
    coalesce(sum({{ log_factor('a') }}), 0) as log_factor,
    coalesce(sum({{ greenwood_term('a') }}), 0) as greenwood_term,
    max(case when a.is_resolved and a.at_risk_count = 1 then 1 else 0 end) as ends_at_zero
from at_risk as a
group by a.period_no, a.cell_no, a.slice_hours
