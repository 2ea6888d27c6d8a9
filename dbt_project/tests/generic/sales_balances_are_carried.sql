{# What a statement carries forward is what the person's next one brings forward; the first
   brings nothing, and a balance never ends without a statement. #}
{% test sales_balances_are_carried(model) %}
with neighbours as (
    select
        s.scenario_id,
        s.staff_id,
        s.payroll_month,
        s.brought_forward_amount,
        lag(s.carried_forward_amount) over (
            partition by s.scenario_id, s.staff_id order by s.payroll_month nulls last
        ) as last_carried_amount
    from {{ model }} as s
)

select n.*
from neighbours as n
where n.brought_forward_amount <> coalesce(n.last_carried_amount, 0)
{% endtest %}
