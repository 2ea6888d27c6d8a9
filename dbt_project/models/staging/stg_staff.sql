with newest as (
    {{
        newest_rows(
            source('raw', 'staff'),
            key=['staff_id', 'effective_on'],
            columns=[
                'department',
                'post',
                'project_name',
                'manager_staff_id',
                'hired_on',
                'confirmed_on',
                'left_on',
                'leaving_approved',
            ],
        )
    }}
)

select
    n.staff_id,
    n.effective_on,
    n.department,
    n.post,
    n.project_name,
    n.manager_staff_id,
    n.hired_on,
    n.confirmed_on,
    n.left_on,
    n.leaving_approved,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
