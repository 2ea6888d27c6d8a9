{{ config(materialized='view') }}

-- The rule in force on the day the clock started, a project's own before the company's.
-- Rules are judged in whole seconds, as clerks' registers keep them.
with clocks as (
    select
        c.*,
        coalesce(c.limit_id, c.rule_id) as judged_by,
        cast(c.started_at as date) as started_on
    from {{ ref('int_rule_clocks') }} as c
),

limited as (
    select
        c.*,
        {{ in_force('threshold') }} as threshold,
        {{ in_force('unit') }} as unit,
        {{ in_force('is_inclusive') }} as is_inclusive,
        {{ in_force('counts_when_late') }} as counts_when_late,
        {{ in_force('late_from_hour') }} as late_from_hour,
        case
            when {{ in_force('clock_starts') }} = 'notified' then c.notified_at
            else coalesce(c.due_from_at, c.started_at)
        end as counts_from_at
    from clocks as c
    {{ join_rule_in_force('c.judged_by', 'c.project_name', 'c.started_on') }}
),

-- What comes in late in the evening belongs to the next day, where a rule says so.
dated as (
    select
        l.*,
        {{
            add_days(
                'cast(l.counts_from_at as date)',
                'case when '
                ~ minutes_between(
                    'cast(cast(l.counts_from_at as date) as ' ~ dbt.type_timestamp() ~ ')',
                    'l.counts_from_at',
                )
                ~ ' >= l.late_from_hour * 60 then 1 else 0 end',
            )
        }} as counts_from_on
    from limited as l
)

select
    d.rule_id,
    d.subject_kind,
    d.subject_id,
    d.project_name,
    d.department,
    d.started_at,
    {{ whole_second('d.counts_from_at') }} as counts_from_at,
    {{ whole_second('d.done_at') }} as done_at,
    d.is_recorded,
    {{ whole_second('d.closed_at') }} as closed_at,
    {{ whole_second('d.withdrawn_at') }} as withdrawn_at,
    d.condition_reason,
    d.broken_reason,
    d.fulfilled_reason,
    d.missed_reason,
    d.is_reopened,
    case d.unit
        when 'minute' then {{ add_minutes(whole_second('d.counts_from_at'), 'd.threshold') }}
        when 'hour' then {{ add_minutes(whole_second('d.counts_from_at'), 'd.threshold * 60') }}
        -- The last second of the last day on which it is still in time.
        when 'calendar_day' then {{ end_of_day('d.counts_from_on', 'd.threshold') }}
        when 'working_day' then {{ end_of_day('last_day.date_on') }}
    end as due_at,
    d.is_inclusive,
    d.counts_when_late,
    d.source_file,
    d.source_sheet,
    d.source_row
from dated as d
left join {{ ref('int_working_days') }} as first_day
    on d.unit = 'working_day' and d.counts_from_on = first_day.date_on
left join {{ ref('int_working_days') }} as last_day
    on
        last_day.is_working_day
        and first_day.working_day_no + cast(d.threshold as bigint) = last_day.working_day_no
where d.threshold is not null
