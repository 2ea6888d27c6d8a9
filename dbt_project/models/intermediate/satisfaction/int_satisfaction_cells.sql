{#
    Which answers a dimension divides, and by what. `company` dimensions have rows for the
    company too; a building's name means something in its project only.
-#}
{%- set dimensions = [
    {'name': 'all', 'level': "'all'", 'where': 'p.is_overall'},
    {'name': 'building', 'level': 'p.building_name', 'where': 'p.is_overall'},
    {'name': 'tenure', 'level': 'p.tenure', 'where': 'p.is_overall'},
    {'name': 'service_area', 'level': 'p.service_area', 'where': 'p.service_area is not null'},
    {'name': 'department', 'level': 'p.department', 'where': "p.instrument <> 'survey'"},
    {'name': 'visit_method', 'level': 'p.visit_method', 'where': 'p.visit_method is not null'},
    {'name': 'visit_type', 'level': 'p.visit_type', 'where': "p.instrument = 'ticket'"},
] -%}
{%- set key = [
    'instrument', 'period_kind', 'period_start_on', 'survey_id', 'dimension', 'level',
] -%}
with answers as (
    select a.*
    from {{ ref('int_satisfaction_answers') }} as a
),

survey_starts as (
    select
        s.survey_id,
        min(s.started_on) as started_on
    from {{ ref('stg_surveys') }} as s
    group by s.survey_id
),

periods as (
    {%- for period_kind in ['month', 'quarter', 'year'] %}
        select
            '{{ period_kind }}' as period_kind,
            {{ period_start(period_kind, 'a.answered_on') }} as period_start_on,
            a.*
        from answers as a
        where a.instrument <> 'survey'
        union all
    {%- endfor %}
    select
        'survey' as period_kind,
        s.started_on as period_start_on,
        a.*
    from answers as a
    inner join survey_starts as s on a.survey_id = s.survey_id
),

divided as (
    {%- for dimension in dimensions %}
        select
            p.instrument,
            p.period_kind,
            p.period_start_on,
            p.survey_id,
            p.project_name,
            p.room_name,
            '{{ dimension.name }}' as dimension,
            {{ dimension.level }} as level,
            p.has_overall_question,
            p.satisfaction_score,
            p.is_satisfied,
            p.is_top2
        from periods as p
        where {{ dimension.where }}
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
),

-- Several answers of one household are no independent answers: sums per household first.
households as (
    select
        {{ listed('d', key) }},
        d.project_name,
        d.room_name,
        max(case when d.has_overall_question then 1 else 0 end) as has_overall_question,
        count(*) as answer_count,
        count(case when d.is_satisfied then 1 end) as satisfied_count,
        count(case when d.is_top2 then 1 end) as top2_count,
        count(d.satisfaction_score) as scored_count,
        cast(sum(coalesce(d.satisfaction_score, 0)) as decimal(18, 4)) as score_sum
    from divided as d
    group by {{ listed('d', key) }}, d.project_name, d.room_name
)

select
    {{ listed('h', key) }},
    case when grouping(h.project_name) = 1 then 'all' else h.project_name end as project_name,
    max(h.has_overall_question) = 1 as has_overall_question,
    count(*) as household_count,
    sum(h.answer_count) as answer_count,
    sum(h.satisfied_count) as satisfied_count,
    sum(h.top2_count) as top2_count,
    sum(h.scored_count) as scored_count,
    count(case when h.scored_count > 0 then 1 end) as scored_household_count,
    sum(h.score_sum) as score_sum,
    sum(h.score_sum * h.score_sum) as score_square_sum,
    sum(h.score_sum * h.scored_count) as score_product_sum,
    sum(h.scored_count * h.scored_count) as scored_square_sum
from households as h
group by
    grouping sets (
        ({{ listed('h', key) }}, h.project_name),
        ({{ listed('h', key) }})
    )
having grouping(h.project_name) = 0 or h.dimension <> 'building'
