{%- set text = dbt.type_string() -%}
with actual as (
    select
        c.scenario_id,
        s.staff_id,
        s.payroll_month,
        s.net_amount,
        s.payable_amount
    from {{ ref('fct_sales_statements') }} as s
    cross join {{ ref('int_commission_scenarios') }} as c
    where s.scenario_id = 'actual' and c.scenario_id <> 'actual'
),

others as (
    select
        s.scenario_id,
        s.staff_id,
        s.payroll_month,
        s.net_amount,
        s.payable_amount
    from {{ ref('fct_sales_statements') }} as s
    where s.scenario_id <> 'actual'
),

paired as (
    select
        coalesce(a.scenario_id, o.scenario_id) as scenario_id,
        coalesce(a.staff_id, o.staff_id) as staff_id,
        coalesce(a.payroll_month, o.payroll_month) as payroll_month,
        coalesce(a.net_amount, 0) as actual_net_amount,
        coalesce(o.net_amount, 0) as net_amount,
        coalesce(a.payable_amount, 0) as actual_payable_amount,
        coalesce(o.payable_amount, 0) as payable_amount
    from actual as a
    full outer join others as o
        on
            a.scenario_id = o.scenario_id
            and a.staff_id = o.staff_id
            and a.payroll_month = o.payroll_month
)

select
    cast(p.scenario_id as {{ text }}) as scenario_id,
    cast(p.staff_id as {{ text }}) as staff_id,
    cast(p.payroll_month as date) as payroll_month,
    cast(p.actual_net_amount as decimal(18, 2)) as actual_net_amount,
    cast(p.net_amount as decimal(18, 2)) as net_amount,
    cast(p.net_amount - p.actual_net_amount as decimal(18, 2)) as difference_amount,
    cast(p.actual_payable_amount as decimal(18, 2)) as actual_payable_amount,
    cast(p.payable_amount as decimal(18, 2)) as payable_amount
from paired as p
where p.net_amount <> p.actual_net_amount or p.payable_amount <> p.actual_payable_amount
order by p.scenario_id, p.payroll_month, p.staff_id
