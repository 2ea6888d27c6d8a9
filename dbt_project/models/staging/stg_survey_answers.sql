with newest as (
    {{
        newest_rows(
            source('raw', 'survey_answers'),
            key=['survey_id', 'project_name', 'room_name', 'question_id'],
            columns=[
                'question',
                'service_area',
                'satisfaction_grade',
            ],
        )
    }}
)

select
    n.survey_id,
    n.project_name,
    n.room_name,
    n.question_id,
    n.question,
    n.service_area,
    n.satisfaction_grade,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
