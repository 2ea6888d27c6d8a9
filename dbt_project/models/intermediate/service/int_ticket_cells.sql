-- Cohorts travel through the costly sorting of turnaround as small integers; these are their
-- names. Number of a cell: a project and department, the whole of either, or of both; and, over
-- all departments, each class of ticket.
with members as (
    select distinct
        s.project_name,
        s.department,
        s.ticket_class
    from {{ ref('int_ticket_stages') }} as s
),

cells as (
    {{ cell_of_members('m.project_name', 'm.department', "'all'") }}
    union all
    {{ cell_of_members('m.project_name', "'all'", "'all'") }}
    union all
    {{ cell_of_members("'all'", 'm.department', "'all'") }}
    union all
    {{ cell_of_members("'all'", "'all'", "'all'") }}
    union all
    {{ cell_of_members('m.project_name', "'all'", 'm.ticket_class') }}
    union all
    {{ cell_of_members("'all'", "'all'", 'm.ticket_class') }}
)

select
    c.member_project_name,
    c.member_department,
    c.member_ticket_class,
    c.project_name,
    c.department,
    c.ticket_class,
    cast(
        dense_rank() over (
            order by
                c.project_name nulls last,
                c.department nulls last,
                c.ticket_class nulls last
        ) as integer
    ) as cell_no
from cells as c
