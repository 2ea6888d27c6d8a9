with settings as (
    {{
        newest_settings(
            source('raw', 'sales_post_settings'),
            ['post', 'sales_role'],
        )
    }}
)

select
    s.post,
    case s.sales_role
        when '置业顾问' then 'consultant'
        when '销售经理' then 'manager'
        when '副总以上' then 'vice_president'
        else 'none'
    end as sales_role,
    s.source_file,
    s.source_sheet,
    s.source_row
from settings as s
