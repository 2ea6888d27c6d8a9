with newest as (
    {{
        newest_rows(
            source('raw', 'surveys'),
            key=['survey_id', 'project_name'],
            columns=[
                'survey_name',
                'started_on',
                'ended_on',
                'reported_on',
            ],
        )
    }}
)

select
    n.survey_id,
    n.project_name,
    n.survey_name,
    n.started_on,
    n.ended_on,
    {{ known_at('n.reported_on') }} as reported_on,
    {{ has_column('n.missing_columns', 'reported_on') }} as is_report_recorded,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.started_on <= build.as_of
