{# A bill of the period that was already in arrears at its start counts as a bill of the period. #}
with periods as (
    select
        b.period_kind,
        b.period_start_on,
        b.project_name,
        b.settled_amount,
        b.due_amount,
        b.void_count
    from {{ ref('fee_period_bills') }} as b
    union all
    select
        a.period_kind,
        a.period_start_on,
        a.project_name,
        a.recovered_amount - a.recovered_of_period_bills as settled_amount,
        a.opening_amount - a.opening_of_period_bills as due_amount,
        cast(0 as bigint) as void_count
    from {{ ref('fee_period_arrears') }} as a
),

cube as (
    {{
        kpi_cube(
            'periods',
            {
                'numerator': 'p.settled_amount',
                'denominator': 'p.due_amount',
                'excluded_count': 'p.void_count',
            },
            by_department=false,
        )
    }}
)

{{ kpi_share('fee_combined_collection_rate', 'cube', interval=false) }}
