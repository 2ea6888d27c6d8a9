{#
    Payments and refunds whose parts depend on others: those of a queue, and those that share
    a bill that stands alone. Such a bill takes its payments in order of time up to what is due;
    the rest is credit (bill_id null). A payment that is alone on its bill is not here: it needs
    no look around (fct_fee_settlements).
#}
with payments as (
    select
        p.payment_id,
        p.bill_id,
        p.paid_at,
        {{ fees_fen('p.value_amount') }} as value_fen
    from {{ ref('stg_fee_payments') }} as p
    where p.value_amount > 0 and p.bill_id is not null
),

shared_bills as (
    select p.bill_id
    from payments as p
    group by p.bill_id
    having count(*) > 1
),

offered as (
    select
        p.payment_id,
        p.bill_id,
        p.value_fen,
        {{ fees_due_fen('b') }} as due_fen,
        cast(
            sum(p.value_fen) over (
                partition by p.bill_id
                order by p.paid_at, p.payment_id
                rows between unbounded preceding and current row
            ) as bigint
        ) as offered_fen
    from payments as p
    inner join shared_bills as x on p.bill_id = x.bill_id
    inner join {{ ref('stg_fee_bills') }} as b on p.bill_id = b.bill_id
    left join {{ ref('int_fee_queue_bills') }} as q on p.bill_id = q.bill_id
    where not b.is_void and q.bill_id is null
),

laid as (
    select
        o.payment_id,
        o.bill_id,
        o.value_fen,
        greatest(least(o.value_fen, o.due_fen - (o.offered_fen - o.value_fen)), 0) as laid_fen
    from offered as o
),

parts as (
    select
        l.payment_id,
        l.bill_id,
        l.laid_fen as settled_fen,
        cast(1 as bigint) as settlement_no
    from laid as l
    where l.laid_fen > 0
    union all
    select
        l.payment_id,
        cast(null as {{ dbt.type_string() }}) as bill_id,
        l.value_fen - l.laid_fen as settled_fen,
        cast(case when l.laid_fen > 0 then 2 else 1 end as bigint) as settlement_no
    from laid as l
    where l.value_fen > l.laid_fen
    union all
    select
        q.payment_id,
        q.bill_id,
        q.settled_fen,
        q.settlement_no
    from {{ ref('int_fee_queue_settlements') }} as q
)

-- Money on a bill stands under the bill's room and fee item, credit under the payer's.
select
    s.payment_id,
    s.bill_id,
    s.settled_fen,
    s.settlement_no,
    coalesce(b.project_name, p.project_name) as project_name,
    coalesce(b.room_name, p.room_name) as room_name,
    case when s.bill_id is null then p.fee_item else b.fee_item end as fee_item,
    b.service_from,
    b.due_on,
    p.paid_at,
    p.source_file,
    p.source_sheet,
    p.source_row
from parts as s
inner join {{ ref('stg_fee_payments') }} as p on s.payment_id = p.payment_id
left join {{ ref('stg_fee_bills') }} as b on s.bill_id = b.bill_id
