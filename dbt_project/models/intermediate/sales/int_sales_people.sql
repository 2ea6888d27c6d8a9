{#
    Who a person of the sales office was in a month: the row of the register in force at the
    month's end, or on the last day of one who left before it. Whether and how somebody left
    stands in the newest row.
#}
with involved as (
    select
        i.staff_id,
        max(i.is_sales_ever) as is_sales_ever
    from (
        select
            s.staff_id,
            case when r.sales_role in ('consultant', 'manager') then 1 else 0 end
                as is_sales_ever
        from {{ ref('int_staff_posts') }} as s
        inner join {{ ref('int_sales_posts') }} as r on s.post = r.post
        where r.sales_role in ('consultant', 'manager')
        union all
        select
            c.staff_id,
            0 as is_sales_ever
        from {{ ref('stg_sales_credits') }} as c
    ) as i
    group by i.staff_id
),

posts as (
    select
        s.staff_id,
        s.project_name,
        s.post,
        r.sales_role,
        s.hired_on,
        s.confirmed_on,
        n.left_on,
        n.leaving_approved,
        s.effective_on,
        s.in_force_from,
        s.in_force_before
    from {{ ref('int_staff_posts') }} as s
    inner join involved as i on s.staff_id = i.staff_id
    inner join {{ ref('int_staff_posts') }} as n
        on s.staff_id = n.staff_id and n.in_force_before = cast('9999-12-31' as date)
    left join {{ ref('int_sales_posts') }} as r
        on s.post = r.post and r.sales_role in ('consultant', 'manager')
),

credited_projects as (
    select distinct
        c.staff_id,
        s.project_name
    from {{ ref('stg_sales_credits') }} as c
    inner join {{ ref('stg_sales_contracts') }} as s on c.contract_id = s.contract_id
    where s.signed_at is not null and s.contract_status <> '塌定'
),

-- The months of the project where somebody is registered, and of those he is credited in.
lived as (
    select
        p.staff_id,
        m.month,
        m.month_end_on,
        m.project_name,
        1 as is_registered_there
    from posts as p
    inner join {{ ref('int_sales_months') }} as m
        on
            p.project_name = m.project_name
            and least(m.month_end_on, coalesce(p.left_on, m.month_end_on)) >= p.in_force_from
            and least(m.month_end_on, coalesce(p.left_on, m.month_end_on)) < p.in_force_before
    union all
    select
        c.staff_id,
        m.month,
        m.month_end_on,
        m.project_name,
        0 as is_registered_there
    from credited_projects as c
    inner join {{ ref('int_sales_months') }} as m on c.project_name = m.project_name
),

-- Whose plan his base pay, lunch duties and fines follow: his own project's.
months as (
    select
        l.staff_id,
        l.month,
        l.month_end_on,
        coalesce(
            max(case when l.is_registered_there = 1 then l.project_name end),
            min(l.project_name)
        ) as plan_project_name
    from lived as l
    group by l.staff_id, l.month, l.month_end_on
)

select
    m.staff_id,
    m.month,
    m.month_end_on,
    p.project_name,
    m.plan_project_name,
    p.post,
    coalesce(p.sales_role, 'none') as sales_role,
    p.in_force_from is not null
    and coalesce(p.hired_on <= m.month_end_on, true)
    and coalesce(p.left_on >= m.month, true) as is_employed,
    p.in_force_from is not null
    and coalesce(p.confirmed_on > m.month_end_on, true) as is_on_probation,
    coalesce(p.hired_on > m.month and p.hired_on <= m.month_end_on, false)
    or coalesce(p.left_on >= m.month and p.left_on < m.month_end_on, false) as is_part_month,
    p.effective_on,
    p.hired_on,
    p.left_on,
    p.leaving_approved,
    i.is_sales_ever = 1 as is_sales_ever,
    f.source_file,
    f.source_sheet,
    f.source_row
from months as m
inner join involved as i on m.staff_id = i.staff_id
left join posts as p
    on
        m.staff_id = p.staff_id
        and least(m.month_end_on, coalesce(p.left_on, m.month_end_on)) >= p.in_force_from
        and least(m.month_end_on, coalesce(p.left_on, m.month_end_on)) < p.in_force_before
left join {{ ref('stg_staff') }} as f
    on p.staff_id = f.staff_id and p.effective_on is not distinct from f.effective_on
