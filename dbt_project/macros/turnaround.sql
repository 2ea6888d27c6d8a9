{#
    Kaplan-Meier from receipt to a stage of handling. Open tickets that have not reached it are
    censored at as_of; withdrawn ones stay out, because a withdrawal is no completion; a closed
    ticket without the stage's time is not recorded and stays out too. Both are counted.
#}

{# Every ticket once per cohort that it belongs to, of those that meet a condition on `s`. A
   cohort is a period and a cell in one number, so that the costly sorting has one key. #}
{% macro cohort_tickets(condition) -%}
select
    cast(q.period_no as bigint) * 1000000000 + c.cell_no as cohort_no,
    s.slice_no,
    s.elapsed_hours,
    s.outcome
from {{ ref('int_ticket_stages') }} as s
inner join {{ ref('int_ticket_periods') }} as q
    on
        s.ticket_kind = q.ticket_kind
        and s.stage = q.stage
        and s.received_on = q.received_on
inner join {{ ref('int_ticket_cells') }} as c
    on
        s.project_name = c.member_project_name
        and s.department = c.member_department
        and s.ticket_class = c.member_ticket_class
where {{ condition }} and (q.period_kind <> 'week' or c.ticket_class = 'all')
{%- endmacro %}

{% macro period_of_cohort(cohort_no) -%}
    cast(floor({{ cohort_no }} / 1e9) as integer)
{%- endmacro %}

{% macro cell_of_cohort(cohort_no) -%}
    cast(mod({{ cohort_no }}, 1000000000) as integer)
{%- endmacro %}

{# Tickets at risk when this one leaves, counted from the longest wait: of equal waits an open
   ticket is still at risk when one that reaches the stage leaves. #}
{% macro at_risk_order(alias) -%}
    partition by {{ alias }}.cohort_no
    order by {{ alias }}.elapsed_hours desc nulls last, {{ alias }}.is_reached nulls last
{%- endmacro %}

{# What one ticket that reaches the stage adds to the logarithm of the curve and to Greenwood's
   sum. Taken one after the other, equal waits telescope to the usual (n - d) / n and
   d / (n (n - d)). The very last ticket takes the curve to 0, which has no logarithm: nothing. #}
{% macro log_factor(alias) -%}
    case
        when {{ alias }}.is_reached and {{ alias }}.at_risk_count > 1
            then ln(1 - 1 / cast({{ alias }}.at_risk_count as double))
    end
{%- endmacro %}

{% macro greenwood_term(alias) -%}
    case
        when {{ alias }}.is_reached and {{ alias }}.at_risk_count > 1
            then 1 / (cast({{ alias }}.at_risk_count as double) * ({{ alias }}.at_risk_count - 1))
    end
{%- endmacro %}

{# Sum over this and the earlier leavers of the cohort, row by row. #}
{% macro sum_of_earlier(alias, term) -%}
    coalesce(
        sum({{ term }}) over (
            partition by {{ alias }}.cohort_no
            order by {{ alias }}.at_risk_count desc nulls last
            rows between unbounded preceding and current row
        ), 0
    )
{%- endmacro %}

{# Logarithm of a bound of a survival share by the log-log transformation of Greenwood's
   variance; 0 where nothing has happened yet. #}
{% macro log_bound(log_survival, greenwood, sign) -%}
    case
        when {{ log_survival }} = 0 then cast(0 as double)
        when {{ log_survival }} < 0
            then {{ log_survival }}
                * exp({{ sign }} {{ z95() }} * sqrt({{ greenwood }}) / abs({{ log_survival }}))
    end
{%- endmacro %}

{# A logarithm stands at or below that of a share, with the tolerance within which sums of
   logarithms reach it. #}
{% macro falls_to(logarithm, share) -%}
    {{ logarithm }} <= ln({{ share }}e0 + 1e-9)
{%- endmacro %}

{# The tickets of one stage: what came of them and the minutes they waited. `is_recorded` tells
   whether the ticket's register has a column for the stage; null: its kind knows no such stage. #}
{% macro stage_waits(stage, minutes, is_recorded) -%}
    select
        t.ticket_kind,
        '{{ stage }}' as stage,
        t.project_name,
        t.department,
        coalesce(t.ticket_class, '未注明') as ticket_class,
        cast(t.received_at as date) as received_on,
        case
            when t.status = 'withdrawn' then 'withdrawn'
            when not t.{{ is_recorded }} then 'not_recorded'
            when t.{{ minutes }} is not null then 'reached'
            when t.is_open then 'waiting'
            else 'not_recorded'
        end as outcome,
        case
            -- a time written as a mere day can stand before the time of receipt on that day
            when t.{{ minutes }} < 0 then 0
            else coalesce(t.{{ minutes }}, t.open_minutes)
        end as minutes
    from {{ ref('int_tickets') }} as t
    where t.{{ is_recorded }} is not null
{%- endmacro %}

{# Rows of a cell: which of project, department and class it keeps apart. #}
{% macro cell_of_members(project_name, department, ticket_class) -%}
    select
        m.project_name as member_project_name,
        m.department as member_department,
        m.ticket_class as member_ticket_class,
        {{ project_name }} as project_name,
        {{ department }} as department,
        {{ ticket_class }} as ticket_class
    from members as m
{%- endmacro %}

{# Three columns: the first wait at which the curve stands at or below a share, and the same of
   either side of its band. #}
{% macro first_waits(name, share) -%}
    min(
        case
            when b.is_step and (b.ends_at_zero or {{ falls_to('b.log_survival', share) }})
                then b.elapsed_hours
        end
    ) as {{ name }}_hours,
    min(
        case when b.ends_at_zero or {{ falls_to('b.log_low', share) }} then b.elapsed_hours end
    ) as {{ name }}_low_hours,
    min(
        case when {{ falls_to('b.log_high', share) }} then b.elapsed_hours end
    ) as {{ name }}_high_hours
{%- endmacro %}

{# A column of the cohort's slice before. #}
{% macro slice_before(column) -%}
    lag({{ column }}) over (partition by s.cohort_no order by s.slice_no nulls last)
{%- endmacro %}
