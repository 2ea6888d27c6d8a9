{#
    How much of what fell due in a quarter had come in by so many days after the due date, on
    a fixed grid. A point is drawn as soon as the first bill has reached that age and is
    complete when the last one has.
#}
with cohorts as (
    select
        b.project_name,
        {{ quarter_start('b.due_on') }} as period_start_on,
        sum(b.receivable_amount - b.concession_amount) as receivable_amount,
        min(b.due_on) as first_due_on,
        max(b.due_on) as last_due_on
    from {{ ref('fct_fee_bills') }} as b
    group by b.project_name, {{ quarter_start('b.due_on') }}
),

movements as (
    select
        b.project_name,
        {{ quarter_start('b.due_on') }} as period_start_on,
        {{ days_between('b.due_on', 'cast(s.paid_at as date)') }} as paid_after_days,
        s.settled_amount
    from {{ ref('fct_fee_settlements') }} as s
    inner join {{ ref('fct_fee_bills') }} as b on s.bill_id = b.bill_id
),

paid_by_day as (
    select
        m.project_name,
        m.period_start_on,
        m.paid_after_days,
        sum(m.settled_amount) as settled_amount
    from movements as m
    group by m.project_name, m.period_start_on, m.paid_after_days
),

points as (
    select
        c.project_name,
        c.period_start_on,
        g.days_since_due,
        c.receivable_amount,
        c.first_due_on,
        c.last_due_on,
        coalesce(sum(p.settled_amount), 0) as collected_amount
    from cohorts as c
    cross join {{ ref('fee_curve_days') }} as g
    left join paid_by_day as p
        on
            c.project_name = p.project_name
            and c.period_start_on = p.period_start_on
            and g.days_since_due >= p.paid_after_days
    group by
        c.project_name,
        c.period_start_on,
        g.days_since_due,
        c.receivable_amount,
        c.first_due_on,
        c.last_due_on
),

with_company as (
    select
        case when grouping(p.project_name) = 1 then 'all' else p.project_name end
            as project_name,
        p.period_start_on,
        p.days_since_due,
        sum(p.collected_amount) as collected_amount,
        sum(p.receivable_amount) as receivable_amount,
        min(p.first_due_on) as first_due_on,
        max(p.last_due_on) as last_due_on
    from points as p
    group by grouping sets (
        (p.project_name, p.period_start_on, p.days_since_due),
        (p.period_start_on, p.days_since_due)
    )
)

select
    cast(c.project_name as {{ dbt.type_string() }}) as project_name,
    cast(c.period_start_on as date) as period_start_on,
    cast(c.days_since_due as bigint) as days_since_due,
    cast(c.collected_amount as decimal(18, 2)) as collected_amount,
    cast(c.receivable_amount as decimal(18, 2)) as receivable_amount,
    cast({{ share('c.collected_amount', 'c.receivable_amount') }} as double)
        as collected_share,
    cast(
        {{ add_days('c.last_due_on', 'c.days_since_due') }} < cast(build.as_of as date)
        as boolean
    ) as is_complete
from with_company as c
cross join {{ ref('int_build_parameters') }} as build
where
    c.receivable_amount > 0
    and {{ add_days('c.first_due_on', 'c.days_since_due') }} <= cast(build.as_of as date)
order by c.project_name, c.period_start_on, c.days_since_due
