{%- set text = dbt.type_string() -%}
select
    cast(m.scenario_id as {{ text }}) as scenario_id,
    cast(m.project_name as {{ text }}) as project_name,
    cast(m.contract_id as {{ text }}) as contract_id,
    cast(m.staff_id as {{ text }}) as staff_id,
    cast(m.original_staff_id as {{ text }}) as original_staff_id,
    cast(m.payroll_month as date) as payroll_month,
    cast(m.released_on as date) as released_on,
    {{ add_days(next_period_start("'month'", 'm.payroll_month'), 19) }} as pay_on,
    cast(m.part_no as bigint) as part_no,
    {{ sales_yuan('m.released_fen') }} as released_amount,
    cast(m.reason as {{ text }}) as reason,
    cast(c.source_file as {{ text }}) as source_file,
    cast(c.source_sheet as {{ text }}) as source_sheet,
    cast(c.source_row as bigint) as source_row
from {{ ref('int_commission_movements') }} as m
inner join {{ ref('int_sales_contracts') }} as c on m.contract_id = c.contract_id
order by
    m.scenario_id,
    m.project_name,
    m.payroll_month,
    m.contract_id,
    m.original_staff_id,
    m.staff_id,
    m.part_no nulls last
