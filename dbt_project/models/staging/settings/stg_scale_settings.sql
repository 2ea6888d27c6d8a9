with settings as (
    {{
        newest_settings(
            source('raw', 'scale_settings'),
            [
                'applies_to',
                'satisfaction_grade',
                'valid_from',
                'valid_to',
                'satisfaction_score',
                'is_satisfied',
            ],
        )
    }}
)

select
    {{ settings_project('s.applies_to') }} as project_name,
    s.satisfaction_grade,
    s.valid_from,
    s.valid_to,
    s.satisfaction_score,
    s.is_satisfied,
    s.source_file,
    s.source_sheet,
    s.source_row
from settings as s
