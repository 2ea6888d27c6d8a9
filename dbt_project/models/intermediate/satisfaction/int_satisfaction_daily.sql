-- Visits that nobody graded and overall questions that nobody answered are counted apart.
with answered as (
    select
        a.instrument,
        a.answered_on,
        a.project_name,
        a.department,
        count(*) as answer_count,
        count(case when a.is_satisfied then 1 end) as satisfied_count,
        count(a.satisfaction_score) as scored_count,
        0 as unanswered_count,
        sum(coalesce(a.satisfaction_score, 0)) as score_sum,
        sum(coalesce(a.satisfaction_score * a.satisfaction_score, 0)) as score_square_sum
    from {{ ref('int_satisfaction_answers') }} as a
    where a.instrument = 'ticket' or a.service_area = '总体'
    group by a.instrument, a.answered_on, a.project_name, a.department
),

unanswered as (
    select
        n.instrument,
        v.visited_on as answered_on,
        v.project_name,
        v.department
    from {{ ref('int_visits') }} as v
    inner join {{ ref('satisfaction_instruments') }} as n on v.visit_type = n.visit_type
    where n.instrument = 'ticket' and v.is_satisfied is null
    union all
    select
        'survey' as instrument,
        s.started_on as answered_on,
        s.project_name,
        'all' as department
    from {{ ref('int_survey_answers') }} as s
    where s.service_area = '总体' and not s.is_valid
)

select
    a.instrument,
    a.answered_on,
    a.project_name,
    a.department,
    a.answer_count,
    a.satisfied_count,
    a.scored_count,
    a.unanswered_count,
    a.score_sum,
    a.score_square_sum
from answered as a
union all
select
    u.instrument,
    u.answered_on,
    u.project_name,
    u.department,
    0 as answer_count,
    0 as satisfied_count,
    0 as scored_count,
    count(*) as unanswered_count,
    0 as score_sum,
    0 as score_square_sum
from unanswered as u
group by u.instrument, u.answered_on, u.project_name, u.department
