{#
    Post-stratified by building: each building weighs as its households, not as its answers.
    Buildings with fewer answers than are shown are put together into one stratum, with the next
    smallest one when they still are too few. The interval is Wilson's at the effective number
    of answers, 1 / sum(weight squared / n). Weighting is needed when the shares that answered
    differ between buildings (chi-square, 95 %).
-#}
{%- set text = dbt.type_string() -%}
{%- set survey = ['survey_id', 'project_name'] -%}
with buildings as (
    select
        h.survey_id,
        h.project_name,
        h.building_name,
        count(case when h.is_eligible then 1 end) as household_count,
        count(case when h.is_eligible and h.is_invited then 1 end) as eligible_count,
        count(case when h.is_respondent then 1 end) as completed_count
    from {{ ref('survey_households') }} as h
    group by h.survey_id, h.project_name, h.building_name
),

answered as (
    select
        b.survey_id,
        b.project_name,
        b.building_name,
        b.household_count,
        coalesce(c.household_count, 0) as answering_count,
        coalesce(c.answer_count, 0) as answer_count,
        coalesce(c.satisfied_count, 0) as satisfied_count,
        coalesce(c.scored_count, 0) as scored_count,
        coalesce(c.score_sum, 0) as score_sum,
        s.least_answers_shown as least
    from buildings as b
    cross join {{ ref('satisfaction_display') }} as s
    left join {{ ref('int_satisfaction_cells') }} as c
        on
            c.instrument = 'survey'
            and c.dimension = 'building'
            and b.survey_id = c.survey_id
            and b.project_name = c.project_name
            and b.building_name = c.level
    where b.household_count > 0
),

ranked as (
    select
        a.*,
        row_number() over (
            partition by a.survey_id, a.project_name
            order by a.answering_count, a.building_name
        ) as size_rank,
        sum(a.answering_count) over (
            partition by a.survey_id, a.project_name
            order by a.answering_count, a.building_name
            rows between unbounded preceding and current row
        ) - a.answering_count as smaller_answers,
        sum(case when a.answering_count < a.least then 1 else 0 end) over (
            partition by a.survey_id, a.project_name
        ) as small_buildings
    from answered as a
),

pooled as (
    select
        r.*,
        r.answering_count < r.least
        or (r.small_buildings > 0 and r.smaller_answers < r.least) as is_pooled
    from ranked as r
),

strata as (
    select
        p.survey_id,
        p.project_name,
        case when p.is_pooled then '' else p.building_name end as stratum,
        count(*) as building_count,
        max(case when p.is_pooled then 1 else 0 end) as is_pooled,
        min(p.least) as least,
        sum(p.household_count) as household_count,
        sum(p.answering_count) as answering_count,
        sum(p.answer_count) as answer_count,
        sum(p.satisfied_count) as satisfied_count,
        sum(p.scored_count) as scored_count,
        sum(p.score_sum) as score_sum
    from pooled as p
    group by
        p.survey_id,
        p.project_name,
        case when p.is_pooled then '' else p.building_name end
),

populations as (
    select
        s.survey_id,
        s.project_name,
        sum(s.household_count) as household_count
    from strata as s
    group by s.survey_id, s.project_name
),

weighed as (
    select
        s.*,
        {{ share('s.household_count', 'p.household_count') }} as weight
    from strata as s
    inner join populations as p on {{ same_key('s', 'p', survey) }}
),

estimated as (
    select
        w.survey_id,
        w.project_name,
        count(*) as stratum_count,
        sum(case when w.is_pooled = 1 then w.building_count else 0 end) as pooled_building_count,
        sum(w.answering_count) as answering_count,
        sum(w.answer_count) as answer_count,
        sum(w.satisfied_count) as satisfied_count,
        sum(w.scored_count) as scored_count,
        sum(w.score_sum) as score_sum,
        -- One order of adding, so that the last digit is the same on any machine.
        {{ ordered_sum(
            'w.weight * ' ~ share('w.satisfied_count', 'w.answer_count'), 'w.stratum'
        ) }} as weighted_rate,
        case
            when min(w.scored_count) > 0
                then {{ ordered_sum(
                    'w.weight * ' ~ share('w.score_sum', 'w.scored_count'), 'w.stratum'
                ) }}
        end as weighted_score,
        1 / {{ ordered_sum(
            'w.weight * w.weight / nullif(cast(w.answering_count as double), 0)', 'w.stratum'
        ) }} as effective_n
    from weighed as w
    group by w.survey_id, w.project_name
    having min(w.answering_count) > 0 and sum(w.answering_count) >= min(w.least)
),

responses as (
    select
        b.survey_id,
        b.project_name,
        sum(b.eligible_count) as eligible_count,
        sum(b.completed_count) as completed_count,
        count(*) as building_count
    from buildings as b
    where b.eligible_count > 0
    group by b.survey_id, b.project_name
),

differences as (
    select
        b.survey_id,
        b.project_name,
        {{ ordered_sum(
            '(b.completed_count - ' ~ share('b.eligible_count * r.completed_count',
            'r.eligible_count') ~ ') * (b.completed_count - '
            ~ share('b.eligible_count * r.completed_count', 'r.eligible_count')
            ~ ') / nullif(cast(b.eligible_count as double) * '
            ~ share('r.completed_count', 'r.eligible_count') ~ ' * (1 - '
            ~ share('r.completed_count', 'r.eligible_count') ~ '), 0)',
            'b.building_name'
        ) }} as chi_square,
        min(r.building_count) - 1 as degrees_of_freedom
    from buildings as b
    inner join responses as r on {{ same_key('b', 'r', survey) }}
    where b.eligible_count > 0
    group by b.survey_id, b.project_name
)

select
    cast(e.survey_id as {{ text }}) as survey_id,
    cast(e.project_name as {{ text }}) as project_name,
    cast('building' as {{ text }}) as weighted_by,
    cast(e.stratum_count as bigint) as stratum_count,
    cast(e.pooled_building_count as bigint) as pooled_building_count,
    cast(e.answer_count as bigint) as answer_count,
    cast({{ share('e.satisfied_count', 'e.answer_count') }} as double) as raw_rate,
    cast(e.weighted_rate as double) as weighted_rate,
    cast({{ wilson_bound('e.weighted_rate', '1', '-', 'e.effective_n') }} as double)
        as weighted_low,
    cast({{ wilson_bound('e.weighted_rate', '1', '+', 'e.effective_n') }} as double)
        as weighted_high,
    cast({{ share('e.score_sum', 'e.scored_count') }} as double) as raw_score,
    cast(e.weighted_score as double) as weighted_score,
    cast(e.effective_n as double) as effective_n,
    cast(
        coalesce(d.chi_square > {{ chi_square95('d.degrees_of_freedom') }}, false) as boolean
    ) as is_needed
from estimated as e
left join differences as d on {{ same_key('e', 'd', survey) }}
order by e.survey_id, e.project_name
