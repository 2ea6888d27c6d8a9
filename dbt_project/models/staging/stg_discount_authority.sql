with newest as (
    {{
        newest_rows(
            source('raw', 'discount_authority'),
            key=['project_name', 'post', 'valid_from'],
            columns=[
                'authority_rate',
                'valid_to',
            ],
        )
    }}
)

select
    n.project_name,
    n.post,
    n.valid_from,
    n.authority_rate,
    n.valid_to,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
