{%- set text = dbt.type_string() -%}
select
    cast(s.staff_id as {{ text }}) as staff_id,
    cast(s.department as {{ text }}) as department,
    cast(s.post as {{ text }}) as post,
    cast(s.project_name as {{ text }}) as project_name,
    cast(s.manager_staff_id as {{ text }}) as manager_staff_id,
    cast(s.hired_on as date) as hired_on,
    cast(s.confirmed_on as date) as confirmed_on,
    cast(s.left_on as date) as left_on,
    cast(s.leaving_approved as boolean) as leaving_approved,
    cast(s.effective_on as date) as effective_on,
    cast(
        cast(build.as_of as date) >= s.in_force_from
        and cast(build.as_of as date) < s.in_force_before as boolean
    ) as is_current
from {{ ref('int_staff_posts') }} as s
cross join {{ ref('int_build_parameters') }} as build
order by s.staff_id, s.in_force_from
