{#
    The middle grade counts as the publisher of the tally says, else as the scale in force
    when the survey began.
-#}
{%- set grades = {
    '很满意': 'very_satisfied_count',
    '满意': 'satisfied_count',
    '基本满意': 'fairly_satisfied_count',
    '不满意': 'dissatisfied_count',
    '很不满意': 'very_dissatisfied_count',
} -%}
with tallies as (
    select
        t.*,
        s.survey_name,
        s.started_on,
        coalesce(s.started_on, cast(t.exported_at as date)) as judged_on
    from {{ ref('stg_survey_tallies') }} as t
    left join {{ ref('stg_surveys') }} as s
        on t.survey_id = s.survey_id and t.project_name = s.project_name
),

counted as (
    {%- for grade, column in grades.items() %}
    select
        t.survey_id,
        t.project_name,
        t.question_id,
        t.judged_on,
        '{{ grade }}' as satisfaction_grade,
        coalesce(t.{{ column }}, 0) as answer_count,
        {{ 't.fairly_counts_as_satisfied' if column == 'fairly_satisfied_count' else 'cast(null as boolean)' }}
            as counts_as_satisfied
    from tallies as t
    {{- ' union all' if not loop.last }}
    {%- endfor %}
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
