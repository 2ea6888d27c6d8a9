with periods as (
    select
        b.period_kind,
        b.period_start_on,
        b.project_name,
        b.due_amount,
        b.settled_amount,
        b.void_count
    from {{ ref('fee_period_bills') }} as b
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

{{ kpi_share('fee_collection_rate', 'cube', interval=false) }}
