with settings as (
    {{
        newest_settings(
            source('raw', 'rule_settings'),
            ['applies_to', 'rule_id', 'valid_from', 'valid_to', 'threshold', 'source_words'],
        )
    }}
)

select
    {{ settings_project('s.applies_to') }} as project_name,
    upper(s.rule_id) as rule_id,
    s.valid_from,
    s.valid_to,
    s.threshold,
    s.source_words,
    s.source_file,
    s.source_sheet,
    s.source_row
from settings as s
