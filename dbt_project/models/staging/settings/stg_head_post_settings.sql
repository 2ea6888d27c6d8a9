with settings as (
    {{
        newest_settings(
            source('raw', 'head_post_settings'), ['applies_to', 'post', 'is_head']
        )
    }}
)

select
    {{ settings_project('s.applies_to') }} as project_name,
    s.post,
    s.is_head,
    s.source_file,
    s.source_sheet,
    s.source_row
from settings as s
