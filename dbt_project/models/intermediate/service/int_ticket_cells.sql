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
    {%- for project_name, department, ticket_class in [
        ('m.project_name', 'm.department', "'all'"),
        ('m.project_name', "'all'", "'all'"),
        ("'all'", 'm.department', "'all'"),
        ("'all'", "'all'", "'all'"),
        ('m.project_name', "'all'", 'm.ticket_class'),
        ("'all'", "'all'", 'm.ticket_class'),
    ] %}
    select
        m.project_name as member_project_name,
        m.department as member_department,
        m.ticket_class as member_ticket_class,
        {{ project_name }} as project_name,
        {{ department }} as department,
        {{ ticket_class }} as ticket_class
    from members as m
    {{ 'union all' if not loop.last }}
    {%- endfor %}
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
