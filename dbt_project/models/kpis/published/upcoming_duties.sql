{#
    What is still to be done: promises that are not yet due, and those that are overdue and open.
    What can no longer be made good (done late, a period that is over, a household that should
    have been called long ago about a ticket that is closed) is in the results only.
#}
{%- set text = dbt.type_string() -%}
{%- set moment = dbt.type_timestamp() -%}
with owed as (
    select
        r.*,
        case
            when r.rule_id in ('SV3', 'SV13') then 'followup'
            when r.rule_id in ('SV14', 'SV23') then 'callback'
            when r.rule_id = 'SV11' then 'visits_owed'
            when r.rule_id = 'SV19' then 'survey'
            when r.rule_id = 'SV15' then 'notice'
            else 'promise'
        end as duty_kind
    from {{ ref('fct_rule_results') }} as r
    where
        (
            r.reason in (
                'not_yet_due',
                'not_done_in_time',
                'no_promised_time',
                'not_by_head',
                'not_yet_by_head',
                'not_approved',
                'not_yet_approved'
            )
            -- SV3 already asks for the follow-up; SV13 adds who must do it.
            and (r.rule_id <> 'SV13' or r.reason in ('not_by_head', 'not_yet_by_head'))
        )
        or (r.rule_id in ('SV11', 'SV19') and r.verdict = 'pending')
),

rooms as (
    select
        t.ticket_kind as subject_kind,
        t.ticket_id as subject_id,
        t.room_name,
        t.is_open
    from {{ ref('int_tickets') }} as t
    union all
    select
        'visit' as subject_kind,
        v.visit_id as subject_id,
        v.room_name,
        true as is_open
    from {{ ref('stg_visits') }} as v
),

duties as (
    select
        o.rule_id,
        o.duty_kind,
        o.subject_kind,
        o.subject_id,
        o.project_name,
        o.department,
        r.room_name,
        o.started_at,
        o.due_at,
        cast(o.required_value - o.counted_value as bigint) as remaining_count,
        o.source_file,
        o.source_sheet,
        o.source_row
    from owed as o
    left join rooms as r on o.subject_kind = r.subject_kind and o.subject_id = r.subject_id
    -- Who answered a closed complaint cannot be put right any more; a follow-up can.
    where
        o.reason not in ('no_promised_time', 'not_by_head', 'not_yet_by_head')
        or o.duty_kind = 'followup'
        or r.is_open
    union all
    select
        w.rule_id,
        'contact' as duty_kind,
        w.ticket_kind as subject_kind,
        w.ticket_id as subject_id,
        w.project_name,
        w.department,
        w.room_name,
        w.received_at as started_at,
        w.next_due_at as due_at,
        cast(null as bigint) as remaining_count,
        w.source_file,
        w.source_sheet,
        w.source_row
    from {{ ref('int_weekly_contacts') }} as w
    where w.is_open
    union all
    -- No rule says by when a dissatisfied household is visited again.
    select
        cast(null as {{ text }}) as rule_id,
        'dissatisfied_visit' as duty_kind,
        case when v.reason = 'dissatisfied_survey' then 'survey' else 'visit' end
            as subject_kind,
        v.subject_id,
        v.project_name,
        'all' as department,
        v.room_name,
        v.since_at as started_at,
        cast(null as {{ moment }}) as due_at,
        cast(null as bigint) as remaining_count,
        v.source_file,
        v.source_sheet,
        v.source_row
    from {{ ref('visits_owed') }} as v
    where v.is_owed and v.reason in ('dissatisfied_visit', 'dissatisfied_survey')
),

timed as (
    select
        d.*,
        {{ minutes_between('build.as_of', 'd.due_at') }} as minutes_left
    from duties as d
    cross join {{ ref('int_build_parameters') }} as build
),

-- A kind of duty without a window is listed until it is done.
listed as (
    select t.*
    from timed as t
    left join {{ ref('service_windows') }} as w on t.duty_kind = w.window_id
    where w.days is null or t.minutes_left >= -1440 * w.days
)

select
    cast(t.rule_id as {{ text }}) as rule_id,
    cast(t.duty_kind as {{ text }}) as duty_kind,
    cast(t.subject_kind as {{ text }}) as subject_kind,
    cast(t.subject_id as {{ text }}) as subject_id,
    cast(t.project_name as {{ text }}) as project_name,
    cast(t.department as {{ text }}) as department,
    cast(t.room_name as {{ text }}) as room_name,
    cast(t.started_at as {{ moment }}) as started_at,
    cast(t.due_at as {{ moment }}) as due_at,
    cast(t.minutes_left as double) as minutes_left,
    cast(t.remaining_count as bigint) as remaining_count,
    cast(
        case
            when t.minutes_left < 0 then 'overdue'
            when t.minutes_left <= 240 then 'within_4_hours'
            when t.minutes_left <= 1440 then 'within_24_hours'
            when t.minutes_left <= 10080 then 'within_7_days'
            else 'later'
        end as {{ text }}
    ) as urgency,
    cast(t.source_file as {{ text }}) as source_file,
    cast(t.source_sheet as {{ text }}) as source_sheet,
    cast(t.source_row as integer) as source_row
from listed as t
order by
    t.due_at nulls last, t.rule_id, t.project_name, t.subject_kind, t.subject_id, t.duty_kind
