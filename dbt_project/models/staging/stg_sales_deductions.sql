with newest as (
    {{
        newest_rows(
            source('raw', 'sales_deductions'),
            key=['deduction_id'],
            columns=[
                'staff_id',
                'occurred_on',
                'deduction_kind',
                'minutes',
                'occurrences',
                'days',
                'amount',
                'verified_by_staff_id',
                'is_approved',
            ],
        )
    }}
)

select
    n.deduction_id,
    n.staff_id,
    n.occurred_on,
    n.deduction_kind,
    n.minutes,
    n.occurrences,
    n.days,
    n.amount,
    n.verified_by_staff_id,
    n.is_approved,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.occurred_on <= build.as_of
