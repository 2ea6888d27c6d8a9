{%- set text = dbt.type_string() -%}
{%- set moment = dbt.type_timestamp() -%}
{%- set shown_days = 400 -%}
{%- set last_on = 'cast(' ~ as_of() ~ ' as date)' -%}
with spine as (
    {{ date_spine(add_days(last_on, 1 - shown_days), last_on) }}
),

-- The last day ends at as_of.
days as (
    select
        s.date_on as day_on,
        least(
            cast({{ add_days('s.date_on', 1) }} as {{ moment }}), build.as_of
        ) as ends_at
    from spine as s
    cross join {{ ref('int_build_parameters') }} as build
),

-- Open at the end of every day from the day of receipt to the one before the close.
spans as (
    select
        t.project_name,
        t.department,
        t.ticket_kind,
        t.received_at,
        cast(t.received_at as date) as first_on,
        coalesce(
            cast(
                case
                    when t.withdrawn_at is null or t.resolved_at < t.withdrawn_at
                        then t.resolved_at
                    else t.withdrawn_at
                end as date
            ),
            {{ add_days(last_on, 1) }}
        ) as closed_on
    from {{ ref('int_tickets') }} as t
),

aged as (
    select
        d.day_on,
        s.project_name,
        s.department,
        s.ticket_kind,
        {{ minutes_between('s.received_at', 'd.ends_at') }} as open_minutes
    from spans as s
    inner join days as d on s.first_on <= d.day_on and s.closed_on > d.day_on
    where s.closed_on > s.first_on
)

select
    cast(a.day_on as date) as day_on,
    cast(a.project_name as {{ text }}) as project_name,
    cast(a.department as {{ text }}) as department,
    cast(a.ticket_kind as {{ text }}) as ticket_kind,
    cast(k.age_bucket as {{ text }}) as age_bucket,
    cast(k.bucket_order as integer) as age_bucket_order,
    cast(count(*) as bigint) as ticket_count
from aged as a
inner join {{ ref('open_age_buckets') }} as k
    on
        a.open_minutes >= k.from_hours * 60
        and (k.below_hours is null or a.open_minutes < k.below_hours * 60)
group by a.day_on, a.project_name, a.department, a.ticket_kind, k.age_bucket, k.bucket_order
order by a.day_on, a.project_name, a.department, a.ticket_kind, k.bucket_order
