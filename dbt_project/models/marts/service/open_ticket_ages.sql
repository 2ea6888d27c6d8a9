{%- set text = dbt.type_string() -%}
with aged as (
    select
        t.project_name,
        t.department,
        t.ticket_kind,
        b.age_bucket,
        b.bucket_order
    from {{ ref('int_tickets') }} as t
    inner join {{ ref('open_age_buckets') }} as b
        on
            t.open_minutes >= b.from_hours * 60
            and (b.below_hours is null or t.open_minutes < b.below_hours * 60)
    where t.is_open
)

select
    cast(a.project_name as {{ text }}) as project_name,
    cast(a.department as {{ text }}) as department,
    cast(a.ticket_kind as {{ text }}) as ticket_kind,
    cast(a.age_bucket as {{ text }}) as age_bucket,
    cast(a.bucket_order as integer) as age_bucket_order,
    cast(count(*) as bigint) as ticket_count
from aged as a
group by a.project_name, a.department, a.ticket_kind, a.age_bucket, a.bucket_order
order by a.project_name, a.department, a.ticket_kind, a.bucket_order
