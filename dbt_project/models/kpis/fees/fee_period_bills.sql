{#
    What the bills of a period ask for and what was paid on them, whenever it was. A bill
    belongs to the period of its first service day; periods that have not begun have no row.
#}
with service_days as (
    select
        b.project_name,
        b.service_from,
        sum(b.receivable_amount - b.concession_amount) as due_amount,
        sum(b.settled_amount) as settled_amount,
        cast(0 as bigint) as void_count
    from {{ ref('fct_fee_bills') }} as b
    group by b.project_name, b.service_from
    union all
    select
        b.project_name,
        b.service_from,
        cast(0 as decimal(18, 2)) as due_amount,
        cast(0 as decimal(18, 2)) as settled_amount,
        count(*) as void_count
    from {{ ref('stg_fee_bills') }} as b
    where b.is_void
    group by b.project_name, b.service_from
),

periods as (
    {{
        kpi_periods(
            'service_days',
            'service_from',
            ['project_name', 'due_amount', 'settled_amount', 'void_count'],
            period_kinds=['month', 'quarter', 'year'],
        )
    }}
)

select
    p.period_kind,
    p.period_start_on,
    p.project_name,
    cast(sum(p.due_amount) as decimal(38, 4)) as due_amount,
    cast(sum(p.settled_amount) as decimal(38, 4)) as settled_amount,
    cast(sum(p.void_count) as bigint) as void_count
from periods as p
cross join {{ ref('int_build_parameters') }} as build
where p.period_start_on <= build.as_of
group by p.period_kind, p.period_start_on, p.project_name
