{%- set text = dbt.type_string() -%}
with lines as (
    select
        e.*,
        'tier' as component,
        'C2' as clause,
        e.tier_base_e4fen as base_e4fen,
        e.tier_rate_e7 as rate_e7,
        e.tier_fen as line_fen
    from {{ ref('int_commission_entitlements') }} as e
    union all
    select
        e.*,
        'discount' as component,
        'C3' as clause,
        e.discount_base_e4fen as base_e4fen,
        e.discount_rate_e7 as rate_e7,
        e.discount_fen as line_fen
    from {{ ref('int_commission_entitlements') }} as e
    where e.discount_rate_e7 is not null
)

select
    cast(l.scenario_id as {{ text }}) as scenario_id,
    cast(l.project_name as {{ text }}) as project_name,
    cast(l.contract_id as {{ text }}) as contract_id,
    cast(l.staff_id as {{ text }}) as staff_id,
    cast(l.commission_month as date) as commission_month,
    cast(l.component as {{ text }}) as component,
    cast(l.outcome as {{ text }}) as outcome,
    cast(case when l.outcome = 'unauthorised' then 'C4' else l.clause end as {{ text }}) as clause,
    cast(l.plan_version as {{ text }}) as plan_version,
    {{ sales_yuan('c.sold_fen') }} as contract_amount,
    cast(
        cast(l.base_e4fen as decimal(22, 0)) * cast(0.000001 as decimal(7, 6)) as decimal(20, 6)
    ) as contract_base_amount,
    cast(l.share_e6 * cast(0.000001 as decimal(7, 6)) as decimal(9, 6)) as share,
    {{ sales_yuan(sales_rounded_ratio(
        'l.base_e4fen * l.share_parts', sales_whole('10000') ~ ' * ' ~ sales_share_whole()
    )) }} as base_amount,
    cast(l.rate_e7 * cast(0.0000001 as decimal(8, 7)) as decimal(9, 7)) as rate,
    {{ sales_yuan('l.line_fen') }} as earned_amount,
    {{ sales_yuan('l.rate_performance_fen') }} as performance_amount,
    {{ sales_yuan('l.rate_target_fen') }} as target_amount,
    {{ sales_millionths('l.rate_attainment_e6') }} as attainment,
    cast(c.source_file as {{ text }}) as source_file,
    cast(c.source_sheet as {{ text }}) as source_sheet,
    cast(c.source_row as bigint) as source_row
from lines as l
inner join {{ ref('int_sales_contracts') }} as c on l.contract_id = c.contract_id
order by
    l.scenario_id,
    l.project_name,
    l.commission_month,
    l.contract_id,
    l.staff_id,
    l.component
