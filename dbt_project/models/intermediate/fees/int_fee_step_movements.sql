{# Movements of the queues that are settled step by step; refunds know what they undo. #}
select
    m.queue_id,
    m.movement_no,
    m.movement_kind,
    m.bill_no,
    m.fee_item,
    m.value_fen,
    r.movement_no as refunded_no,
    -- Without a payment to undo it takes back from its bill, else from its room.
    m.movement_kind = 'refund' and m.refunded_payment_id is null as is_open_refund
from {{ ref('int_fee_queue_movements') }} as m
inner join {{ ref('int_fee_stepwise_queues') }} as q on m.queue_id = q.queue_id
left join {{ ref('int_fee_queue_movements') }} as r
    on
        m.queue_id = r.queue_id
        and m.refunded_payment_id = r.payment_id
        and r.movement_kind <> 'refund'
