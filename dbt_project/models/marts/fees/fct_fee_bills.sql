with bills as (
    select
        b.bill_id,
        b.project_name,
        b.room_name,
        b.fee_item,
        b.service_from,
        b.service_to,
        b.due_on,
        b.billed_on,
        b.receivable_amount,
        b.concession_amount,
        b.source_file,
        b.source_sheet,
        b.source_row
    from {{ ref('stg_fee_bills') }} as b
    where not b.is_void
),

settled_totals as (
    select
        s.bill_id,
        cast(sum(s.settled_amount) as decimal(18, 2)) as settled_amount,
        max(s.paid_at) as last_paid_at
    from {{ ref('fct_fee_settlements') }} as s
    where s.bill_id is not null
    group by s.bill_id
),

rooms as (
    select
        r.project_name,
        r.room_name,
        r.building_name
    from {{ ref('stg_rooms') }} as r
    where r.building_name is not null
),

balanced as (
    select
        b.*,
        coalesce(r.building_name, {{ dbt.split_part('b.room_name', "'-'", 1) }})
            as building_name,
        coalesce(t.settled_amount, 0) as settled_amount,
        b.receivable_amount - b.concession_amount - coalesce(t.settled_amount, 0)
            as outstanding_amount,
        t.last_paid_at,
        {{ days_between('b.due_on', 'cast(p.as_of as date)') }} as days_since_due
    from bills as b
    cross join {{ ref('int_build_parameters') }} as p
    left join settled_totals as t on b.bill_id = t.bill_id
    left join rooms as r on b.project_name = r.project_name and b.room_name = r.room_name
),

-- Nothing is laid on a settled bill, so the last movement on it is the one that settled it.
aged as (
    select
        b.*,
        case when b.outstanding_amount <= 0 then cast(b.last_paid_at as date) end as settled_on,
        case
            when b.outstanding_amount > 0 then greatest(b.days_since_due, 0)
            else 0
        end as days_past_due
    from balanced as b
),

final as (
    select
        cast(a.project_name as {{ dbt.type_string() }}) as project_name,
        cast(a.bill_id as {{ dbt.type_string() }}) as bill_id,
        cast(a.room_name as {{ dbt.type_string() }}) as room_name,
        cast(a.building_name as {{ dbt.type_string() }}) as building_name,
        cast(a.fee_item as {{ dbt.type_string() }}) as fee_item,
        cast(a.service_from as date) as service_from,
        cast(a.service_to as date) as service_to,
        cast(a.due_on as date) as due_on,
        cast(a.billed_on as date) as billed_on,
        cast(a.receivable_amount as decimal(18, 2)) as receivable_amount,
        cast(a.concession_amount as decimal(18, 2)) as concession_amount,
        cast(a.settled_amount as decimal(18, 2)) as settled_amount,
        cast(a.outstanding_amount as decimal(18, 2)) as outstanding_amount,
        cast(a.settled_on as date) as settled_on,
        cast(a.days_past_due as bigint) as days_past_due,
        cast(
            case when a.outstanding_amount > 0 then k.ageing_bucket else 'settled' end
            as {{ dbt.type_string() }}
        ) as ageing_bucket,
        cast(a.source_file as {{ dbt.type_string() }}) as source_file,
        cast(a.source_sheet as {{ dbt.type_string() }}) as source_sheet,
        cast(a.source_row as bigint) as source_row
    from aged as a
    left join {{ ref('fee_ageing_buckets') }} as k
        on
            k.ageing_bucket <> 'settled'
            and a.days_past_due >= coalesce(k.from_days, 0)
            and a.days_past_due <= coalesce(k.to_days, a.days_past_due)
)

select
    f.project_name,
    f.bill_id,
    f.room_name,
    f.building_name,
    f.fee_item,
    f.service_from,
    f.service_to,
    f.due_on,
    f.billed_on,
    f.receivable_amount,
    f.concession_amount,
    f.settled_amount,
    f.outstanding_amount,
    f.settled_on,
    f.days_past_due,
    f.ageing_bucket,
    f.source_file,
    f.source_sheet,
    f.source_row
from final as f
order by f.project_name, f.due_on, f.bill_id
