{# Queues that running sums cannot settle: with refunds, or with money of different reach. #}
select distinct m.queue_id
from {{ ref('int_fee_queue_movements') }} as m
inner join {{ ref('int_fee_queues') }} as q on m.queue_id = q.queue_id
where
    m.movement_kind = 'refund'
    or (q.reach = 'room' and m.movement_kind = 'oldest_first' and m.fee_item is not null)
