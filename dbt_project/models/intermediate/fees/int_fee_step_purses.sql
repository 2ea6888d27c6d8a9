{#
    The purses of a queue that is settled step by step. owner_no 0: what is still to be paid
    on a bill. Any other owner is a payment that may be refunded: what it has laid on a bill,
    or (bill_no after the last bill) left as credit; empty until it is paid, and kept until
    the last movement that may undo it (needed_until_no).
#}
with movements as (
    select
        m.queue_id,
        m.movement_no,
        m.movement_kind,
        m.bill_no,
        m.fee_item,
        m.refunded_no,
        m.is_open_refund
    from {{ ref('int_fee_step_movements') }} as m
),

bills as (
    select
        b.queue_id,
        b.bill_no,
        b.fee_item,
        b.due_fen
    from {{ ref('int_fee_queue_bills') }} as b
    inner join {{ ref('int_fee_stepwise_queues') }} as q on b.queue_id = q.queue_id
),

last_bills as (
    select
        b.queue_id,
        max(b.bill_no) + 1 as credit_no
    from bills as b
    group by b.queue_id
),

-- What each refund may undo: the payment it names, else any earlier one of the queue.
refundable as (
    select
        m.queue_id,
        m.movement_no,
        m.movement_kind,
        m.bill_no,
        m.fee_item,
        max(r.movement_no) as last_refund_no
    from movements as m
    inner join movements as r
        on
            m.queue_id = r.queue_id
            and m.movement_no < r.movement_no
            and (r.is_open_refund or m.movement_no = r.refunded_no)
    where m.movement_kind <> 'refund' and r.movement_kind = 'refund'
    group by m.queue_id, m.movement_no, m.movement_kind, m.bill_no, m.fee_item
),

payment_purses as (
    select
        r.queue_id,
        b.bill_no,
        r.movement_no as owner_no,
        false as is_credit,
        b.fee_item,
        r.last_refund_no as needed_until_no
    from refundable as r
    inner join bills as b on r.queue_id = b.queue_id
    where
        (r.movement_kind = 'named' and r.bill_no = b.bill_no)
        or (
            r.movement_kind = 'oldest_first'
            and (r.fee_item is null or r.fee_item = b.fee_item)
        )
    union all
    select
        r.queue_id,
        l.credit_no as bill_no,
        r.movement_no as owner_no,
        true as is_credit,
        r.fee_item,
        r.last_refund_no as needed_until_no
    from refundable as r
    inner join last_bills as l on r.queue_id = l.queue_id
),

reopened_bills as (
    select
        p.queue_id,
        p.bill_no,
        max(p.needed_until_no) as needed_until_no
    from payment_purses as p
    group by p.queue_id, p.bill_no
)

select
    b.queue_id,
    b.bill_no,
    cast(0 as bigint) as owner_no,
    false as is_credit,
    b.fee_item,
    coalesce(r.needed_until_no, 0) as needed_until_no,
    b.due_fen as held_fen
from bills as b
left join reopened_bills as r on b.queue_id = r.queue_id and b.bill_no = r.bill_no
union all
select
    p.queue_id,
    p.bill_no,
    p.owner_no,
    p.is_credit,
    p.fee_item,
    p.needed_until_no,
    cast(0 as bigint) as held_fen
from payment_purses as p
