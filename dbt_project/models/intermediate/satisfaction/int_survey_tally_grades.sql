{#
    The middle grade counts as the publisher of the tally says, else as the scale in force
    when the survey began.
-#}
with grades as (
    select distinct s.satisfaction_grade
    from {{ ref('satisfaction_scale') }} as s
),

counted as (
    select
        t.survey_id,
        t.project_name,
        t.question_id,
        coalesce(s.started_on, cast(t.exported_at as date)) as judged_on,
        g.satisfaction_grade,
        coalesce(
            case g.satisfaction_grade
                when '很满意' then t.very_satisfied_count
                when '满意' then t.satisfied_count
                when '基本满意' then t.fairly_satisfied_count
                when '不满意' then t.dissatisfied_count
                when '很不满意' then t.very_dissatisfied_count
            end,
            0
        ) as answer_count,
        case when g.satisfaction_grade = '基本满意' then t.fairly_counts_as_satisfied end
            as counts_as_satisfied
    from {{ ref('stg_survey_tallies') }} as t
    cross join grades as g
    left join {{ ref('stg_surveys') }} as s
        on t.survey_id = s.survey_id and t.project_name = s.project_name
)

select
    c.survey_id,
    c.project_name,
    c.question_id,
    c.satisfaction_grade,
    c.answer_count,
    coalesce(own.satisfaction_score, company.satisfaction_score) as satisfaction_score,
    coalesce(c.counts_as_satisfied, own.is_satisfied, company.is_satisfied) as is_satisfied,
    coalesce(own.grade_order, company.grade_order) <= 2 as is_top2
from counted as c
left join {{ ref('int_satisfaction_scale') }} as own
    on
        c.satisfaction_grade = own.satisfaction_grade
        and c.project_name = own.project_name
        and {{ is_valid_on('own', 'c.judged_on') }}
left join {{ ref('int_satisfaction_scale') }} as company
    on
        c.satisfaction_grade = company.satisfaction_grade
        and company.project_name = '*'
        and {{ is_valid_on('company', 'c.judged_on') }}
