with settlements as (
    select
        s.payment_id,
        s.bill_id,
        s.settled_fen,
        s.settlement_no
    from {{ ref('int_fee_settlements') }} as s
),

payments as (
    select
        p.payment_id,
        p.project_name,
        p.room_name,
        p.fee_item,
        p.paid_at,
        p.source_file,
        p.source_sheet,
        p.source_row
    from {{ ref('stg_fee_payments') }} as p
),

bills as (
    select
        b.bill_id,
        b.project_name,
        b.room_name,
        b.fee_item,
        b.service_from,
        b.due_on
    from {{ ref('stg_fee_bills') }} as b
),

{# Money on a bill stands under the bill's room and fee item, credit under the payer's. -#}
final as (
    select
        cast(coalesce(b.project_name, p.project_name) as {{ dbt.type_string() }})
            as project_name,
        cast(s.payment_id as {{ dbt.type_string() }}) as payment_id,
        cast(s.settlement_no as bigint) as settlement_no,
        cast(s.bill_id as {{ dbt.type_string() }}) as bill_id,
        cast(coalesce(b.room_name, p.room_name) as {{ dbt.type_string() }}) as room_name,
        cast(coalesce(b.fee_item, p.fee_item) as {{ dbt.type_string() }}) as fee_item,
        cast(p.paid_at as {{ dbt.type_timestamp() }}) as paid_at,
        {{ fees_yuan('s.settled_fen') }} as settled_amount,
        coalesce({{ month_start('p.paid_at') }} < {{ month_start('b.service_from') }}, false)
            as is_prepayment,
        coalesce(b.due_on < {{ month_start('p.paid_at') }}, false) as is_arrears_recovery,
        cast(p.source_file as {{ dbt.type_string() }}) as source_file,
        cast(p.source_sheet as {{ dbt.type_string() }}) as source_sheet,
        cast(p.source_row as bigint) as source_row
    from settlements as s
    inner join payments as p on s.payment_id = p.payment_id
    left join bills as b on s.bill_id = b.bill_id
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
