-- Answers of the monthly visits per day, as sums that both satisfaction KPIs are made of.
select
    v.visited_on,
    v.project_name,
    v.department,
    count(v.satisfaction_score) as answer_count,
    count(case when v.is_satisfied then 1 end) as satisfied_count,
    count(*) - count(v.satisfaction_score) as unanswered_count,
    sum(coalesce(v.satisfaction_score, 0)) as score_sum,
    sum(coalesce(v.satisfaction_score * v.satisfaction_score, 0)) as score_square_sum
from {{ ref('int_visits') }} as v
where v.visit_type = '月度走访'
group by v.visited_on, v.project_name, v.department
