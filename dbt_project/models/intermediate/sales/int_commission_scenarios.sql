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
    left join {{ ref('commission_reading_values') }} as r
        on s.item = r.reading_id and s.value = r.value
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
    from {{ ref('commission_shipped_scenarios') }} as s
    union all
    select
        o.scenario_id,
        coalesce(max(o.name), o.scenario_id) as name_zh,
        coalesce(max(o.name), o.scenario_id) as name_en,
        true as is_company_setting
    from own as o
    left join {{ ref('commission_shipped_scenarios') }} as s on o.scenario_id = s.scenario_id
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
    cross join {{ ref('commission_reading_values') }} as r
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
    left join {{ ref('commission_reading_values') }} as r
        on a.item = r.reading_id and a.value = r.value and r.is_default
)

select
    s.scenario_id,
    s.name_zh,
    s.name_en,
    s.is_company_setting,
    {{ sales_differences(readings + ['plan_version', 'target_factor']) }} as differs,
    {{ sales_answer('plan_version') }} as fixed_plan_version,
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
    {{ sales_answer('performance_date') }} as performance_date,
    {{ sales_answer('performance_amount') }} as performance_amount,
    {{ sales_answer('late_cancellation') }} as late_cancellation,
    {{ sales_answer('target_unit') }} as target_unit,
    {{ sales_answer('tier_mode') }} as tier_mode,
    {{ sales_answer('discount_base') }} as discount_base,
    {{ sales_answer('unsigned_within_authority') }} as unsigned_within_authority,
    {{ sales_answer('late_approval') }} as late_approval,
    {{ sales_answer('unauthorised_performance') }} as unauthorised_performance,
    {{ sales_answer('exclusion') }} as exclusion,
    {{ sales_answer('full_payment_release') }} as full_payment_release,
    {{ sales_answer('discount_release') }} as discount_release,
    {{ sales_answer('award_tie') }} as award_tie,
    {{ sales_answer('w5_mode') }} as w5_mode,
    {{ sales_answer('w5_task') }} as w5_task,
    {{ sales_answer('override_base') }} as override_base,
    {{ sales_answer('extra_60') }} as extra_60,
    {{ sales_answer('early_leave') }} as early_leave,
    {{ sales_answer('sick_leave') }} as sick_leave,
    {{ sales_answer('day_rate') }} as day_rate
from scenarios as s
inner join ranked as r on s.scenario_id = r.scenario_id and r.preference = 1
group by s.scenario_id, s.name_zh, s.name_en, s.is_company_setting
