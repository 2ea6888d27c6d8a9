with newest as (
    {{
        newest_rows(
            source('raw', 'survey_tallies'),
            key=['survey_id', 'project_name', 'question_id'],
            columns=[
                'question',
                'service_area',
                'very_satisfied_count',
                'satisfied_count',
                'fairly_satisfied_count',
                'dissatisfied_count',
                'very_dissatisfied_count',
                'not_counted_count',
                'fairly_counts_as_satisfied',
                'published_percent',
            ],
        )
    }}
)

select
    n.survey_id,
    n.project_name,
    n.question_id,
    n.question,
    n.service_area,
    n.very_satisfied_count,
    n.satisfied_count,
    n.fairly_satisfied_count,
    n.dissatisfied_count,
    n.very_dissatisfied_count,
    n.not_counted_count,
    n.fairly_counts_as_satisfied,
    n.published_percent,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
