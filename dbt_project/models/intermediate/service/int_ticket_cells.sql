-- Cohorts travel through the costly sorting of turnaround as small integers; these are their
-- names. Number of a cell: a project and department, the whole of either, or of both.
with members as (
    select distinct
        t.project_name,
        t.department
    from {{ ref('int_tickets') }} as t
),

cells as (
    select
        m.project_name as member_project_name,
        m.department as member_department,
        m.project_name,
        m.department
    from members as m
    union all
    select
        m.project_name as member_project_name,
        m.department as member_department,
        m.project_name,
        'all' as department
    from members as m
    union all
    select
        m.project_name as member_project_name,
        m.department as member_department,
        'all' as project_name,
        m.department
    from members as m
    union all
    select
        m.project_name as member_project_name,
        m.department as member_department,
        'all' as project_name,
        'all' as department
    from members as m
)

select
    c.member_project_name,
    c.member_department,
    c.project_name,
    c.department,
    cast(
        dense_rank() over (
            order by c.project_name nulls last, c.department nulls last
        ) as integer
    ) as cell_no
from cells as c
