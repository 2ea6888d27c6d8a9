with settings as (
    {{
        newest_settings(
            source('raw', 'target_settings'),
            [
                'applies_to',
                'kpi_id',
                'period_kind',
                'valid_from',
                'valid_to',
                'target',
                'source_words',
            ],
        )
    }}
)

select
    {{ settings_project('s.applies_to') }} as project_name,
    s.kpi_id,
    case s.period_kind
        when '周' then 'week'
        when '月' then 'month'
        when '季' then 'quarter'
        when '年' then 'year'
        else '*'
    end as period_kind,
    s.valid_from,
    s.valid_to,
    s.target,
    s.source_words,
    s.source_file,
    s.source_sheet,
    s.source_row
from settings as s
