{#
    A rate is published with as many decimals as its last digit that is not 0 shows; half a
    unit of that digit is rounding. A percentage cell of a workbook comes as a fraction: 1 and
    less are shares. Counts are kept to four places, which is the 0.025 percent of one answer.
-#}
{%- set text = dbt.type_string() -%}
{%- set counts = [
    'very_satisfied_count', 'satisfied_count', 'fairly_satisfied_count', 'dissatisfied_count',
    'very_dissatisfied_count', 'not_counted_count', 'answer_count', 'satisfied_answer_count',
] -%}
with measured as (
    select
        g.survey_id,
        g.project_name,
        g.question_id,
        sum(g.answer_count) as answer_count,
        sum(case when g.is_satisfied then g.answer_count else 0 end) as satisfied_answer_count,
        sum(case when g.is_top2 then g.answer_count else 0 end) as top2_answer_count,
        sum(g.answer_count * g.satisfaction_score) as score_sum
    from {{ ref('int_survey_tally_grades') }} as g
    group by g.survey_id, g.project_name, g.question_id
),

published as (
    select
        t.*,
        s.survey_name,
        s.started_on,
        case when t.published_percent <= 1 then 100 else 1 end * t.published_percent as percent
    from {{ ref('stg_survey_tallies') }} as t
    left join {{ ref('stg_surveys') }} as s
        on t.survey_id = s.survey_id and t.project_name = s.project_name
),

compared as (
    select
        p.*,
        m.answer_count,
        m.satisfied_answer_count,
        m.top2_answer_count,
        m.score_sum,
        {{ share('m.satisfied_answer_count', 'm.answer_count') }} as satisfaction_rate,
        case
            when p.percent = round(p.percent, 0) then 0.5
            when p.percent = round(p.percent, 1) then 0.05
            when p.percent = round(p.percent, 2) then 0.005
            when p.percent = round(p.percent, 3) then 0.0005
            else 0.00005
        end + 0.025 / nullif(cast(m.answer_count as double), 0) as rounding
    from published as p
    inner join measured as m
        on
            p.survey_id = m.survey_id
            and p.project_name = m.project_name
            and p.question_id = m.question_id
)

select
    cast(c.survey_id as {{ text }}) as survey_id,
    cast(c.survey_name as {{ text }}) as survey_name,
    cast(c.started_on as date) as started_on,
    cast(c.project_name as {{ text }}) as project_name,
    cast(c.question_id as {{ text }}) as question_id,
    cast(c.question as {{ text }}) as question,
    cast(c.service_area as {{ text }}) as service_area,
    {%- for name in counts %}
        cast(c.{{ name }} as decimal(18, 4)) as {{ name }},
    {%- endfor %}
    cast(c.fairly_counts_as_satisfied as boolean) as fairly_counts_as_satisfied,
    cast(c.satisfaction_rate as double) as satisfaction_rate,
    cast({{ wilson_low('c.satisfied_answer_count', 'c.answer_count') }} as double) as low,
    cast({{ wilson_high('c.satisfied_answer_count', 'c.answer_count') }} as double) as high,
    cast({{ share('c.top2_answer_count', 'c.answer_count') }} as double) as top2_rate,
    cast({{ share('c.score_sum', 'c.answer_count') }} as double) as satisfaction_score,
    cast(cast(c.percent as double) / 100 as double) as published_rate,
    cast(c.satisfaction_rate - cast(c.percent as double) / 100 as double) as rate_difference,
    cast(
        abs(c.satisfaction_rate * 100 - cast(c.percent as double)) <= c.rounding as boolean
    ) as is_within_rounding,
    cast(c.source_file as {{ text }}) as source_file,
    cast(c.source_sheet as {{ text }}) as source_sheet,
    cast(c.source_row as integer) as source_row
from compared as c
order by c.survey_id, c.project_name, c.question_id
