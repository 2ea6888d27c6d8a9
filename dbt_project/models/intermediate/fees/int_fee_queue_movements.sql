{#
    Payments and refunds that belong to a queue, in the order they happened. `movement_kind`:
    named (pays one bill), oldest_first (pays what it reaches), credit (names a void or
    unknown bill), refund. A refund follows the payment it names, else its bill, else its room.
#}
with payments as (
    select
        p.payment_id,
        p.bill_id,
        p.project_name,
        p.room_name,
        p.fee_item,
        p.paid_at,
        p.is_refund,
        p.refunded_payment_id,
        {{ fees_fen('p.value_amount') }} as value_fen
    from {{ ref('stg_fee_payments') }} as p
    where p.value_amount <> 0
),

queues as (
    select
        q.queue_id,
        q.reach,
        q.project_name,
        q.room_name,
        q.fee_item
    from {{ ref('int_fee_queues') }} as q
    where q.reach <> 'bill'
),

queue_bills as (
    select
        b.queue_id,
        b.bill_id,
        b.bill_no
    from {{ ref('int_fee_queue_bills') }} as b
),

naming_a_bill as (
    select
        b.queue_id,
        p.payment_id,
        p.paid_at,
        'named' as movement_kind,
        b.bill_no,
        p.fee_item,
        p.value_fen,
        cast(null as {{ dbt.type_string() }}) as refunded_payment_id
    from payments as p
    inner join queue_bills as b on p.bill_id = b.bill_id
    where not p.is_refund
),

naming_no_bill as (
    select
        q.queue_id,
        p.payment_id,
        p.paid_at,
        'oldest_first' as movement_kind,
        cast(null as bigint) as bill_no,
        p.fee_item,
        p.value_fen,
        cast(null as {{ dbt.type_string() }}) as refunded_payment_id
    from payments as p
    inner join queues as q
        on p.project_name = q.project_name and p.room_name = q.room_name
    where
        p.bill_id is null
        and not p.is_refund
        and (q.reach = 'room' or p.fee_item = q.fee_item)
),

refunds as (
    select
        p.payment_id,
        p.bill_id,
        p.project_name,
        p.room_name,
        p.fee_item,
        p.paid_at,
        p.value_fen,
        p.refunded_payment_id
    from payments as p
    where p.is_refund
),

-- Credit of a queue's room only matters to refunds that may take it back.
naming_a_lost_bill as (
    select
        q.queue_id,
        p.payment_id,
        p.paid_at,
        'credit' as movement_kind,
        cast(null as bigint) as bill_no,
        p.fee_item,
        p.value_fen,
        cast(null as {{ dbt.type_string() }}) as refunded_payment_id
    from payments as p
    inner join queues as q
        on p.project_name = q.project_name and p.room_name = q.room_name
    left join {{ ref('stg_fee_bills') }} as b
        on p.bill_id = b.bill_id and not b.is_void
    where
        p.bill_id is not null
        and not p.is_refund
        and q.reach = 'room'
        and b.bill_id is null
),

paid_in as (
    select * from naming_a_bill
    union all
    select * from naming_no_bill
    union all
    select * from naming_a_lost_bill
),

paid_back as (
    select
        i.queue_id,
        r.payment_id,
        r.paid_at,
        'refund' as movement_kind,
        cast(null as bigint) as bill_no,
        r.fee_item,
        r.value_fen,
        r.refunded_payment_id
    from refunds as r
    inner join paid_in as i on r.refunded_payment_id = i.payment_id
    union all
    select
        b.queue_id,
        r.payment_id,
        r.paid_at,
        'refund' as movement_kind,
        b.bill_no,
        r.fee_item,
        r.value_fen,
        r.refunded_payment_id
    from refunds as r
    inner join queue_bills as b on r.bill_id = b.bill_id
    where r.refunded_payment_id is null
    union all
    select
        q.queue_id,
        r.payment_id,
        r.paid_at,
        'refund' as movement_kind,
        cast(null as bigint) as bill_no,
        r.fee_item,
        r.value_fen,
        r.refunded_payment_id
    from refunds as r
    inner join queues as q
        on r.project_name = q.project_name and r.room_name = q.room_name
    where r.refunded_payment_id is null and r.bill_id is null and q.reach = 'room'
),

movements as (
    select * from paid_in
    union all
    select * from paid_back
)

select
    m.queue_id,
    m.payment_id,
    m.paid_at,
    m.movement_kind,
    m.bill_no,
    m.fee_item,
    m.value_fen,
    m.refunded_payment_id,
    cast(
        row_number() over (
            partition by m.queue_id
            order by m.paid_at, m.payment_id
        ) as bigint
    ) as movement_no
from movements as m
