with cohort_tickets as (
    {{ cohort_tickets('s.slice_no is not null') }}
),

waits as (
    select
        t.cohort_no,
        t.slice_no,
        t.elapsed_hours,
        t.outcome = 'reached' as is_reached
    from cohort_tickets as t
),

at_risk as (
    select
        w.*,
        row_number() over ({{ at_risk_order('w') }}) as at_risk_count,
        lag(w.elapsed_hours) over ({{ at_risk_order('w') }}) as next_hours,
        lag(w.is_reached) over ({{ at_risk_order('w') }}) as is_next_reached
    from waits as w
),

curves as (
    select
        a.cohort_no,
        a.slice_no,
        a.elapsed_hours,
        a.is_reached,
        a.at_risk_count,
        -- Of tickets that reach the stage together the last: only there is the band complete.
        a.is_reached
        and not coalesce(a.is_next_reached and a.next_hours = a.elapsed_hours, false) as is_step,
        a.is_reached and a.at_risk_count = 1 as ends_at_zero,
        {{ sum_of_earlier('a', log_factor('a')) }} as log_survival,
        {{ sum_of_earlier('a', greenwood_term('a')) }} as greenwood
    from at_risk as a
),

bands as (
    select
        c.*,
        case
            when c.is_step then {{ log_bound('c.log_survival', 'c.greenwood', '+') }}
        end as log_low,
        case
            when c.is_step and not c.ends_at_zero
                then {{ log_bound('c.log_survival', 'c.greenwood', '-') }}
        end as log_high
    from curves as c
)

select
    b.cohort_no,
    b.slice_no,
    count(*) as ticket_count,
    count(case when b.is_reached then 1 end) as event_count,
    min(b.at_risk_count) - 1 as at_risk_count,
    min(b.log_survival) as log_survival,
    max(b.greenwood) as greenwood,
    max(case when b.ends_at_zero then 1 else 0 end) as ends_at_zero,
    {{ first_waits('median', '0.5') }},
    {{ first_waits('p75', '0.25') }},
    {{ first_waits('p90', '0.1') }}
from bands as b
group by b.cohort_no, b.slice_no
