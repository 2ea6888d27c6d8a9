{#
    Whether the groups of a finer period are shown: all of them or none. `relation` has the
    key, period_start_on, parent_start_on, level, answer_count, smallest (of the groups that
    were put into one level) and least. Hidden are the periods with a small group, and the
    newest others with them until at least two are hidden in a parent and no level has a
    part of 1 to least - 1 answers in them; when that cannot be, all are. Gives key,
    period_start_on, is_shown.
#}
{% macro shown_finer_periods(relation, key) %}
with tables as (
    select
        {{ listed('c', key) }},
        c.parent_start_on,
        c.period_start_on,
        max(case when c.smallest < c.least then 1 else 0 end) as has_small
    from {{ relation }} as c
    group by {{ listed('c', key) }}, c.parent_start_on, c.period_start_on
),

ranked as (
    select
        t.*,
        row_number() over (
            partition by {{ listed('t', key) }}, t.parent_start_on
            order by t.has_small desc, t.period_start_on desc
        ) as hiding_rank,
        sum(t.has_small) over (
            partition by {{ listed('t', key) }}, t.parent_start_on
        ) as small_tables
    from tables as t
),

-- Answers of a level in the first so many tables, good until the level's next table.
running as (
    select
        {{ listed('c', key) }},
        c.parent_start_on,
        c.least,
        r.hiding_rank,
        sum(c.answer_count) over (
            partition by {{ listed('c', key) }}, c.parent_start_on, c.level
            order by r.hiding_rank
            rows between unbounded preceding and current row
        ) as answers_so_far,
        lead(r.hiding_rank) over (
            partition by {{ listed('c', key) }}, c.parent_start_on, c.level
            order by r.hiding_rank
        ) as next_rank
    from {{ relation }} as c
    inner join ranked as r
        on
            {{ same_key('c', 'r', key) }}
            and c.parent_start_on = r.parent_start_on
            and c.period_start_on = r.period_start_on
),

candidates as (
    select
        {{ listed('r', key) }},
        r.parent_start_on,
        r.hiding_rank,
        max(case when u.answers_so_far < u.least then 1 else 0 end) as leaves_a_small_part
    from ranked as r
    inner join running as u
        on
            {{ same_key('r', 'u', key) }}
            and r.parent_start_on = u.parent_start_on
            and r.hiding_rank >= u.hiding_rank
            and (u.next_rank is null or r.hiding_rank < u.next_rank)
    where r.small_tables > 0 and r.hiding_rank >= r.small_tables and r.hiding_rank >= 2
    group by {{ listed('r', key) }}, r.parent_start_on, r.hiding_rank
),

last_hidden as (
    select
        {{ listed('c', key) }},
        c.parent_start_on,
        min(c.hiding_rank) as hiding_rank
    from candidates as c
    where c.leaves_a_small_part = 0
    group by {{ listed('c', key) }}, c.parent_start_on
)

select
    {{ listed('r', key) }},
    r.period_start_on,
    r.small_tables = 0 or coalesce(r.hiding_rank > h.hiding_rank, false) as is_shown
from ranked as r
left join last_hidden as h
    on {{ same_key('r', 'h', key) }} and r.parent_start_on = h.parent_start_on
{% endmacro %}

{# Rate of the answers of one instrument per period, project and department, as a KPI. #}
{% macro kpi_of_satisfied(kpi_id, instrument, by_department=true) %}
with daily as (
    select
        d.answered_on,
        d.project_name,
        d.department,
        d.answer_count,
        d.satisfied_count,
        d.unanswered_count
    from {{ ref('int_satisfaction_daily') }} as d
    where d.instrument = '{{ instrument }}'
),

periods as (
    {{
        kpi_periods(
            'daily',
            'answered_on',
            ['project_name', 'department', 'answer_count', 'satisfied_count', 'unanswered_count'],
        )
    }}
),

cube as (
    {{
        kpi_cube(
            'periods',
            {
                'numerator': 'p.satisfied_count',
                'denominator': 'p.answer_count',
                'excluded_count': 'p.unanswered_count',
            },
            by_department=by_department,
        )
    }}
)

{{ kpi_share(kpi_id, 'cube') }}
{% endmacro %}

{# Mean score of the answers of one instrument, as a KPI; answers of registers with two grades
   have none and are left out. #}
{% macro kpi_of_scores(kpi_id, instrument, by_department=true) %}
with daily as (
    select
        d.answered_on,
        d.project_name,
        d.department,
        d.scored_count,
        d.answer_count - d.scored_count + d.unanswered_count as unscored_count,
        d.score_sum,
        d.score_square_sum
    from {{ ref('int_satisfaction_daily') }} as d
    where d.instrument = '{{ instrument }}'
),

periods as (
    {{
        kpi_periods(
            'daily',
            'answered_on',
            [
                'project_name',
                'department',
                'scored_count',
                'unscored_count',
                'score_sum',
                'score_square_sum',
            ],
        )
    }}
),

cube as (
    {{
        kpi_cube(
            'periods',
            {
                'score_sum': 'p.score_sum',
                'score_square_sum': 'p.score_square_sum',
                'scored_count': 'p.scored_count',
                'excluded_count': 'p.unscored_count',
            },
            by_department=by_department,
        )
    }}
)

select
    '{{ kpi_id }}' as kpi_id,
    c.period_kind,
    c.period_start_on,
    c.project_name,
    c.department,
    cast(c.score_sum as decimal(38, 4)) as numerator,
    cast(c.scored_count as decimal(38, 4)) as denominator,
    cast(c.excluded_count as bigint) as excluded_count,
    {{ share('c.score_sum', 'c.scored_count') }} as value,
    {{
        mean_bound('c.scored_count', 'c.score_sum', 'c.score_square_sum', '-', 'greatest', 0)
    }} as low,
    {{
        mean_bound('c.scored_count', 'c.score_sum', 'c.score_square_sum', '+', 'least', 100)
    }} as high
from cube as c
where c.scored_count > 0
{% endmacro %}

{# Verdict on a quotient of exact sums against a target, in the words of kpi_values. #}
{% macro verdict_of(numerator, independent, denominator, target, is_inclusive, least) -%}
    case
        when {{ target }} is null then 'no_target'
        when {{ independent }} < {{ least }} then 'not_enough_data'
        when {{ numerator }} > {{ exact_product(target, denominator) }} then 'met'
        when {{ numerator }} = {{ exact_product(target, denominator) }} and {{ is_inclusive }}
            then 'met'
        else 'missed'
    end
{%- endmacro %}

{# The targets of rate and score that held on the first day of each period of `relation`: the
   project's own before the company's, the period kind's own before the general. #}
{% macro satisfaction_targets(relation, instruments, targets, kpis) %}
with wanted as (
    select distinct
        r.instrument,
        r.period_kind,
        r.period_start_on,
        r.survey_id,
        r.project_name,
        n.rate_kpi_id,
        n.score_kpi_id
    from {{ relation }} as r
    inner join {{ instruments }} as n on r.instrument = n.instrument
),

ranked as (
    select
        w.*,
        t.kpi_id,
        t.target,
        t.is_inclusive,
        row_number() over (
            partition by
                w.instrument,
                w.period_kind,
                w.period_start_on,
                w.survey_id,
                w.project_name,
                t.kpi_id
            order by
                case when t.project_name = '*' then 1 else 0 end,
                case when t.period_kind = '*' then 1 else 0 end
        ) as preference
    from wanted as w
    inner join {{ targets }} as t
        on
            t.kpi_id in (w.rate_kpi_id, w.score_kpi_id)
            and t.project_name in (w.project_name, '*')
            and t.period_kind in (w.period_kind, '*')
            and {{ is_valid_on('t', 'w.period_start_on') }}
)

select
    r.instrument,
    r.period_kind,
    r.period_start_on,
    r.survey_id,
    r.project_name,
    max(case when r.kpi_id = r.rate_kpi_id then r.target end) as target,
    max(case when r.kpi_id = r.rate_kpi_id and r.is_inclusive then 1 else 0 end) = 1
        as is_inclusive,
    max(case when r.kpi_id = r.score_kpi_id then r.target end) as score_target,
    max(case when r.kpi_id = r.score_kpi_id and r.is_inclusive then 1 else 0 end) = 1
        as is_score_inclusive,
    max(k.min_denominator) as min_denominator
from ranked as r
inner join {{ kpis }} as k on r.rate_kpi_id = k.kpi_id
where r.preference = 1
group by r.instrument, r.period_kind, r.period_start_on, r.survey_id, r.project_name
{% endmacro %}

{# A household that rates by itself was not spoken to: its grade counts, the contact does not. #}
{% macro is_self_rating(visit) -%}
    coalesce({{ visit }}.visit_method = '自评', false)
{%- endmacro %}
