with settings as (
    {{
        newest_settings(
            source('raw', 'commission_term_settings'),
            ['plan_version', 'term', 'value', 'source_words'],
        )
    }}
)

select
    s.plan_version,
    lower(s.term) as term,
    s.value,
    s.source_words,
    s.source_file,
    s.source_sheet,
    s.source_row
from settings as s
