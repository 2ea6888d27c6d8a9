with newest as (
    {{
        newest_rows(
            source('raw', 'survey_answers'),
            key=['survey_id', 'project_name', 'room_name', 'question_id'],
            columns=[
                'service_area',
                'comment',
            ],
        )
    }}
)

select
    n.survey_id,
    n.project_name,
    n.room_name,
    n.question_id,
    n.service_area,
    n.comment,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
