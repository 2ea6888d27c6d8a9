-- The company's own words about a post replace the default's.
with defaults as (
    select
        p.post,
        p.sales_role
    from {{ ref('sales_posts') }} as p
    union all
    select
        v.post,
        'vice_president' as sales_role
    from {{ ref('vice_president_posts') }} as v
)

select
    coalesce(s.post, d.post) as post,
    coalesce(s.sales_role, d.sales_role) as sales_role,
    s.post is not null as is_company_setting
from defaults as d
full outer join {{ ref('stg_sales_post_settings') }} as s on d.post = s.post
where coalesce(s.sales_role, d.sales_role) <> 'none'
