{#
    Most payments name a bill that no other payment touches: they pay it up to what is due, and
    need no look around. All others come in parts from int_fee_settlement_parts. What names no
    valid bill and is not there is credit whole, a refund of such money too.
#}
with payments_in_parts as (
    select distinct s.payment_id
    from {{ ref('int_fee_settlement_parts') }} as s
),

valid_bills as (
    select
        b.bill_id,
        b.project_name,
        b.room_name,
        b.fee_item,
        b.service_from,
        b.due_on,
        {{ fees_due_fen('b') }} as due_fen
    from {{ ref('stg_fee_bills') }} as b
    where not b.is_void
),

lone_payments as (
    select
        p.payment_id,
        p.project_name,
        p.room_name,
        p.fee_item,
        p.paid_at,
        p.source_file,
        p.source_sheet,
        p.source_row,
        {{ fees_fen('p.value_amount') }} as value_fen,
        b.bill_id,
        b.project_name as bill_project_name,
        b.room_name as bill_room_name,
        b.fee_item as bill_fee_item,
        b.service_from,
        b.due_on,
        case
            when p.value_amount > 0
                then least({{ fees_fen('p.value_amount') }}, coalesce(b.due_fen, 0))
            else 0
        end as laid_fen
    from {{ ref('stg_fee_payments') }} as p
    left join valid_bills as b on p.bill_id = b.bill_id
    left join payments_in_parts as x on p.payment_id = x.payment_id
    where x.payment_id is null and p.value_amount <> 0
),

both_sides as (
    select false as is_credit
    union all
    select true as is_credit
),

settlements as (
    select
        p.payment_id,
        case when k.is_credit then null else p.bill_id end as bill_id,
        case when k.is_credit then p.value_fen - p.laid_fen else p.laid_fen end as settled_fen,
        case when k.is_credit and p.laid_fen <> 0 then 2 else 1 end as settlement_no,
        case when k.is_credit then p.project_name else p.bill_project_name end as project_name,
        case when k.is_credit then p.room_name else p.bill_room_name end as room_name,
        case when k.is_credit then p.fee_item else p.bill_fee_item end as fee_item,
        case when k.is_credit then null else p.service_from end as service_from,
        case when k.is_credit then null else p.due_on end as due_on,
        p.paid_at,
        p.source_file,
        p.source_sheet,
        p.source_row
    from lone_payments as p
    cross join both_sides as k
    where case when k.is_credit then p.value_fen <> p.laid_fen else p.laid_fen <> 0 end
    union all
    select
        s.payment_id,
        s.bill_id,
        s.settled_fen,
        s.settlement_no,
        s.project_name,
        s.room_name,
        s.fee_item,
        s.service_from,
        s.due_on,
        s.paid_at,
        s.source_file,
        s.source_sheet,
        s.source_row
    from {{ ref('int_fee_settlement_parts') }} as s
)

select
    cast(s.project_name as {{ dbt.type_string() }}) as project_name,
    cast(s.payment_id as {{ dbt.type_string() }}) as payment_id,
    cast(s.settlement_no as bigint) as settlement_no,
    cast(s.bill_id as {{ dbt.type_string() }}) as bill_id,
    cast(s.room_name as {{ dbt.type_string() }}) as room_name,
    cast(s.fee_item as {{ dbt.type_string() }}) as fee_item,
    cast(s.paid_at as {{ dbt.type_timestamp() }}) as paid_at,
    {{ fees_yuan('s.settled_fen') }} as settled_amount,
    coalesce({{ month_start('s.paid_at') }} < {{ month_start('s.service_from') }}, false)
        as is_prepayment,
    coalesce(s.due_on < {{ month_start('s.paid_at') }}, false) as is_arrears_recovery,
    cast(s.source_file as {{ dbt.type_string() }}) as source_file,
    cast(s.source_sheet as {{ dbt.type_string() }}) as source_sheet,
    cast(s.source_row as bigint) as source_row
from settlements as s
order by s.project_name, s.paid_at, s.payment_id, s.settlement_no
