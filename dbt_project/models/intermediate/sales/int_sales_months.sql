-- Every month of a sales office's life: from the first target, contract or subscription of a
-- contract to the month of as_of.
with firsts as (
    select
        t.project_name,
        {{ month_start('min(t.month)') }} as month
    from {{ ref('stg_sales_targets') }} as t
    group by t.project_name
    union all
    select
        c.project_name,
        {{ month_start('min(c.signed_at)') }} as month
    from {{ ref('stg_sales_contracts') }} as c
    where c.signed_at is not null and c.contract_status <> '塌定'
    group by c.project_name
    union all
    select
        c.project_name,
        {{ month_start('min(c.subscribed_on)') }} as month
    from {{ ref('stg_sales_contracts') }} as c
    where
        c.signed_at is not null
        and c.contract_status <> '塌定'
        and c.subscribed_on is not null
    group by c.project_name
),

lives as (
    select
        f.project_name,
        min(f.month) as first_month
    from firsts as f
    group by f.project_name
),

months as (
    select
        {{ month_start('w.date_on') }} as month,
        max(w.date_on) as month_end_on
    from {{ ref('int_working_days') }} as w
    group by {{ month_start('w.date_on') }}
)

select
    l.project_name,
    m.month,
    m.month_end_on
from lives as l
inner join months as m on l.first_month <= m.month
cross join {{ ref('int_build_parameters') }} as build
where m.month <= cast(build.as_of as date)
