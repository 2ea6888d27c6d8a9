with cohort_tickets as (
    {{ cohort_tickets("w.ticket_kind = 'complaint'") }}
),

at_risk as (
    select
        t.period_no,
        t.cell_no,
        t.elapsed_hours,
        t.is_resolved,
        row_number() over ({{ at_risk_order('t') }}) as at_risk_count,
        lag(t.elapsed_hours) over ({{ at_risk_order('t') }}) as next_hours,
        lag(t.is_resolved) over ({{ at_risk_order('t') }}) as is_next_resolved
    from cohort_tickets as t
),

curves as (
    select
        a.period_no,
        a.cell_no,
        a.elapsed_hours,
        a.is_resolved,
        -- Of resolved tickets with equal waits the last: only there is the band complete.
        not coalesce(a.is_next_resolved and a.next_hours = a.elapsed_hours, false)
            as is_last_of_its_time,
        a.is_resolved and a.at_risk_count = 1 as ends_at_zero,
        {{ sum_of_earlier('a', log_factor('a')) }} as log_survival,
        {{ sum_of_earlier('a', greenwood_term('a')) }} as greenwood
    from at_risk as a
)

select
    c.period_no,
    c.cell_no,
    count(*) as ticket_count,
    count(case when c.is_resolved then 1 end) as resolved_count,
    min(
        case when c.ends_at_zero or exp(c.log_survival) <= {{ half() }} then c.elapsed_hours end
    ) as median_hours,
    min(
        case
            when
                c.ends_at_zero
                or (
                    c.is_last_of_its_time
                    and {{ survival_bound('c.log_survival', 'c.greenwood', '+') }} <= {{ half() }}
                )
                then c.elapsed_hours
        end
    ) as median_low_hours,
    min(
        case
            when
                c.is_last_of_its_time
                and not c.ends_at_zero
                and {{ survival_bound('c.log_survival', 'c.greenwood', '-') }} <= {{ half() }}
                then c.elapsed_hours
        end
    ) as median_high_hours
from curves as c
group by c.period_no, c.cell_no
