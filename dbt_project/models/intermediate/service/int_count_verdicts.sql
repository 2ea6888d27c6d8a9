-- What a project must have done so many times in a period: households really reached in a month
-- (SV11), surveys in a year (SV19). A register that began later says nothing of the time before.
with done as (
    select
        'SV11' as rule_id,
        v.project_name,
        {{ month_start('v.visited_at') }} as period_start_on,
        v.room_name as counted_key,
        min(v.visited_at) as done_at,
        min(v.visit_id) as first_id
    from {{ ref('int_visits') }} as v
    where v.was_reached
    group by v.project_name, {{ month_start('v.visited_at') }}, v.room_name
    union all
    select
        'SV19' as rule_id,
        s.project_name,
        {{ year_start('s.started_on') }} as period_start_on,
        s.survey_id as counted_key,
        cast(s.started_on as {{ dbt.type_timestamp() }}) as done_at,
        s.survey_id as first_id
    from {{ ref('stg_surveys') }} as s
),

registers as (
    select
        'SV11' as rule_id,
        'month' as period_kind,
        {{ month_start('min(v.visited_at)') }} as recorded_from
    from {{ ref('stg_visits') }} as v
    where not {{ is_self_rating('v') }}
    union all
    select
        'SV19' as rule_id,
        'year' as period_kind,
        {{ year_start('min(s.started_on)') }} as recorded_from
    from {{ ref('stg_surveys') }} as s
),

asked as (
    select
        r.rule_id,
        p.*,
        p.period_start_on < coalesce(r.recorded_from, p.next_start_on) as is_before_register,
        {{ in_force('threshold') }} as threshold,
        {{ in_force('is_inclusive') }} as is_inclusive
    from {{ ref('int_project_periods') }} as p
    inner join registers as r on p.period_kind = r.period_kind
    {{ join_rule_in_force('r.rule_id', 'p.project_name', 'p.period_start_on') }}
),

numbered as (
    select
        d.*,
        row_number() over (
            partition by d.rule_id, d.project_name, d.period_start_on
            order by d.done_at nulls last, d.counted_key nulls last
        ) as done_no
    from done as d
),

counted as (
    select
        a.rule_id,
        a.project_name,
        a.period_kind,
        a.period_start_on,
        count(n.done_no) as counted_count,
        min(
            case
                when {{ reaches('n.done_no', 'a.threshold', 'a.is_inclusive') }} then n.done_at
            end
        ) as reached_at
    from asked as a
    left join numbered as n
        on
            a.rule_id = n.rule_id
            and a.project_name = n.project_name
            and a.period_start_on = n.period_start_on
    group by a.rule_id, a.project_name, a.period_kind, a.period_start_on
),

reasoned as (
    select
        a.*,
        c.counted_count,
        c.reached_at,
        case
            when {{ reaches('c.counted_count', 'a.threshold', 'a.is_inclusive') }}
                then 'required_reached'
            when a.is_before_register then 'not_recorded'
            when a.is_complete then 'required_not_reached'
            else 'period_in_progress'
        end as reason
    from asked as a
    inner join counted as c
        on
            a.rule_id = c.rule_id
            and a.project_name = c.project_name
            and a.period_start_on = c.period_start_on
    where a.threshold is not null
)

select
    r.rule_id,
    r.period_kind,
    r.period_start_on,
    r.next_start_on,
    r.project_name,
    r.reached_at,
    w.verdict,
    r.reason,
    cast(r.counted_count as decimal(38, 4)) as counted_value,
    cast(r.threshold as decimal(38, 4)) as required_value
from reasoned as r
left join {{ ref('verdict_reasons') }} as w on r.reason = w.reason
