{#
    Every part of every payment and refund, laid on a bill or left as credit. A payment that
    names a bill outside all queues pays that bill up to what is due, in order of time; the
    rest, and all money that names a void or unknown bill, is credit.
#}
{{ config(materialized='view') }}

with payments as (
    select
        p.payment_id,
        p.bill_id,
        p.paid_at,
        p.is_refund,
        {{ fees_fen('p.value_amount') }} as value_fen
    from {{ ref('stg_fee_payments') }} as p
    left join {{ ref('int_fee_queue_movements') }} as m on p.payment_id = m.payment_id
    where p.value_amount <> 0 and m.payment_id is null
),

valid_bills as (
    select
        b.bill_id,
        {{ fees_due_fen('b') }} as due_fen
    from {{ ref('stg_fee_bills') }} as b
    where not b.is_void
),

offered as (
    select
        p.payment_id,
        p.bill_id,
        p.value_fen,
        b.due_fen,
        cast(
            sum(p.value_fen) over (
                partition by p.bill_id
                order by p.paid_at, p.payment_id
                rows between unbounded preceding and current row
            ) as bigint
        ) as offered_fen
    from payments as p
    inner join valid_bills as b on p.bill_id = b.bill_id
    where not p.is_refund
),

named as (
    select
        o.payment_id,
        o.bill_id,
        o.value_fen,
        greatest(
            least(o.value_fen, o.due_fen - (o.offered_fen - o.value_fen)), 0
        ) as laid_fen
    from offered as o
),

lost as (
    select
        p.payment_id,
        p.value_fen
    from payments as p
    left join valid_bills as b on p.bill_id = b.bill_id
    where p.is_refund or b.bill_id is null
)

select
    n.payment_id,
    n.bill_id,
    n.laid_fen as settled_fen,
    cast(1 as bigint) as settlement_no
from named as n
where n.laid_fen > 0
union all
select
    n.payment_id,
    cast(null as {{ dbt.type_string() }}) as bill_id,
    n.value_fen - n.laid_fen as settled_fen,
    cast(case when n.laid_fen > 0 then 2 else 1 end as bigint) as settlement_no
from named as n
where n.value_fen > n.laid_fen
union all
select
    l.payment_id,
    cast(null as {{ dbt.type_string() }}) as bill_id,
    l.value_fen as settled_fen,
    cast(1 as bigint) as settlement_no
from lost as l
union all
select
    q.payment_id,
    q.bill_id,
    q.settled_fen,
    q.settlement_no
from {{ ref('int_fee_queue_settlements') }} as q
