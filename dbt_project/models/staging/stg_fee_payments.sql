{# Read by several models and large: kept as a table. #}
{{ config(materialized='table') }}

with newest as (
    {{
        newest_rows(
            source('raw', 'fee_payments'),
            key=['payment_id'],
            columns=[
                'bill_id',
                'project_name',
                'room_name',
                'fee_item',
                'paid_at',
                'received_amount',
                'account_amount',
                'late_fee_amount',
                'payment_method',
                'cashier_staff_id',
                'payment_kind',
                'refunded_payment_id',
            ],
        )
    }}
),

-- What it settles: money received and drawn from the account; the late fee is apart.
known as (
    select
        n.payment_id,
        nullif(n.bill_id, '') as bill_id,
        n.project_name,
        n.room_name,
        nullif(n.fee_item, '') as fee_item,
        n.paid_at,
        n.received_amount,
        cast(coalesce(n.account_amount, 0) as decimal(18, 2)) as account_amount,
        cast(coalesce(n.late_fee_amount, 0) as decimal(18, 2)) as late_fee_amount,
        cast(n.received_amount + coalesce(n.account_amount, 0) as decimal(18, 2))
            as stated_amount,
        n.payment_method,
        n.cashier_staff_id,
        n.payment_kind,
        nullif(n.refunded_payment_id, '') as refunded_payment_id,
        n.source_file,
        n.source_sheet,
        n.source_row,
        n.exported_at
    from newest as n
    cross join {{ source('raw', 'build_parameters') }} as build
    where n.paid_at <= build.as_of
),

-- A refund says so; where the kind is missing, the payment it names or its sign says it.
told_apart as (
    select
        k.*,
        coalesce(k.payment_kind, '') = '退费'
        or k.stated_amount < 0
        or (k.payment_kind is null and k.refunded_payment_id is not null) as is_refund
    from known as k
)

select
    t.payment_id,
    t.bill_id,
    t.project_name,
    t.room_name,
    t.fee_item,
    t.paid_at,
    t.received_amount,
    t.account_amount,
    t.late_fee_amount,
    cast(
        case when t.is_refund then -abs(t.stated_amount) else t.stated_amount end
        as decimal(18, 2)
    ) as value_amount,
    t.payment_method,
    t.cashier_staff_id,
    t.is_refund,
    t.refunded_payment_id,
    t.source_file,
    t.source_sheet,
    t.source_row,
    t.exported_at
from told_apart as t
