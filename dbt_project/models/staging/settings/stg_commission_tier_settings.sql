with settings as (
    {{
        newest_settings(
            source('raw', 'commission_tier_settings'),
            ['plan_version', 'from_attainment', 'rate_per_mille', 'source_words'],
        )
    }}
)

select
    s.plan_version,
    s.from_attainment,
    cast(s.rate_per_mille * 0.001 as decimal(12, 7)) as rate,
    s.source_words,
    s.source_file,
    s.source_sheet,
    s.source_row
from settings as s
