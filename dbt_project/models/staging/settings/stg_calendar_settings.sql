with settings as (
    {{
        newest_settings(
            source('raw', 'calendar_settings'), ['holiday_name', 'date_on', 'is_working_day']
        )
    }}
)

select
    s.date_on,
    s.is_working_day,
    s.holiday_name,
    s.source_file,
    s.source_sheet,
    s.source_row
from settings as s
