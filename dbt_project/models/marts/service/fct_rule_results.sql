{%- set text = dbt.type_string() -%}
{%- set moment = dbt.type_timestamp() -%}
with limits as (
    select
        l.*,
        {{ is_past_limit('l.done_at') }} as is_done_late,
        {{ is_past_limit('l.withdrawn_at') }} as is_withdrawn_late,
        {{ is_past_limit(whole_second('build.as_of')) }} as is_over
    from {{ ref('int_rule_limits') }} as l
    cross join {{ ref('int_build_parameters') }} as build
),

-- A withdrawn subject answers only for what was due before; the order of the cases is the rule.
reasoned as (
    select
        l.*,
        case
            when not l.is_done_late then 'done_in_time'
            when l.done_at is null and not l.is_recorded then 'not_recorded'
            when not l.is_withdrawn_late then 'withdrawn_before_due'
            when l.is_done_late then 'done_late'
            when l.is_withdrawn_late then 'withdrawn_after_due'
            when l.closed_at is not null then 'closed_without_time'
            when l.is_over then 'not_done_in_time'
            else 'not_yet_due'
        end as reason
    from limits as l
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
    cast(r.done_at as {{ moment }}) as met_at,
    cast(
        case r.reason
            when 'done_in_time' then 'met'
            when 'withdrawn_before_due' then 'exempt'
            when 'closed_without_time' then 'not_measurable'
            when 'not_recorded' then 'not_measurable'
            when 'not_yet_due' then 'pending'
            else 'missed'
        end as {{ text }}
    ) as verdict,
    cast(r.reason as {{ text }}) as reason,
    cast(r.source_file as {{ text }}) as source_file,
    cast(r.source_sheet as {{ text }}) as source_sheet,
    cast(r.source_row as integer) as source_row
from reasoned as r
order by r.project_name, r.started_at, r.rule_id, r.subject_id
