{#
    The response rate is AAPOR's RR1. The composition of those who answered is compared with all
    households: they are part of them, so the interval is that of the two groups that differ,
    respondents and the rest (Newcombe), shrunk by the rest's part of all. Where everybody
    answered nothing differs.
-#}
{%- set text = dbt.type_string() -%}
{%- set dimensions = {
    'all': "'all'",
    'building': 'h.building_name',
    'tenure': 'h.tenure',
    'arrears': "case
            when h.has_arrears then 'arrears'
            when not h.has_arrears then 'no_arrears'
            else 'not_known'
        end",
    'complaint_history': "case
            when h.had_complaint then 'complained'
            when not h.had_complaint then 'not_complained'
            else 'not_known'
        end",
} -%}
with divided as (
    {%- for dimension, level in dimensions.items() %}
        select
            h.survey_id,
            h.project_name,
            '{{ dimension }}' as dimension,
            {{ level }} as level,
            h.is_invited,
            h.outcome,
            h.is_eligible
        from {{ ref('survey_households') }} as h
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
),

counted as (
    select
        d.survey_id,
        case when grouping(d.project_name) = 1 then 'all' else d.project_name end as project_name,
        d.dimension,
        d.level,
        count(case when d.is_invited then 1 end) as invited_count,
        count(case when d.outcome = 'ineligible' then 1 end) as ineligible_count,
        count(case when d.outcome = 'completed' then 1 end) as completed_count,
        count(case when d.outcome = 'partial' then 1 end) as partial_count,
        count(case when d.outcome = 'refused' then 1 end) as refused_count,
        count(case when d.outcome = 'not_reached' then 1 end) as not_reached_count,
        count(case when d.is_eligible then 1 end) as household_count
    from divided as d
    group by
        grouping sets (
            (d.survey_id, d.project_name, d.dimension, d.level),
            (d.survey_id, d.dimension, d.level)
        )
    having grouping(d.project_name) = 0 or d.dimension <> 'building'
),

totals as (
    select
        c.survey_id,
        c.project_name,
        c.completed_count,
        c.household_count
    from counted as c
    where c.dimension = 'all' and c.invited_count > 0
),

shares as (
    select
        c.*,
        c.invited_count - c.ineligible_count as eligible_count,
        t.completed_count as all_completed,
        t.household_count as all_households,
        c.household_count - c.completed_count as rest_count,
        t.household_count - t.completed_count as all_rest
    from counted as c
    inner join totals as t on c.survey_id = t.survey_id and c.project_name = t.project_name
),

bounds as (
    select
        s.*,
        {{ share('s.completed_count', 's.eligible_count') }} as response_rate,
        {{ wilson_low('s.completed_count', 's.eligible_count') }} as low,
        {{ wilson_high('s.completed_count', 's.eligible_count') }} as high,
        {{ share('s.completed_count', 's.all_completed') }} as respondent_share,
        {{ share('s.household_count', 's.all_households') }} as household_share,
        {{ wilson_low('s.completed_count', 's.all_completed') }} as respondent_low,
        {{ wilson_high('s.completed_count', 's.all_completed') }} as respondent_high,
        {{ share('s.rest_count', 's.all_rest') }} as rest_share,
        {{ wilson_low('s.rest_count', 's.all_rest') }} as rest_low,
        {{ wilson_high('s.rest_count', 's.all_rest') }} as rest_high,
        {{ share('s.all_rest', 's.all_households') }} as rest_part
    from shares as s
),

compared as (
    select
        b.*,
        case
            when b.dimension <> 'all' and b.all_rest = 0 then 0
            when b.dimension <> 'all' then b.rest_part * ({{
                difference_low('b.respondent_share', 'b.respondent_low', 'b.rest_share',
                'b.rest_high')
            }})
        end as difference_low,
        case
            when b.dimension <> 'all' and b.all_rest = 0 then 0
            when b.dimension <> 'all' then b.rest_part * ({{
                difference_high('b.respondent_share', 'b.respondent_high', 'b.rest_share',
                'b.rest_low')
            }})
        end as difference_high
    from bounds as b
),

survey_names as (
    select
        s.survey_id,
        min(s.survey_name) as survey_name,
        min(s.started_on) as started_on
    from {{ ref('fct_surveys') }} as s
    group by s.survey_id
)

select
    cast(c.survey_id as {{ text }}) as survey_id,
    cast(n.survey_name as {{ text }}) as survey_name,
    cast(n.started_on as date) as started_on,
    cast(c.project_name as {{ text }}) as project_name,
    cast(c.dimension as {{ text }}) as dimension,
    cast(c.level as {{ text }}) as level,
    cast(c.invited_count as bigint) as invited_count,
    cast(c.ineligible_count as bigint) as ineligible_count,
    cast(c.completed_count as bigint) as completed_count,
    cast(c.partial_count as bigint) as partial_count,
    cast(c.refused_count as bigint) as refused_count,
    cast(c.not_reached_count as bigint) as not_reached_count,
    cast(c.household_count as bigint) as household_count,
    cast(c.response_rate as double) as response_rate,
    cast(c.low as double) as low,
    cast(c.high as double) as high,
    cast(c.respondent_share as double) as respondent_share,
    cast(c.household_share as double) as household_share,
    cast(
        case when c.dimension <> 'all' then c.respondent_share - c.household_share end as double
    ) as difference,
    cast(c.difference_low as double) as difference_low,
    cast(c.difference_high as double) as difference_high,
    cast(coalesce(c.difference_low > 0 or c.difference_high < 0, false) as boolean) as differs
from compared as c
inner join survey_names as n on c.survey_id = n.survey_id
order by n.started_on, c.survey_id, c.project_name, c.dimension, c.level
