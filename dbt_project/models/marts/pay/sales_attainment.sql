{%- set text = dbt.type_string() -%}
select
    cast(p.project_name as {{ text }}) as project_name,
    cast(p.staff_id as {{ text }}) as staff_id,
    cast(p.month as date) as month,
    {{ sales_yuan(sales_rounded_ratio('p.performance_parts', sales_share_whole())) }}
        as performance_amount,
    {{ sales_yuan(sales_rounded_ratio('p.target_fen_e4', '10000')) }} as target_amount,
    {{ sales_millionths(sales_attainment_e6('p.performance_parts', 'p.target_fen_e4')) }}
        as attainment,
    cast(p.tier_rate_e7 * cast(0.0000001 as decimal(8, 7)) as decimal(9, 7)) as rate,
    cast(p.contract_count as bigint) as contract_count,
    cast(p.is_met as boolean) as is_met,
    cast(p.source_file as {{ text }}) as source_file,
    cast(p.source_sheet as {{ text }}) as source_sheet,
    cast(p.source_row as bigint) as source_row
from {{ ref('int_sales_performance') }} as p
where p.scenario_id = 'actual'
order by p.project_name, p.month, p.staff_id
