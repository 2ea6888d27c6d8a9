{#
    What a scenario changes, laid over the default reading of every clause. What the company
    states for 'actual' is its own default and so holds in every scenario that does not say
    otherwise.
#}
{%- set readings = [
    'performance_date',
    'performance_amount',
    'late_cancellation',
    'target_unit',
    'tier_mode',
    'discount_base',
    'unsigned_within_authority',
    'late_approval',
    'unauthorised_performance',
    'exclusion',
    'full_payment_release',
    'discount_release',
    'award_tie',
    'w5_mode',
    'w5_task',
    'override_base',
    'extra_60',
    'early_leave',
    'sick_leave',
    'day_rate',
] -%}
with own as (
    select
        s.scenario_id,
        s.item,
        s.value,
        s.name
    from {{ ref('stg_commission_scenario_settings') }} as s
    left join {{ ref('commission_readings') }} as r on s.item = r.reading_id and s.value = r.value
    where
        r.reading_id is not null
        or s.item = 'plan_version'
        or (s.item = 'target_factor' and s.value is not null)
),

scenarios as (
    select
        s.scenario_id,
        s.name_zh,
        s.name_en,
        false as is_company_setting
    from {{ ref('commission_scenarios') }} as s
    union all
    select
        o.scenario_id,
        coalesce(max(o.name), o.scenario_id) as name_zh,
        coalesce(max(o.name), o.scenario_id) as name_en,
        true as is_company_setting
    from own as o
    left join {{ ref('commission_scenarios') }} as s on o.scenario_id = s.scenario_id
    where s.scenario_id is null
    group by o.scenario_id
),

answers as (
    select
        s.scenario_id,
        r.reading_id as item,
        r.value,
        4 as turn
    from scenarios as s
    cross join {{ ref('commission_readings') }} as r
    where r.is_default
    union all
    select
        s.scenario_id,
        o.item,
        o.value,
        3 as turn
    from scenarios as s
    cross join own as o
    where o.scenario_id = 'actual'
    union all
    select
        c.scenario_id,
        c.item,
        c.value,
        2 as turn
    from {{ ref('commission_scenario_readings') }} as c
    union all
    select
        o.scenario_id,
        o.item,
        o.value,
        1 as turn
    from own as o
),

ranked as (
    select
        a.scenario_id,
        a.item,
        a.value,
        r.reading_id is null as is_different,
        row_number() over (
            partition by a.scenario_id, a.item order by a.turn nulls last
        ) as preference
    from answers as a
    left join {{ ref('commission_readings') }} as r
        on a.item = r.reading_id and a.value = r.value and r.is_default
)

select
    s.scenario_id,
    s.name_zh,
    s.name_en,
    s.is_company_setting,
    substr(
        concat(
            ''
            {%- for item in readings + ['plan_version', 'target_factor'] %},
            coalesce(
                max(
                    case
                        when r.item = '{{ item }}' and r.is_different
                            then concat(', ', r.item, '=', r.value)
                    end
                ),
                ''
            )
            {%- endfor %}
        ),
        3
    ) as differs,
    max(case when r.item = 'plan_version' then r.value end) as fixed_plan_version,
    coalesce(
        cast(
            round(
                10000 * max(
                    case when r.item = 'target_factor' then cast(r.value as decimal(9, 4)) end
                ),
                0
            ) as bigint
        ),
        10000
    ) as target_factor_e4,
    {%- for reading in readings %}
    max(case when r.item = '{{ reading }}' then r.value end) as {{ reading }}
    {{- ',' if not loop.last }}
    {%- endfor %}
from scenarios as s
inner join ranked as r on s.scenario_id = r.scenario_id and r.preference = 1
group by s.scenario_id, s.name_zh, s.name_en, s.is_company_setting
