{%- set text = dbt.type_string() -%}
select
    cast(p.project_name as {{ text }}) as project_name,
    cast(p.contract_id as {{ text }}) as contract_id,
    cast(p.staff_id as {{ text }}) as staff_id,
    cast(p.part_no as bigint) as part_no,
    {{ sales_yuan('p.part_fen') }} as held_amount,
    cast(p.held_reason as {{ text }}) as held_reason,
    cast(p.commission_month as date) as commission_month,
    cast(p.waiting_since_on as date) as waiting_since_on,
    cast(c.payment_plan as {{ text }}) as payment_plan,
    {{ sales_yuan('c.received_fen') }} as received_amount,
    {{ sales_yuan('c.sold_fen') }} as contract_amount,
    cast(c.source_file as {{ text }}) as source_file,
    cast(c.source_sheet as {{ text }}) as source_sheet,
    cast(c.source_row as bigint) as source_row
from {{ ref('int_commission_parts') }} as p
inner join {{ ref('int_sales_contracts') }} as c on p.contract_id = c.contract_id
where p.scenario_id = 'actual' and p.outcome = 'held'
order by p.project_name, p.contract_id, p.staff_id, p.part_no
