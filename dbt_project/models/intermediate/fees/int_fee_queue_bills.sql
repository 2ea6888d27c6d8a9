{# Bills that stand in a queue, oldest due first. #}
with valid_bills as (
    select
        b.bill_id,
        b.project_name,
        b.room_name,
        b.fee_item,
        b.due_on,
        b.service_from,
        {{ fees_due_fen('b') }} as due_fen
    from {{ ref('stg_fee_bills') }} as b
    where not b.is_void
),

queues as (
    select
        q.queue_id,
        q.reach,
        q.project_name,
        q.room_name,
        q.fee_item,
        q.bill_id
    from {{ ref('int_fee_queues') }} as q
),

-- A room has either one queue or queues of its fee items; see int_fee_queues.
queued as (
    select
        q.queue_id,
        b.bill_id,
        b.fee_item,
        b.due_on,
        b.service_from,
        b.due_fen
    from valid_bills as b
    inner join queues as q
        on b.project_name = q.project_name and b.room_name = q.room_name
    where q.reach = 'room' or (q.reach = 'item' and b.fee_item = q.fee_item)
    union all
    select
        q.queue_id,
        b.bill_id,
        b.fee_item,
        b.due_on,
        b.service_from,
        b.due_fen
    from valid_bills as b
    inner join queues as q on b.bill_id = q.bill_id
)

select
    q.queue_id,
    q.bill_id,
    q.fee_item,
    q.due_fen,
    cast(
        row_number() over (
            partition by q.queue_id
            order by q.due_on nulls last, q.service_from nulls last, q.bill_id
        ) as bigint
    ) as bill_no
from queued as q
