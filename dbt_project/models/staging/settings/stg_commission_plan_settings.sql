with settings as (
    {{
        newest_settings(
            source('raw', 'commission_plan_settings'),
            ['plan_version', 'applies_to', 'valid_from', 'valid_to', 'name', 'based_on'],
        )
    }}
)

select
    s.plan_version,
    {{ settings_project('s.applies_to') }} as project_name,
    s.valid_from,
    s.valid_to,
    s.name,
    s.based_on,
    s.source_file,
    s.source_sheet,
    s.source_row
from settings as s
