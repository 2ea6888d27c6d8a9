{#
    What each payment and refund of a queue laid on each bill, and what was left over: the
    unallocated credit (bill_id null), negative where a refund gives back more than there was.
#}
with laid as (
    select
        f.queue_id,
        f.movement_no,
        f.bill_no,
        f.laid_fen
    from {{ ref('int_fee_queue_flows') }} as f
    union all
    select
        s.queue_id,
        s.movement_no,
        s.bill_no,
        s.laid_fen
    from {{ ref('int_fee_queue_steps') }} as s
),

laid_totals as (
    select
        l.queue_id,
        l.movement_no,
        cast(sum(l.laid_fen) as bigint) as laid_fen
    from laid as l
    group by l.queue_id, l.movement_no
),

parts as (
    select
        l.queue_id,
        l.movement_no,
        l.bill_no,
        l.laid_fen as settled_fen
    from laid as l
    union all
    select
        m.queue_id,
        m.movement_no,
        cast(null as bigint) as bill_no,
        m.value_fen - coalesce(t.laid_fen, 0) as settled_fen
    from {{ ref('int_fee_queue_movements') }} as m
    left join laid_totals as t
        on m.queue_id = t.queue_id and m.movement_no = t.movement_no
    where m.value_fen <> coalesce(t.laid_fen, 0)
)

select
    m.payment_id,
    b.bill_id,
    p.settled_fen,
    cast(
        row_number() over (
            partition by p.queue_id, p.movement_no
            order by p.bill_no nulls last
        ) as bigint
    ) as settlement_no
from parts as p
inner join {{ ref('int_fee_queue_movements') }} as m
    on p.queue_id = m.queue_id and p.movement_no = m.movement_no
left join {{ ref('int_fee_queue_bills') }} as b
    on p.queue_id = b.queue_id and p.bill_no = b.bill_no
