{#
    What a sales office sold, gave away, received and lost, without anybody's name. Contracts
    count in the month they were signed, receipts and cancellations in their own.
#}
{%- set text = dbt.type_string() -%}
with targets as (
    select
        t.project_name,
        {{ month_start('t.month') }} as month,
        t.target_amount
    from {{ ref('stg_sales_targets') }} as t
    where t.staff_id is null and t.target_amount > 0
),

events as (
    select
        c.project_name,
        c.sign_month as month,
        1 as contract_count,
        c.sold_fen,
        c.list_fen,
        case when d.discount_outcome = 'unauthorised' then 1 else 0 end as unauthorised_count,
        case
            when d.discount_outcome = 'unauthorised'
                then {{ sales_rounded_ratio(
                    '(c.floor_e4fen - ' ~ sales_whole('c.sold_fen') ~ ' * 10000)', '10000'
                ) }}
            else 0
        end as unauthorised_fen,
        0 as received_fen,
        0 as cancelled_count,
        0 as cancelled_fen
    from {{ ref('int_sales_contracts') }} as c
    left join {{ ref('int_sales_deals') }} as d
        on c.contract_id = d.contract_id and d.scenario_id = 'actual'
    where c.is_signed and not c.is_void
    union all
    select
        c.project_name,
        {{ month_start('c.cancelled_on') }} as month,
        0 as contract_count,
        0 as sold_fen,
        0 as list_fen,
        0 as unauthorised_count,
        0 as unauthorised_fen,
        0 as received_fen,
        1 as cancelled_count,
        c.sold_fen as cancelled_fen
    from {{ ref('int_sales_contracts') }} as c
    where c.is_signed and c.cancelled_on is not null
    union all
    select
        c.project_name,
        {{ month_start('r.received_on') }} as month,
        0 as contract_count,
        0 as sold_fen,
        0 as list_fen,
        0 as unauthorised_count,
        0 as unauthorised_fen,
        {{ fees_fen('r.amount') }} as received_fen,
        0 as cancelled_count,
        0 as cancelled_fen
    from {{ ref('stg_sales_receipts') }} as r
    inner join {{ ref('int_sales_contracts') }} as c on r.contract_id = c.contract_id
),

months as (
    select
        m.project_name,
        m.month,
        sum(e.contract_count) as contract_count,
        sum(e.sold_fen) as sold_fen,
        sum(e.list_fen) as list_fen,
        sum(e.unauthorised_count) as unauthorised_count,
        sum(e.unauthorised_fen) as unauthorised_fen,
        sum(e.received_fen) as received_fen,
        sum(e.cancelled_count) as cancelled_count,
        sum(e.cancelled_fen) as cancelled_fen,
        max(t.target_amount) as target_amount
    from {{ ref('int_sales_months') }} as m
    left join events as e on m.project_name = e.project_name and m.month = e.month
    left join targets as t on m.project_name = t.project_name and m.month = t.month
    group by m.project_name, m.month
),

periods as (
    {{
        kpi_periods(
            'months',
            'month',
            [
                'project_name',
                'contract_count',
                'sold_fen',
                'list_fen',
                'unauthorised_count',
                'unauthorised_fen',
                'received_fen',
                'cancelled_count',
                'cancelled_fen',
                'target_amount',
            ],
            period_kinds=['month', 'quarter', 'year'],
        )
    }}
),

cube as (
    {{
        kpi_cube(
            'periods',
            {
                'contract_count': 'p.contract_count',
                'sold_fen': 'p.sold_fen',
                'list_fen': 'p.list_fen',
                'unauthorised_count': 'p.unauthorised_count',
                'unauthorised_fen': 'p.unauthorised_fen',
                'received_fen': 'p.received_fen',
                'cancelled_count': 'p.cancelled_count',
                'cancelled_fen': 'p.cancelled_fen',
                'target_amount': 'p.target_amount',
                'months_without_target': 'case when p.target_amount is null then 1 else 0 end',
            },
            by_department=false,
        )
    }}
)

select
    cast(c.project_name as {{ text }}) as project_name,
    cast(c.period_kind as {{ text }}) as period_kind,
    cast(c.period_start_on as date) as period_start_on,
    cast({{ is_period_complete('c.period_kind', 'c.period_start_on', 'build.as_of') }} as boolean)
        as is_complete,
    cast(coalesce(c.contract_count, 0) as bigint) as contract_count,
    {{ sales_yuan('coalesce(c.sold_fen, 0)') }} as sold_amount,
    {{ sales_yuan('coalesce(c.list_fen, 0)') }} as list_amount,
    {{ sales_yuan('coalesce(c.list_fen - c.sold_fen, 0)') }} as discount_amount,
    cast(coalesce(c.unauthorised_count, 0) as bigint) as unauthorised_count,
    {{ sales_yuan('coalesce(c.unauthorised_fen, 0)') }} as unauthorised_amount,
    {{ sales_yuan('coalesce(c.received_fen, 0)') }} as received_amount,
    cast(coalesce(c.cancelled_count, 0) as bigint) as cancelled_count,
    {{ sales_yuan('coalesce(c.cancelled_fen, 0)') }} as cancelled_amount,
    cast(case when c.months_without_target = 0 then c.target_amount end as decimal(18, 2))
        as target_amount
from cube as c
cross join {{ ref('int_build_parameters') }} as build
order by c.project_name, c.period_kind, c.period_start_on
