with newest as (
    {{
        newest_rows(
            source('raw', 'survey_invites'),
            key=['survey_id', 'project_name', 'room_name'],
            columns=[
                'disposition',
                'mode',
                'answered_at',
            ],
        )
    }}
)

select
    n.survey_id,
    n.project_name,
    n.room_name,
    n.disposition,
    n.mode,
    {{ known_at('n.answered_at') }} as answered_at,
    {{ has_column('n.missing_columns', 'answered_at') }} as is_answer_time_recorded,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
