{#
    A household that was dissatisfied is owed a return visit (意见户, or in person); one that
    raised an outstanding problem is owed one in person. It stands until such a visit reached
    the household.
-#}
{%- set text = dbt.type_string() -%}
with reached as (
    select
        v.project_name,
        v.room_name,
        v.visited_at,
        v.visit_method = '上门' as is_in_person,
        v.visit_type = '意见户' as is_to_an_opinion
    from {{ ref('int_visits') }} as v
    where v.was_reached
),

dissatisfied_answers as (
    select
        a.*,
        row_number() over (
            partition by a.survey_id, a.project_name, a.room_name
            order by a.question_id
        ) as answer_number
    from {{ ref('int_survey_answers') }} as a
    where a.is_valid and not a.is_satisfied
),

reasons as (
    select
        v.project_name,
        v.room_name,
        'dissatisfied_visit' as reason,
        v.visited_at as since_at,
        v.visit_id as subject_id,
        v.source_file,
        v.source_sheet,
        v.source_row
    from {{ ref('int_visits') }} as v
    where not v.is_satisfied
    union all
    select
        a.project_name,
        a.room_name,
        'dissatisfied_survey' as reason,
        coalesce(a.answered_at, cast(a.started_on as {{ dbt.type_timestamp() }})) as since_at,
        a.survey_id as subject_id,
        a.source_file,
        a.source_sheet,
        a.source_row
    from dissatisfied_answers as a
    where a.answer_number = 1
    union all
    select
        v.project_name,
        v.room_name,
        'single_issue' as reason,
        v.visited_at as since_at,
        v.visit_id as subject_id,
        v.source_file,
        v.source_sheet,
        v.source_row
    from {{ ref('int_visits') }} as v
    where v.is_single_issue and v.was_reached
),

answered as (
    select
        r.reason,
        r.subject_id,
        r.project_name,
        r.room_name,
        min(v.visited_at) as visited_at
    from reasons as r
    inner join reached as v
        on
            r.project_name = v.project_name
            and r.room_name = v.room_name
            and r.since_at < v.visited_at
            and (v.is_in_person or (v.is_to_an_opinion and r.reason <> 'single_issue'))
    group by r.reason, r.subject_id, r.project_name, r.room_name
)

select
    cast(r.project_name as {{ text }}) as project_name,
    cast(r.room_name as {{ text }}) as room_name,
    cast(r.reason as {{ text }}) as reason,
    cast(r.since_at as {{ dbt.type_timestamp() }}) as since_at,
    cast(r.subject_id as {{ text }}) as subject_id,
    cast(a.visited_at as {{ dbt.type_timestamp() }}) as visited_at,
    cast(a.visited_at is null as boolean) as is_owed,
    cast(r.source_file as {{ text }}) as source_file,
    cast(r.source_sheet as {{ text }}) as source_sheet,
    cast(r.source_row as integer) as source_row
from reasons as r
left join answered as a
    on {{ same_key('r', 'a', ['reason', 'subject_id', 'project_name', 'room_name']) }}
order by r.since_at, r.project_name, r.room_name, r.reason, r.subject_id
