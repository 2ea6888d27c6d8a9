{#
    Visits count by answer; a survey by household, whose several answers are one opinion. The
    finite form knows that m of N households were asked: n (N - 1) / (N - m) in place of n.
-#}
{%- set text = dbt.type_string() -%}
{%- set key = [
    'instrument', 'period_kind', 'period_start_on', 'survey_id', 'project_name', 'dimension',
    'level',
] -%}
{%- set effective_n =
    '(c.interval_n * (c.population_count - 1) / nullif(cast(c.population_count'
    ~ ' - c.household_count as double), 0))'
-%}
{%- set finite = {
    'low': wilson_bound('c.satisfied_count', 'c.answer_count', '-', effective_n),
    'high': wilson_bound('c.satisfied_count', 'c.answer_count', '+', effective_n),
} -%}
{%- set score_sums = [
    'c.scored_household_count', 'c.score_sum', 'c.scored_count', 'c.score_square_sum',
    'c.score_product_sum', 'c.scored_square_sum',
] -%}
{%- set score_low = clustered_mean_bound(
    score_sums[0], score_sums[1], score_sums[2], score_sums[3], score_sums[4], score_sums[5],
    '-', 'greatest', 0,
) -%}
{%- set score_high = clustered_mean_bound(
    score_sums[0], score_sums[1], score_sums[2], score_sums[3], score_sums[4], score_sums[5],
    '+', 'least', 100,
) -%}
with cells as (
    select
        c.*,
        case
            when c.instrument <> 'survey' then 'visit'
            when c.dimension = 'service_area' or not c.has_overall_question then 'answer'
            else 'household'
        end as unit,
        case when c.instrument = 'survey' then c.household_count else c.answer_count end
            as interval_n,
        coalesce(c.answer_count < s.least_answers_shown or h.level is not null, false) as is_hidden
    from {{ ref('int_satisfaction_cells') }} as c
    cross join {{ ref('satisfaction_display') }} as s
    left join {{ ref('int_satisfaction_hidden') }} as h on {{ same_key('c', 'h', key) }}
),

registered as (
    select
        r.project_name,
        coalesce(nullif(trim(r.building_name), ''), '未注明') as building_name,
        count(*) as room_count
    from {{ ref('dim_rooms') }} as r
    where r.is_registered
    group by r.project_name, coalesce(nullif(trim(r.building_name), ''), '未注明')
),

project_rooms as (
    select
        r.project_name,
        sum(r.room_count) as room_count
    from registered as r
    group by r.project_name
),

projects as (
    select
        p.project_name,
        coalesce(nullif(p.household_count, 0), r.room_count) as population_count
    from {{ ref('dim_projects') }} as p
    left join project_rooms as r on p.project_name = r.project_name
),

populations as (
    select
        p.project_name,
        p.population_count
    from projects as p
    union all
    select
        'all' as project_name,
        case when count(*) = count(p.population_count) then sum(p.population_count) end
            as population_count
    from projects as p
),

-- Who has a ticket, or is of a tenure, is no fixed population.
shown as (
    select
        c.*,
        case
            when c.instrument = 'ticket' or c.dimension = 'tenure' then null
            when c.dimension = 'building' then r.room_count
            else p.population_count
        end as population_count
    from cells as c
    left join populations as p on c.project_name = p.project_name
    left join registered as r
        on
            c.dimension = 'building'
            and c.project_name = r.project_name
            and c.level = r.building_name
    where not c.is_hidden
),

targets as (
    {{
        satisfaction_targets(
            'shown', ref('satisfaction_instruments'), ref('int_kpi_targets'), ref('kpis')
        )
    }}
),

measured as (
    select
        c.*,
        {{ share('c.satisfied_count', 'c.answer_count') }} as satisfaction_rate,
        {{ wilson_bound('c.satisfied_count', 'c.answer_count', '-', 'c.interval_n') }} as low,
        {{ wilson_bound('c.satisfied_count', 'c.answer_count', '+', 'c.interval_n') }} as high,
        case
            when c.household_count >= c.population_count
                then {{ share('c.satisfied_count', 'c.answer_count') }}
            when c.population_count is not null then {{ finite.low }}
        end as finite_low,
        case
            when c.household_count >= c.population_count
                then {{ share('c.satisfied_count', 'c.answer_count') }}
            when c.population_count is not null then {{ finite.high }}
        end as finite_high,
        {{ share('c.top2_count', 'c.answer_count') }} as top2_rate,
        {{ share('c.score_sum', 'c.scored_count') }} as satisfaction_score,
        {{ score_low }} as score_low,
        {{ score_high }} as score_high,
        t.target,
        {{ verdict_of('c.satisfied_count', 'c.interval_n', 'c.answer_count', 't.target',
            't.is_inclusive', 't.min_denominator') }} as verdict,
        t.score_target,
        case
            when c.scored_count > 0
                then {{ verdict_of('c.score_sum', 'c.scored_household_count', 'c.scored_count',
                    't.score_target', 't.is_score_inclusive', 't.min_denominator') }}
        end as score_verdict
    from shown as c
    left join targets as t
        on {{ same_key('c', 't', [
            'instrument', 'period_kind', 'period_start_on', 'survey_id', 'project_name',
        ]) }}
),

hidden as (
    select
        {{ listed('c', key) }},
        c.unit
    from cells as c
    where c.is_hidden
    union
    select
        {{ listed('h', key) }},
        case
            when h.instrument <> 'survey' then 'visit'
            when h.dimension = 'service_area' then 'answer'
            else 'household'
        end as unit
    from {{ ref('int_satisfaction_hidden') }} as h
    left join {{ ref('int_satisfaction_cells') }} as c on {{ same_key('h', 'c', key) }}
    where c.level is null
)

select
    cast(m.instrument as {{ text }}) as instrument,
    cast(m.period_kind as {{ text }}) as period_kind,
    cast(m.period_start_on as date) as period_start_on,
    cast(m.survey_id as {{ text }}) as survey_id,
    cast(m.project_name as {{ text }}) as project_name,
    cast(m.dimension as {{ text }}) as dimension,
    cast(m.level as {{ text }}) as level,
    cast(m.unit as {{ text }}) as unit,
    cast(m.answer_count as bigint) as answer_count,
    cast(m.household_count as bigint) as household_count,
    cast(m.satisfied_count as bigint) as satisfied_count,
    cast(m.top2_count as bigint) as top2_count,
    cast(m.satisfaction_rate as double) as satisfaction_rate,
    cast(m.low as double) as low,
    cast(m.high as double) as high,
    cast(m.population_count as bigint) as population_count,
    cast(m.finite_low as double) as finite_low,
    cast(m.finite_high as double) as finite_high,
    cast(m.top2_rate as double) as top2_rate,
    cast(m.scored_count as bigint) as scored_count,
    cast(m.satisfaction_score as double) as satisfaction_score,
    cast(m.score_low as double) as score_low,
    cast(m.score_high as double) as score_high,
    cast(m.target as double) as target,
    cast(m.verdict as {{ text }}) as verdict,
    cast(
        case
            when m.target is null then null
            when m.low >= m.target then 'shown_met'
            when m.high < m.target then 'shown_missed'
            else 'not_shown'
        end as {{ text }}
    ) as shown_as,
    cast(m.score_target as double) as score_target,
    cast(m.score_verdict as {{ text }}) as score_verdict,
    cast(false as boolean) as is_hidden
from measured as m
union all
select
    cast(h.instrument as {{ text }}) as instrument,
    cast(h.period_kind as {{ text }}) as period_kind,
    cast(h.period_start_on as date) as period_start_on,
    cast(h.survey_id as {{ text }}) as survey_id,
    cast(h.project_name as {{ text }}) as project_name,
    cast(h.dimension as {{ text }}) as dimension,
    cast(h.level as {{ text }}) as level,
    cast(h.unit as {{ text }}) as unit,
    {%- for name in ['answer_count', 'household_count', 'satisfied_count', 'top2_count'] %}
        cast(null as bigint) as {{ name }},
    {%- endfor %}
    {%- for name in ['satisfaction_rate', 'low', 'high'] %}
        cast(null as double) as {{ name }},
    {%- endfor %}
    cast(null as bigint) as population_count,
    {%- for name in ['finite_low', 'finite_high', 'top2_rate'] %}
        cast(null as double) as {{ name }},
    {%- endfor %}
    cast(null as bigint) as scored_count,
    {%- for name in ['satisfaction_score', 'score_low', 'score_high', 'target'] %}
        cast(null as double) as {{ name }},
    {%- endfor %}
    cast(null as {{ text }}) as verdict,
    cast(null as {{ text }}) as shown_as,
    cast(null as double) as score_target,
    cast(null as {{ text }}) as score_verdict,
    cast(true as boolean) as is_hidden
from hidden as h
order by
    instrument,
    period_kind,
    period_start_on,
    survey_id nulls last,
    project_name,
    dimension,
    level
