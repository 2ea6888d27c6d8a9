{#
    Kaplan-Meier from receipt to resolution. Open tickets are censored at as_of; withdrawn ones
    stay out, because a withdrawal is no resolution.
#}

{# One row per ticket and cohort it belongs to: period_no, cell_no, elapsed_hours, is_resolved
   and the end of its slice of elapsed time (empty after the grid's last). #}
{% macro cohort_tickets(condition) %}
with slices as (
    select
        coalesce(
            lag(g.elapsed_hours) over (order by g.elapsed_hours nulls last), -1
        ) as above_hours,
        g.elapsed_hours as slice_hours
    from {{ ref('turnaround_grid') }} as g
),

waits as (
    select
        t.ticket_kind,
        t.project_name,
        t.department,
        cast(t.received_at as date) as received_on,
        coalesce(t.minutes_to_resolve, t.open_minutes) / 60 as elapsed_hours,
        t.status = 'resolved' as is_resolved
    from {{ ref('int_tickets') }} as t
    where t.status <> 'withdrawn'
)

select
    q.period_no,
    c.cell_no,
    w.elapsed_hours,
    w.is_resolved,
    s.slice_hours
from waits as w
left join slices as s
    on w.elapsed_hours > s.above_hours and w.elapsed_hours <= s.slice_hours
inner join {{ ref('int_ticket_periods') }} as q
    on w.ticket_kind = q.ticket_kind and w.received_on = q.received_on
inner join {{ ref('int_ticket_cells') }} as c
    on w.project_name = c.member_project_name and w.department = c.member_department
where {{ condition }}
{% endmacro %}

{# Tickets at risk when this one leaves, counted from the longest wait: of equal waits an open
   ticket is still at risk when a resolved one leaves. #}
{% macro at_risk_order(alias) -%}
    partition by {{ alias }}.period_no, {{ alias }}.cell_no
    order by {{ alias }}.elapsed_hours desc nulls last, {{ alias }}.is_resolved nulls last
{%- endmacro %}

{# What one resolved ticket adds to the logarithm of the curve and to Greenwood's sum. Taken one
   after the other, equal waits telescope to the usual (n - d) / n and d / (n (n - d)). The
   very last ticket takes the curve to 0, which has no logarithm: nothing. #}
{% macro log_factor(alias) -%}
    case
        when {{ alias }}.is_resolved and {{ alias }}.at_risk_count > 1
            then ln(1 - 1 / cast({{ alias }}.at_risk_count as double))
    end
{%- endmacro %}

{% macro greenwood_term(alias) -%}
    case
        when {{ alias }}.is_resolved and {{ alias }}.at_risk_count > 1
            then 1 / (cast({{ alias }}.at_risk_count as double) * ({{ alias }}.at_risk_count - 1))
    end
{%- endmacro %}

{# Bound of a survival share by the log-log transformation of Greenwood's variance:
   null where the curve stands at 0, 1 where nothing has happened yet. #}
{% macro survival_bound(log_survival, greenwood, sign) -%}
    case
        when {{ log_survival }} = 0 then cast(1 as double)
        when {{ log_survival }} < 0
            then exp(
                {{ log_survival }}
                * exp({{ sign }} {{ z95() }} * sqrt({{ greenwood }}) / abs({{ log_survival }}))
            )
    end
{%- endmacro %}

{# One half, with the tolerance within which sums of logarithms reach it. #}
{% macro half() -%}(0.5e0 + 1e-9){%- endmacro %}

{# Sum over this and the earlier leavers of the cohort, row by row. #}
{% macro sum_of_earlier(alias, term) -%}
    coalesce(
        sum({{ term }}) over (
            partition by {{ alias }}.period_no, {{ alias }}.cell_no
            order by {{ alias }}.at_risk_count desc nulls last
            rows between unbounded preceding and current row
        ), 0
    )
{%- endmacro %}

{# Sum over this and the earlier slices of the cohort's grid `g`. #}
{% macro sum_up_to_time(term) -%}
    coalesce(
        sum({{ term }}) over (
            partition by g.period_no, g.cell_no
            order by g.elapsed_hours nulls last
            rows between unbounded preceding and current row
        ), 0
    )
{%- endmacro %}
