{# What lies on a bill is its settled amount; nothing lies on a bill that is no fact. #}
{% test fee_bills_hold_their_settlements(model, settlements) %}
with sides as (
    select
        s.bill_id,
        s.settled_amount as amount,
        0 as is_bill
    from {{ settlements }} as s
    where s.bill_id is not null
    union all
    select
        b.bill_id,
        -b.settled_amount as amount,
        1 as is_bill
    from {{ model }} as b
)

select
    s.bill_id,
    sum(s.amount) as difference
from sides as s
group by s.bill_id
having sum(s.amount) <> 0 or max(s.is_bill) = 0
{% endtest %}
