with payments as (
    select
        p.payment_id,
        p.bill_id,
        p.project_name,
        p.room_name,
        p.fee_item,
        p.paid_at,
        {{ fees_fen('p.value_amount') }} as value_fen,
        p.source_file,
        p.source_sheet,
        p.source_row
    from {{ ref('stg_fee_payments') }} as p
    where p.value_amount <> 0
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

parts as (
    select
        s.payment_id,
        s.bill_id,
        s.settled_fen,
        s.settlement_no
    from {{ ref('int_fee_settlement_parts') }} as s
),

payments_in_parts as (
    select distinct s.payment_id
    from parts as s
),

{# A payment alone on its bill pays it up to what is due; what names no valid bill and stands
   in no queue is credit whole, a refund of such money too. -#}
lone_payments as (
    select
        p.*,
        b.bill_id as valid_bill_id,
        b.project_name as bill_project_name,
        b.room_name as bill_room_name,
        b.fee_item as bill_fee_item,
        b.service_from,
        b.due_on,
        case when p.value_fen > 0 then least(p.value_fen, coalesce(b.due_fen, 0)) else 0 end
            as laid_fen
    from payments as p
    left join valid_bills as b on p.bill_id = b.bill_id
    left join payments_in_parts as x on p.payment_id = x.payment_id
    where x.payment_id is null
),

both_sides as (
    select false as is_credit
    union all
    select true as is_credit
),

settlements as (
    select
        p.payment_id,
        case when not k.is_credit then p.valid_bill_id end as bill_id,
        case when k.is_credit then p.project_name else p.bill_project_name end as project_name,
        case when k.is_credit then p.room_name else p.bill_room_name end as room_name,
        case when k.is_credit then p.fee_item else p.bill_fee_item end as fee_item,
        case when not k.is_credit then p.service_from end as service_from,
        case when not k.is_credit then p.due_on end as due_on,
        p.paid_at,
        case when k.is_credit then p.value_fen - p.laid_fen else p.laid_fen end as settled_fen,
        case when k.is_credit and p.laid_fen <> 0 then 2 else 1 end as settlement_no,
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
        coalesce(b.project_name, p.project_name) as project_name,
        coalesce(b.room_name, p.room_name) as room_name,
        case when s.bill_id is null then p.fee_item else b.fee_item end as fee_item,
        b.service_from,
        b.due_on,
        p.paid_at,
        s.settled_fen,
        s.settlement_no,
        p.source_file,
        p.source_sheet,
        p.source_row
    from parts as s
    inner join payments as p on s.payment_id = p.payment_id
    left join valid_bills as b on s.bill_id = b.bill_id
),

{# Money on a bill stands under the bill's room and fee item, credit under the payer's. -#}
final as (
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
)

select
    f.project_name,
    f.payment_id,
    f.settlement_no,
    f.bill_id,
    f.room_name,
    f.fee_item,
    f.paid_at,
    f.settled_amount,
    f.is_prepayment,
    f.is_arrears_recovery,
    f.source_file,
    f.source_sheet,
    f.source_row
from final as f
order by f.project_name, f.paid_at, f.payment_id, f.settlement_no
