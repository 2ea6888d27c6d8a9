{# Settled bills are no arrears and have no age; credit notes neither. #}
with unpaid as (
    select
        b.project_name,
        b.fee_item,
        b.room_name,
        b.ageing_bucket,
        b.outstanding_amount
    from {{ ref('fct_fee_bills') }} as b
    where b.outstanding_amount > 0
),

counted as (
    select
        u.project_name,
        case when grouping(u.fee_item) = 1 then 'all' else u.fee_item end as fee_item,
        u.ageing_bucket,
        count(*) as bill_count,
        count(distinct u.room_name) as household_count,
        sum(u.outstanding_amount) as outstanding_amount
    from unpaid as u
    group by grouping sets (
        (u.project_name, u.fee_item, u.ageing_bucket),
        (u.project_name, u.ageing_bucket)
    )
)

select
    cast(c.project_name as {{ dbt.type_string() }}) as project_name,
    cast(c.fee_item as {{ dbt.type_string() }}) as fee_item,
    cast(c.ageing_bucket as {{ dbt.type_string() }}) as ageing_bucket,
    cast(k.bucket_order as bigint) as bucket_order,
    cast(c.bill_count as bigint) as bill_count,
    cast(c.household_count as bigint) as household_count,
    cast(c.outstanding_amount as decimal(18, 2)) as outstanding_amount
from counted as c
inner join {{ ref('fee_ageing_buckets') }} as k on c.ageing_bucket = k.ageing_bucket
order by c.project_name, c.fee_item, k.bucket_order
