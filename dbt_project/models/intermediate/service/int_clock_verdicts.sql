with limits as (
    select
        l.*,
        {{ is_past_limit('l.done_at') }} as is_done_late,
        {{ is_past_limit('l.withdrawn_at') }} as is_withdrawn_late,
        {{ is_past_limit(whole_second('build.as_of')) }} as is_over
    from {{ ref('int_rule_limits') }} as l
    cross join {{ ref('int_build_parameters') }} as build
),

-- Done, but something about it is wrong: whether that can still be put right.
conditioned as (
    select
        l.*,
        case
            when l.condition_reason is null then null
            when l.condition_reason not in ('not_by_head', 'not_approved') then l.condition_reason
            when not l.is_withdrawn_late then 'withdrawn_before_due'
            when l.is_over then l.condition_reason
            when l.condition_reason = 'not_by_head' then 'not_yet_by_head'
            when l.condition_reason = 'not_approved' then 'not_yet_approved'
        end as reason_when_done
    from limits as l
),

-- A withdrawn subject answers only for what was due before; the order of the cases is the rule.
reasoned as (
    select
        l.*,
        case
            when l.broken_reason is not null then l.broken_reason
            when l.counts_from_at is null and l.due_at is null and l.started_at is not null
                then 'start_not_recorded'
            when not l.is_done_late then coalesce(l.reason_when_done, 'done_in_time')
            when l.fulfilled_reason is not null then l.fulfilled_reason
            when l.done_at is null and not l.is_recorded then 'not_recorded'
            when not l.is_withdrawn_late then 'withdrawn_before_due'
            when l.is_done_late and l.counts_when_late
                then coalesce(l.reason_when_done, 'done_late_but_counts')
            when l.is_done_late and l.is_reopened then 'reopened'
            when l.is_done_late then 'done_late'
            when l.is_withdrawn_late then 'withdrawn_after_due'
            when l.closed_at is not null then 'closed_without_time'
            when l.is_over and l.is_reopened then 'reopened'
            when l.is_over then coalesce(l.missed_reason, 'not_done_in_time')
            else 'not_yet_due'
        end as reason
    from conditioned as l
)

select
    r.rule_id,
    r.subject_kind,
    r.subject_id,
    r.project_name,
    r.department,
    r.started_at,
    r.due_at,
    r.done_at as met_at,
    w.verdict,
    r.reason,
    r.source_file,
    r.source_sheet,
    r.source_row
from reasoned as r
left join {{ ref('verdict_reasons') }} as w on r.reason = w.reason
