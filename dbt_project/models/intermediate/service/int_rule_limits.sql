{{ config(materialized='view') }}

-- The rule in force on the day the clock started, a project's own before the company's.
-- Rules are judged in whole seconds, as clerks' registers keep them.
with clocks as (
    select
        c.*,
        cast(c.started_at as date) as started_on
    from {{ ref('int_rule_clocks') }} as c
),

limited as (
    select
        c.*,
        coalesce(own.threshold, company.threshold) as threshold,
        coalesce(own.unit, company.unit) as unit,
        coalesce(own.is_inclusive, company.is_inclusive) as is_inclusive
    from clocks as c
    left join {{ ref('rules') }} as own
        on
            c.rule_id = own.rule_id
            and c.project_name = own.project_name
            and {{ is_valid_on('own', 'c.started_on') }}
    left join {{ ref('rules') }} as company
        on
            c.rule_id = company.rule_id
            and company.project_name = '*'
            and {{ is_valid_on('company', 'c.started_on') }}
)

select
    l.rule_id,
    l.subject_kind,
    l.subject_id,
    l.project_name,
    l.department,
    l.started_at,
    {{ whole_second('l.done_at') }} as done_at,
    l.is_recorded,
    {{ whole_second('l.closed_at') }} as closed_at,
    {{ whole_second('l.withdrawn_at') }} as withdrawn_at,
    case l.unit
        when 'minute' then {{ add_minutes(whole_second('l.started_at'), 'l.threshold') }}
        -- The last second of the last day on which it is still in time.
        when 'calendar_day'
            then {{ add_minutes(
                "cast(l.started_on as " ~ dbt.type_timestamp() ~ ")",
                "(l.threshold + 1) * 1440"
            ) }} - interval '1' second
    end as due_at,
    l.is_inclusive,
    l.source_file,
    l.source_sheet,
    l.source_row
from limited as l
where l.threshold is not null
