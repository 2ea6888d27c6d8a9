{# No yuan is lost or made: the parts of a payment add up to its value, credit included. #}
{% test fee_settlements_account_for_payments(model, payments) %}
with sides as (
    select
        s.payment_id,
        s.settled_amount as amount
    from {{ model }} as s
    union all
    select
        p.payment_id,
        -p.value_amount as amount
    from {{ payments }} as p
    where p.value_amount <> 0
)

select
    s.payment_id,
    sum(s.amount) as difference
from sides as s
group by s.payment_id
having sum(s.amount) <> 0
{% endtest %}
