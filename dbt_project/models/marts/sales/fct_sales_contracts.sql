{#
    Contracts and bookings, without anything about pay or persons: prices, what became of the
    discount (as in scenario 'actual'), payments and dates.
#}
{%- set text = dbt.type_string() -%}
select
    cast(c.project_name as {{ text }}) as project_name,
    cast(c.contract_id as {{ text }}) as contract_id,
    cast(c.unit_name as {{ text }}) as unit_name,
    cast(c.payment_plan as {{ text }}) as payment_plan,
    cast(c.contract_status as {{ text }}) as contract_status,
    {{ sales_yuan('c.list_fen') }} as list_amount,
    {{ sales_yuan('c.sold_fen') }} as sold_amount,
    {{ sales_yuan('c.list_fen - c.sold_fen') }} as discount_amount,
    cast(c.authority_e4 * cast(0.0001 as decimal(5, 4)) as decimal(9, 4)) as authority_rate,
    {{ sales_yuan(sales_rounded_ratio('c.floor_e4fen', '10000')) }} as floor_amount,
    cast(d.discount_outcome as {{ text }}) as discount_outcome,
    cast(c.subscribed_on as date) as subscribed_on,
    cast(c.signed_at as {{ dbt.type_timestamp() }}) as signed_at,
    cast(c.cancelled_on as date) as cancelled_on,
    cast(c.is_signed as boolean) as is_signed,
    cast(c.is_void as boolean) as is_void,
    {{ sales_yuan('c.received_fen') }} as received_amount,
    cast(c.down_payment_on as date) as down_payment_on,
    cast(c.mortgage_documents_on as date) as mortgage_documents_on,
    cast(c.mortgage_signed_on as date) as mortgage_signed_on,
    cast(c.source_file as {{ text }}) as source_file,
    cast(c.source_sheet as {{ text }}) as source_sheet,
    cast(c.source_row as bigint) as source_row
from {{ ref('int_sales_contracts') }} as c
left join {{ ref('int_sales_deals') }} as d
    on c.contract_id = d.contract_id and d.scenario_id = 'actual'
order by c.project_name, c.contract_id
