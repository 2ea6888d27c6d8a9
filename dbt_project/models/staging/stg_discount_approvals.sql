with newest as (
    {{
        newest_rows(
            source('raw', 'discount_approvals'),
            key=['contract_id', 'signed_at'],
            columns=[
                'requested_by_staff_id',
                'approved_by_staff_id',
                'approver_post',
            ],
        )
    }}
)

select
    n.contract_id,
    n.signed_at,
    n.requested_by_staff_id,
    n.approved_by_staff_id,
    n.approver_post,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.signed_at <= build.as_of
