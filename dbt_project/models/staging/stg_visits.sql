with newest as (
    {{
        newest_rows(
            source('raw', 'visits'),
            key=['visit_id'],
            columns=[
                'project_name',
                'room_name',
                'visited_at',
                'visit_method',
                'staff_id',
                'visit_type',
                'ticket_id',
                'was_reached',
                'satisfaction_grade',
                'is_single_issue',
                'answered_at',
            ],
        )
    }}
)

select
    n.visit_id,
    n.project_name,
    n.room_name,
    n.visited_at,
    n.visit_method,
    n.staff_id,
    n.visit_type,
    n.ticket_id,
    n.was_reached,
    {{ has_column('n.missing_columns', 'was_reached') }} as is_reach_recorded,
    n.satisfaction_grade,
    n.is_single_issue,
    {{ has_column('n.missing_columns', 'is_single_issue') }} as is_single_issue_recorded,
    {{ known_at('n.answered_at') }} as answered_at,
    {{ has_column('n.missing_columns', 'answered_at') }} as is_answer_recorded,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.visited_at <= build.as_of
