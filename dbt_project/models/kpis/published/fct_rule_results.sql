{#
    Every verdict in one table: clocks of tickets, visits and notices, calls, weekly contacts, and
    what a project owes in a period. It lies here and not among the facts, because two rules ask
    KPIs to reach a number.
#}
{%- set text = dbt.type_string() -%}
{%- set moment = dbt.type_timestamp() -%}
with clocks as (
    select v.*
    from {{ ref('int_clock_verdicts') }} as v
    where v.rule_id <> 'SV7'
    union all
    select g.*
    from {{ ref('int_general_complaint_verdicts') }} as g
    union all
    select c.*
    from {{ ref('int_contact_verdicts') }} as c
    where c.rule_id = 'SV8'
),

periods as (
    select c.*
    from {{ ref('int_count_verdicts') }} as c
    union all
    select r.*
    from {{ ref('rule_rate_verdicts') }} as r
),

results as (
    select
        c.rule_id,
        c.subject_kind,
        c.subject_id,
        c.project_name,
        c.department,
        c.started_at,
        c.due_at,
        c.met_at,
        c.verdict,
        c.reason,
        cast(null as decimal(38, 4)) as counted_value,
        cast(null as decimal(38, 4)) as required_value,
        c.source_file,
        c.source_sheet,
        c.source_row
    from clocks as c
    union all
    select
        c.rule_id,
        c.subject_kind,
        c.subject_id,
        c.project_name,
        c.department,
        c.started_at,
        cast(null as {{ moment }}) as due_at,
        cast(null as {{ moment }}) as met_at,
        c.verdict,
        c.reason,
        c.counted_value,
        c.required_value,
        c.source_file,
        c.source_sheet,
        c.source_row
    from {{ ref('int_call_verdicts') }} as c
    union all
    -- A whole project's promise belongs to every department and comes from many lines.
    select
        p.rule_id,
        concat('project_', p.period_kind) as subject_kind,
        concat(p.project_name, '|', {{ period_code('p.period_kind', 'p.period_start_on') }})
            as subject_id,
        p.project_name,
        'all' as department,
        cast(p.period_start_on as {{ moment }}) as started_at,
        cast(p.next_start_on as {{ moment }}) - interval '1' second as due_at,
        p.reached_at as met_at,
        p.verdict,
        p.reason,
        p.counted_value,
        p.required_value,
        cast(null as {{ text }}) as source_file,
        cast(null as {{ text }}) as source_sheet,
        cast(null as integer) as source_row
    from periods as p
)

select
    cast(r.rule_id as {{ text }}) as rule_id,
    cast(r.subject_kind as {{ text }}) as subject_kind,
    cast(r.subject_id as {{ text }}) as subject_id,
    cast(r.project_name as {{ text }}) as project_name,
    cast(r.department as {{ text }}) as department,
    {{ month_start('r.started_at') }} as period_start_on,
    cast(r.started_at as {{ moment }}) as started_at,
    cast(r.due_at as {{ moment }}) as due_at,
    cast(r.met_at as {{ moment }}) as met_at,
    cast(r.verdict as {{ text }}) as verdict,
    cast(r.reason as {{ text }}) as reason,
    cast(r.counted_value as decimal(38, 4)) as counted_value,
    cast(r.required_value as decimal(38, 4)) as required_value,
    cast(r.source_file as {{ text }}) as source_file,
    cast(r.source_sheet as {{ text }}) as source_sheet,
    cast(r.source_row as integer) as source_row
from results as r
order by r.project_name, r.started_at, r.rule_id, r.subject_kind, r.subject_id
