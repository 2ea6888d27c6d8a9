{%- set text = dbt.type_string() -%}
with newest as (
    select
        s.staff_id,
        s.staff_name,
        row_number() over (
            partition by s.staff_id
            order by s.exported_at desc nulls last, s.effective_on desc nulls last
        ) as recency
    from {{ ref('stg_staff_names') }} as s
)

select
    cast(n.staff_id as {{ text }}) as staff_id,
    cast(n.staff_name as {{ text }}) as staff_name
from newest as n
where n.recency = 1
order by n.staff_id
