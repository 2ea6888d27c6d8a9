select
    coalesce(s.project_name, d.project_name) as project_name,
    coalesce(s.post, d.post) as post,
    coalesce(s.is_head, d.is_head) as is_head,
    s.post is not null as is_company_setting
from {{ ref('head_posts') }} as d
full outer join {{ ref('stg_head_post_settings') }} as s
    on d.project_name = s.project_name and d.post = s.post
