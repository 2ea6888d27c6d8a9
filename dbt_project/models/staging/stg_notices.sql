with newest as (
    {{
        newest_rows(
            source('raw', 'notices'),
            key=['notice_id'],
            columns=[
                'project_name',
                'topic',
                'posted_at',
                'household_count',
                'first_raised_at',
            ],
        )
    }}
)

select
    n.notice_id,
    n.project_name,
    n.topic,
    n.posted_at,
    n.household_count,
    {{ has_column('n.missing_columns', 'household_count') }} as is_household_count_recorded,
    {{ known_at('n.first_raised_at') }} as first_raised_at,
    {{ has_column('n.missing_columns', 'first_raised_at') }} as is_first_raised_recorded,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.posted_at <= build.as_of
