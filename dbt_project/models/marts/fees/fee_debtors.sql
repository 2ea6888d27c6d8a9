with overdue as (
    select
        b.project_name,
        b.room_name,
        count(*) as bill_count,
        sum(b.outstanding_amount) as outstanding_amount,
        min(b.due_on) as oldest_due_on,
        max(b.days_past_due) as max_days_past_due
    from {{ ref('fct_fee_bills') }} as b
    where b.outstanding_amount > 0 and b.days_past_due > 0
    group by b.project_name, b.room_name
)

select
    cast(o.project_name as {{ dbt.type_string() }}) as project_name,
    cast(o.room_name as {{ dbt.type_string() }}) as room_name,
    cast(o.bill_count as bigint) as bill_count,
    cast(o.outstanding_amount as decimal(18, 2)) as outstanding_amount,
    cast(o.oldest_due_on as date) as oldest_due_on,
    cast(o.max_days_past_due as bigint) as max_days_past_due,
    cast(
        row_number() over (
            partition by o.project_name
            order by o.outstanding_amount desc, o.oldest_due_on asc, o.room_name asc
        ) as bigint
    ) as debtor_rank
from overdue as o
order by o.project_name, debtor_rank
