{#
    What the projects sold of their own task, in months that have one; the contracts of other
    months are excluded and counted.
#}
with months as (
    select
        f.project_name,
        f.month,
        case
            when f.target_fen_e4 > 0
                then {{ sales_yuan(
                    sales_rounded_ratio('f.performance_parts', sales_share_whole())
                ) }}
        end as performance_amount,
        {{ sales_yuan(sales_rounded_ratio('f.target_fen_e4', '10000')) }} as target_amount,
        case when f.target_fen_e4 > 0 then 0 else f.contract_count end as excluded_count
    from {{ ref('int_sales_performance') }} as f
    where f.scenario_id = 'actual' and f.staff_id = 'all'
),

periods as (
    {{
        kpi_periods(
            'months',
            'month',
            ['project_name', 'performance_amount', 'target_amount', 'excluded_count'],
            period_kinds=['month', 'quarter', 'year'],
        )
    }}
),

cube as (
    {{
        kpi_cube(
            'periods',
            {
                'numerator': 'p.performance_amount',
                'denominator': 'p.target_amount',
                'excluded_count': 'p.excluded_count',
            },
            by_department=false,
        )
    }}
)

{{ kpi_share('sales_attainment_rate', 'cube', interval=false) }}
