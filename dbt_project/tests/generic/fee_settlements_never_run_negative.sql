{# At no moment had more been taken back from a bill than was laid on it. Only bills that
   gave something back can break this. #}
{% test fee_settlements_never_run_negative(model) %}
with refunded as (
    select distinct s.bill_id
    from {{ model }} as s
    where s.settled_amount < 0 and s.bill_id is not null
),

balances as (
    select
        s.bill_id,
        s.payment_id,
        sum(s.settled_amount) over (
            partition by s.bill_id
            order by s.paid_at, s.payment_id
            rows between unbounded preceding and current row
        ) as balance
    from {{ model }} as s
    inner join refunded as r on s.bill_id = r.bill_id
)

select
    b.bill_id,
    b.payment_id,
    b.balance
from balances as b
where b.balance < 0
{% endtest %}
