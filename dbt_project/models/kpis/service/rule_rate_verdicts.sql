-- Rules that ask a KPI to reach a number, judged on the KPI's own rows: the satisfaction rate and
-- score of a month (SV12), the collection rate of a quarter (SV18). Compared exactly, on
-- numerator and denominator; of two parts the worse one speaks.
{%- set parts = [
    ('SV12', 'SV12', 'month', 'satisfaction_rate', 'required_not_reached'),
    ('SV12', 'SV12S', 'month', 'satisfaction_score', 'score_not_reached'),
    ('SV18', 'SV18', 'quarter', 'fee_collection_rate', 'required_not_reached'),
] %}
with measured as (
    {%- for rule_id, limit_id, period_kind, kpi_id, missed_reason in parts %}
        select
            '{{ rule_id }}' as rule_id,
            '{{ limit_id }}' as limit_id,
            '{{ missed_reason }}' as missed_reason,
            {{ loop.index }} as part_no,
            '{{ kpi_id }}' as kpi_id,
            k.project_name,
            k.period_kind,
            k.period_start_on,
            k.numerator,
            k.denominator,
            k.value
        from {{ ref(kpi_id) }} as k
        where
            k.period_kind = '{{ period_kind }}'
            and k.project_name <> 'all'
            and k.department = 'all'
        {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- A month without any answer has no row of its KPI: it is asked for all the same, from the
-- company's first answer on.
first_answers as (
    select min(m.period_start_on) as first_month_on
    from measured as m
    where m.rule_id = 'SV12'
),

silent as (
    select
        m.rule_id,
        m.limit_id,
        m.missed_reason,
        m.part_no,
        m.kpi_id,
        p.project_name,
        p.period_kind,
        p.period_start_on
    from (
        select distinct
            r.rule_id,
            r.limit_id,
            r.missed_reason,
            r.part_no,
            r.kpi_id
        from measured as r
        where r.rule_id = 'SV12'
    ) as m
    cross join {{ ref('int_project_periods') }} as p
    cross join first_answers as f
    left join measured as k
        on
            m.limit_id = k.limit_id
            and p.project_name = k.project_name
            and p.period_start_on = k.period_start_on
    where
        p.period_kind = 'month'
        and p.period_start_on >= f.first_month_on
        and k.rule_id is null
),

asked as (
    select m.*
    from measured as m
    union all
    select
        s.*,
        cast(null as decimal(38, 4)) as numerator,
        cast(null as decimal(38, 4)) as denominator,
        cast(null as double) as value
    from silent as s
),

limited as (
    select
        a.*,
        {{ in_force('threshold') }} as threshold,
        {{ in_force('is_inclusive') }} as is_inclusive,
        {{ next_period_start('a.period_kind', 'a.period_start_on') }} as next_start_on,
        {{ is_period_complete('a.period_kind', 'a.period_start_on', 'build.as_of') }}
            as is_complete,
        i.min_denominator
    from asked as a
    cross join {{ ref('int_build_parameters') }} as build
    left join {{ ref('kpis') }} as i on a.kpi_id = i.kpi_id
    {{ join_rule_in_force('a.limit_id', 'a.project_name', 'a.period_start_on') }}
),

reasoned as (
    select
        l.*,
        case
            when not l.is_complete then 'period_in_progress'
            when coalesce(l.denominator, 0) < l.min_denominator then 'not_enough_answers'
            when
                {{
                    reaches(
                        'l.numerator',
                        exact_product('l.threshold', 'l.denominator'),
                        'l.is_inclusive',
                    )
                }}
                then 'required_reached'
            else l.missed_reason
        end as reason
    from limited as l
    where l.threshold is not null
),

ranked as (
    select
        r.*,
        w.verdict,
        row_number() over (
            partition by r.rule_id, r.project_name, r.period_start_on
            order by
                case w.verdict
                    when 'missed' then 1
                    when 'not_measurable' then 2
                    when 'pending' then 3
                    else 4
                end,
                r.part_no
        ) as preference
    from reasoned as r
    left join {{ ref('verdict_reasons') }} as w on r.reason = w.reason
)

select
    r.rule_id,
    r.period_kind,
    r.period_start_on,
    r.next_start_on,
    r.project_name,
    cast(null as {{ dbt.type_timestamp() }}) as reached_at,
    r.verdict,
    r.reason,
    cast(r.value as decimal(38, 4)) as counted_value,
    cast(r.threshold as decimal(38, 4)) as required_value
from ranked as r
where r.preference = 1
