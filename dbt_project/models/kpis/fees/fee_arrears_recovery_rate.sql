with periods as (
    select
        a.period_kind,
        a.period_start_on,
        a.project_name,
        a.opening_amount,
        a.recovered_amount
    from {{ ref('fee_period_arrears') }} as a
),

cube as (
    {{
        kpi_cube(
            'periods',
            {
                'numerator': 'p.recovered_amount',
                'denominator': 'p.opening_amount',
                'excluded_count': '0',
            },
            by_department=false,
        )
    }}
)

{{ kpi_share('fee_arrears_recovery_rate', 'cube', interval=false) }}
