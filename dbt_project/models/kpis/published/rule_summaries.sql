{%- set text = dbt.type_string() -%}
{#- A promise of a period is summed over periods that hold it. -#}
{%- set kinds = {
    'week': "('call', 'complaint', 'work_order', 'incident', 'visit', 'notice')",
    'month': "('call', 'complaint', 'work_order', 'incident', 'visit', 'notice', 'project_month')",
    'quarter': "('call', 'complaint', 'work_order', 'incident', 'visit', 'notice',"
        ~ " 'project_month', 'project_quarter')",
    'year': "('call', 'complaint', 'work_order', 'incident', 'visit', 'notice',"
        ~ " 'project_month', 'project_quarter', 'project_year')",
} -%}
with daily as (
    select
        r.rule_id,
        r.subject_kind,
        cast(r.started_at as date) as started_on,
        r.project_name,
        r.department,
        count(case when r.verdict = 'met' then 1 end) as met_count,
        count(case when r.verdict = 'missed' then 1 end) as missed_count,
        count(case when r.verdict = 'pending' then 1 end) as pending_count,
        count(case when r.verdict = 'not_measurable' then 1 end) as not_measurable_count,
        count(case when r.verdict = 'exempt' then 1 end) as exempt_count
    from {{ ref('fct_rule_results') }} as r
    group by
        r.rule_id, r.subject_kind, cast(r.started_at as date), r.project_name, r.department
),

periods as (
    {%- for kind, subject_kinds in kinds.items() %}
        select
            d.*,
            '{{ kind }}' as period_kind,
            {{ period_start(kind, 'd.started_on') }} as period_start_on
        from daily as d
        where d.subject_kind in {{ subject_kinds }}
        {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- What belongs to every department has no row of a department of its own.
cube as (
    select
        p.rule_id,
        p.period_kind,
        p.period_start_on,
        case when grouping(p.project_name) = 1 then 'all' else p.project_name end as project_name,
        case when grouping(p.department) = 1 then 'all' else p.department end as department,
        sum(p.met_count) as met_count,
        sum(p.missed_count) as missed_count,
        sum(p.pending_count) as pending_count,
        sum(p.not_measurable_count) as not_measurable_count,
        sum(p.exempt_count) as exempt_count
    from periods as p
    group by
        grouping sets (
            (p.rule_id, p.period_kind, p.period_start_on, p.project_name, p.department),
            (p.rule_id, p.period_kind, p.period_start_on, p.department),
            (p.rule_id, p.period_kind, p.period_start_on, p.project_name),
            (p.rule_id, p.period_kind, p.period_start_on)
        )
    having grouping(p.department) = 1 or min(p.department) <> 'all'
)

select
    cast(c.rule_id as {{ text }}) as rule_id,
    cast(c.period_kind as {{ text }}) as period_kind,
    cast(c.period_start_on as date) as period_start_on,
    cast(c.project_name as {{ text }}) as project_name,
    cast(c.department as {{ text }}) as department,
    cast(c.met_count as bigint) as met_count,
    cast(c.missed_count as bigint) as missed_count,
    cast(c.pending_count as bigint) as pending_count,
    cast(c.not_measurable_count as bigint) as not_measurable_count,
    cast(c.exempt_count as bigint) as exempt_count,
    cast({{ share('c.met_count', '(c.met_count + c.missed_count)') }} as double) as kept_share,
    cast({{ wilson_low('c.met_count', '(c.met_count + c.missed_count)') }} as double) as low,
    cast({{ wilson_high('c.met_count', '(c.met_count + c.missed_count)') }} as double) as high,
    cast(
        {{ is_period_complete('c.period_kind', 'c.period_start_on', 'build.as_of') }} as boolean
    ) as is_complete
from cube as c
cross join {{ ref('int_build_parameters') }} as build
order by c.rule_id, c.project_name, c.department, c.period_kind, c.period_start_on
