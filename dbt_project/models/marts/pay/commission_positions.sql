{#
    Where the commission of a contract stands at the end of every month: earned = released +
    held + forfeited + cancelled. Each side is added up from its own events.
#}
{%- set text = dbt.type_string() -%}
with changes as (
    select
        e.contract_id,
        e.staff_id,
        e.commission_month as month,
        e.earned_fen,
        0 as released_fen,
        0 as held_fen,
        0 as forfeited_fen,
        0 as cancelled_fen
    from {{ ref('int_commission_entitlements') }} as e
    where e.scenario_id = 'actual'
    union all
    select
        p.contract_id,
        p.staff_id,
        p.commission_month as month,
        0 as earned_fen,
        0 as released_fen,
        p.part_fen as held_fen,
        0 as forfeited_fen,
        0 as cancelled_fen
    from {{ ref('int_commission_parts') }} as p
    where p.scenario_id = 'actual'
    union all
    select
        p.contract_id,
        p.staff_id,
        {{ month_start('p.outcome_on') }} as month,
        0 as earned_fen,
        0 as released_fen,
        -p.part_fen as held_fen,
        case when p.outcome = 'forfeited' then p.part_fen else 0 end as forfeited_fen,
        case when p.outcome = 'cancelled' then p.part_fen else 0 end as cancelled_fen
    from {{ ref('int_commission_parts') }} as p
    where p.scenario_id = 'actual' and p.outcome <> 'held'
    union all
    select
        m.contract_id,
        m.original_staff_id as staff_id,
        m.payroll_month as month,
        0 as earned_fen,
        m.released_fen,
        0 as held_fen,
        0 as forfeited_fen,
        case when m.reason = 'cancelled' then -m.released_fen else 0 end as cancelled_fen
    from {{ ref('int_commission_movements') }} as m
    where m.scenario_id = 'actual'
),

monthly as (
    select
        c.contract_id,
        c.staff_id,
        c.month,
        sum(c.earned_fen) as earned_fen,
        sum(c.released_fen) as released_fen,
        sum(c.held_fen) as held_fen,
        sum(c.forfeited_fen) as forfeited_fen,
        sum(c.cancelled_fen) as cancelled_fen
    from changes as c
    group by c.contract_id, c.staff_id, c.month
),

months as (
    select
        e.project_name,
        e.contract_id,
        e.staff_id,
        m.month
    from {{ ref('int_commission_entitlements') }} as e
    inner join {{ ref('int_sales_months') }} as m
        on e.project_name = m.project_name and e.commission_month <= m.month
    where e.scenario_id = 'actual'
),

running as (
    select
        m.project_name,
        m.contract_id,
        m.staff_id,
        m.month,
        {{ sales_running('c.earned_fen') }} as earned_fen,
        {{ sales_running('c.released_fen') }} as released_fen,
        {{ sales_running('c.held_fen') }} as held_fen,
        {{ sales_running('c.forfeited_fen') }} as forfeited_fen,
        {{ sales_running('c.cancelled_fen') }} as cancelled_fen
    from months as m
    left join monthly as c
        on m.contract_id = c.contract_id and m.staff_id = c.staff_id and m.month = c.month
)

select
    cast(r.project_name as {{ text }}) as project_name,
    cast(r.contract_id as {{ text }}) as contract_id,
    cast(r.staff_id as {{ text }}) as staff_id,
    cast(r.month as date) as month,
    {{ sales_yuan('r.earned_fen') }} as earned_amount,
    {{ sales_yuan('r.released_fen') }} as released_amount,
    {{ sales_yuan('r.held_fen') }} as held_amount,
    {{ sales_yuan('r.forfeited_fen') }} as forfeited_amount,
    {{ sales_yuan('r.cancelled_fen') }} as cancelled_amount
from running as r
order by r.project_name, r.contract_id, r.staff_id, r.month
