{#
    Bills that must be settled together, in the order of the payments. Money that names no
    bill reaches every bill of its room, or of its room and fee item; a refund re-opens
    bills. All other bills stand alone and need no queue.
#}
with payments as (
    select
        p.payment_id,
        p.bill_id,
        p.project_name,
        p.room_name,
        p.fee_item,
        p.is_refund,
        p.refunded_payment_id
    from {{ ref('stg_fee_payments') }} as p
    where p.value_amount <> 0
),

valid_bills as (
    select
        b.bill_id,
        b.project_name,
        b.room_name,
        b.fee_item
    from {{ ref('stg_fee_bills') }} as b
    where not b.is_void
),

refunds as (
    select
        p.bill_id,
        p.refunded_payment_id
    from payments as p
    where p.is_refund
),

-- A refund that names neither payment nor bill takes back whatever the room paid last.
room_queues as (
    select distinct
        p.project_name,
        p.room_name
    from payments as p
    where
        p.bill_id is null
        and (
            (p.is_refund and p.refunded_payment_id is null)
            or (not p.is_refund and p.fee_item is null)
        )
),

item_queues as (
    select distinct
        p.project_name,
        p.room_name,
        p.fee_item
    from payments as p
    left join room_queues as r
        on p.project_name = r.project_name and p.room_name = r.room_name
    where
        p.bill_id is null
        and not p.is_refund
        and p.fee_item is not null
        and r.room_name is null
),

refunded_bill_ids as (
    select p.bill_id
    from refunds as r
    inner join payments as p on r.refunded_payment_id = p.payment_id
    where not p.is_refund and p.bill_id is not null
    union
    select r.bill_id
    from refunds as r
    where r.refunded_payment_id is null and r.bill_id is not null
),

bill_queues as (
    select b.bill_id
    from refunded_bill_ids as x
    inner join valid_bills as b on x.bill_id = b.bill_id
    left join room_queues as r
        on b.project_name = r.project_name and b.room_name = r.room_name
    left join item_queues as i
        on
            b.project_name = i.project_name
            and b.room_name = i.room_name
            and b.fee_item = i.fee_item
    where r.room_name is null and i.room_name is null
),

queues as (
    select
        r.project_name,
        r.room_name,
        cast(null as {{ dbt.type_string() }}) as fee_item,
        cast(null as {{ dbt.type_string() }}) as bill_id,
        'room' as reach
    from room_queues as r
    union all
    select
        i.project_name,
        i.room_name,
        i.fee_item,
        cast(null as {{ dbt.type_string() }}) as bill_id,
        'item' as reach
    from item_queues as i
    union all
    select
        cast(null as {{ dbt.type_string() }}) as project_name,
        cast(null as {{ dbt.type_string() }}) as room_name,
        cast(null as {{ dbt.type_string() }}) as fee_item,
        b.bill_id,
        'bill' as reach
    from bill_queues as b
)

select
    cast(
        row_number() over (
            order by
                q.reach,
                q.project_name nulls last,
                q.room_name nulls last,
                q.fee_item nulls last,
                q.bill_id nulls last
        ) as bigint
    ) as queue_id,
    q.reach,
    q.project_name,
    q.room_name,
    q.fee_item,
    q.bill_id
from queues as q
