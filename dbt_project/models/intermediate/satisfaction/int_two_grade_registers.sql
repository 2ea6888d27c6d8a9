{#
    Two grades (满意, 不满意) answer yes or no: they give a rate and no score. A register of
    visits after tickets, or a survey, is taken for one of two grades when enough answers are
    known in it and none has another grade. (Monthly visits are graded on five.)
-#}
with answers as (
    select
        n.instrument,
        cast(null as {{ dbt.type_string() }}) as survey_id,
        v.project_name,
        v.satisfaction_grade
    from {{ ref('int_visits') }} as v
    inner join {{ ref('satisfaction_instruments') }} as n on v.visit_type = n.visit_type
    where n.instrument = 'ticket' and v.is_satisfied is not null
    union all
    select
        'survey' as instrument,
        a.survey_id,
        a.project_name,
        a.satisfaction_grade
    from {{ ref('int_survey_answers') }} as a
    where a.is_valid
)

select
    a.instrument,
    a.survey_id,
    a.project_name
from answers as a
cross join {{ ref('satisfaction_display') }} as s
group by a.instrument, a.survey_id, a.project_name
having
    count(*) >= min(s.answers_that_show_two_grades)
    and count(case when a.satisfaction_grade in ('满意', '不满意') then 1 end) = count(*)
