{#
    A person's month is the sum of its lines; what he owes is carried to his next one.

    Carrying needs no step from month to month. With c(t) = least(0, c(t-1) + net(t)) and
    c(0) = 0, c(t) = S(t) - greatest(S(0), ..., S(t)), S being the running sum of net and
    S(0) = 0: true at 0, and if c(t-1) = S(t-1) - greatest(S(0), ..., S(t-1)) then
    c(t-1) + net(t) = S(t) - greatest(S(0), ..., S(t-1)), which least(0, ...) turns into
    S(t) - greatest(S(0), ..., S(t)). Months without lines change no sum.
#}
{%- set text = dbt.type_string() -%}
{%- set amounts = [
    'base_pay_amount',
    'released_commission_amount',
    'clawback_amount',
    'awards_amount',
    'override_amount',
    'site_bonus_amount',
    'lunch_duty_amount',
    'deductions_amount',
    'adjustments_amount',
] -%}
with nets as (
    select
        l.scenario_id,
        l.staff_id,
        l.payroll_month,
        sum(case when l.statement_column = 'base_pay' then l.amount else 0 end) as base_pay_amount,
        sum(case when l.statement_column = 'released_commission' then l.amount else 0 end)
            as released_commission_amount,
        sum(case when l.statement_column = 'clawback' then l.amount else 0 end) as clawback_amount,
        sum(case when l.statement_column = 'awards' then l.amount else 0 end) as awards_amount,
        sum(case when l.statement_column = 'override' then l.amount else 0 end) as override_amount,
        sum(case when l.statement_column = 'site_bonus' then l.amount else 0 end)
            as site_bonus_amount,
        sum(case when l.statement_column = 'lunch_duty' then l.amount else 0 end)
            as lunch_duty_amount,
        sum(case when l.statement_column = 'deductions' then l.amount else 0 end)
            as deductions_amount,
        sum(case when l.statement_column = 'adjustments' then l.amount else 0 end)
            as adjustments_amount,
        sum(l.amount) as net_amount
    from {{ ref('fct_sales_statement_lines') }} as l
    group by l.scenario_id, l.staff_id, l.payroll_month
),

running as (
    select
        n.*,
        sum(n.net_amount) over (
            partition by n.scenario_id, n.staff_id
            order by n.payroll_month nulls last
            rows between unbounded preceding and current row
        ) as running_amount,
        lead(n.payroll_month) over (
            partition by n.scenario_id, n.staff_id
            order by n.payroll_month nulls last
        ) as next_month
    from nets as n
),

-- What was owed before and after the month: the sum less the highest of all sums so far.
brought as (
    select
        r.*,
        r.running_amount - greatest(
            0,
            max(r.running_amount) over (
                partition by r.scenario_id, r.staff_id
                order by r.payroll_month nulls last
                rows between unbounded preceding and current row
            )
        ) as carried_forward_amount,
        r.running_amount - r.net_amount - greatest(
            0,
            coalesce(
                max(r.running_amount) over (
                    partition by r.scenario_id, r.staff_id
                    order by r.payroll_month nulls last
                    rows between unbounded preceding and 1 preceding
                ),
                0
            )
        ) as brought_forward_amount
    from running as r
),

months as (
    select distinct m.month
    from {{ ref('int_sales_months') }} as m
),

-- While a balance stands there is a statement, lines or not.
statements as (
    select
        b.scenario_id,
        b.staff_id,
        b.payroll_month,
        {{ listed('b', amounts) }},
        b.net_amount,
        b.brought_forward_amount,
        b.carried_forward_amount
    from brought as b
    union all
    select
        b.scenario_id,
        b.staff_id,
        m.month as payroll_month,
        0 as base_pay_amount,
        0 as released_commission_amount,
        0 as clawback_amount,
        0 as awards_amount,
        0 as override_amount,
        0 as site_bonus_amount,
        0 as lunch_duty_amount,
        0 as deductions_amount,
        0 as adjustments_amount,
        0 as net_amount,
        b.carried_forward_amount as brought_forward_amount,
        b.carried_forward_amount
    from brought as b
    inner join months as m
        on b.payroll_month < m.month and coalesce(b.next_month > m.month, true)
    where b.carried_forward_amount < 0
),

-- Who left without approval is paid nothing from that month on (C11).
walked_out as (
    select
        s.staff_id,
        {{ month_start('s.left_on') }} as month
    from {{ ref('int_staff_posts') }} as s
    cross join {{ ref('int_build_parameters') }} as build
    where
        s.in_force_before = cast('9999-12-31' as date)
        and s.left_on <= build.as_of
        and not s.leaving_approved
),

-- A month without a task blocks the commission on its contracts.
blocked as (
    select distinct
        f.scenario_id,
        f.staff_id,
        f.month
    from {{ ref('int_sales_performance') }} as f
    where f.staff_id <> 'all' and f.contract_count > 0 and f.tier_rate_e7 is null
),

described as (
    select
        s.*,
        s.net_amount + s.brought_forward_amount as balance_amount,
        coalesce(w.month <= s.payroll_month, false) as is_forfeited,
        p.project_name,
        p.post,
        p.sales_role,
        coalesce(p.is_part_month, false) as is_part_month,
        t.plan_version,
        b.staff_id is not null as is_blocked,
        p.source_file,
        p.source_sheet,
        p.source_row
    from statements as s
    left join walked_out as w on s.staff_id = w.staff_id
    left join {{ ref('int_sales_people') }} as p
        on s.staff_id = p.staff_id and s.payroll_month = p.month
    left join {{ ref('int_sales_settings') }} as t
        on
            s.scenario_id = t.scenario_id
            and p.plan_project_name = t.project_name
            and s.payroll_month = t.month
    left join blocked as b
        on
            s.scenario_id = b.scenario_id
            and s.staff_id = b.staff_id
            and s.payroll_month = b.month
),

-- A signed month and all before it stand as they were signed; only 'actual' is signed.
closed as (
    select max(s.month) as month
    from {{ ref('stg_sign_offs') }} as s
    where s.stage = 'computed'
),

stages as (
    select
        s.month,
        max(
            case s.stage
                when 'computed' then 1
                when 'audited' then 2
                when 'approved' then 3
                else 4
            end
        ) as stage_no
    from {{ ref('stg_sign_offs') }} as s
    group by s.month
),

standing as (
    select
        d.scenario_id,
        d.staff_id,
        d.payroll_month,
        d.project_name,
        d.post,
        coalesce(d.sales_role, 'none') as sales_role,
        {{ listed('d', amounts) }},
        d.net_amount,
        d.brought_forward_amount,
        case when d.is_forfeited then 0 else greatest(0, d.balance_amount) end as payable_amount,
        d.carried_forward_amount,
        case when d.is_forfeited then greatest(0, d.balance_amount) else 0 end as forfeited_amount,
        d.plan_version,
        d.is_part_month,
        d.is_blocked,
        d.source_file,
        d.source_sheet,
        d.source_row
    from described as d
    cross join closed as c
    where d.scenario_id <> 'actual' or coalesce(d.payroll_month > c.month, true)
    union all
    select
        s.scenario_id,
        s.staff_id,
        s.payroll_month,
        s.project_name,
        s.post,
        s.sales_role,
        {{ listed('s', amounts) }},
        s.net_amount,
        s.brought_forward_amount,
        s.payable_amount,
        s.carried_forward_amount,
        s.forfeited_amount,
        s.plan_version,
        s.is_part_month,
        s.is_blocked,
        s.source_file,
        s.source_sheet,
        s.source_row
    from {{ ref('stg_signed_off_statements') }} as s
)

select
    cast(d.scenario_id as {{ text }}) as scenario_id,
    cast(d.staff_id as {{ text }}) as staff_id,
    cast(d.payroll_month as date) as payroll_month,
    cast(d.project_name as {{ text }}) as project_name,
    cast(d.post as {{ text }}) as post,
    cast(d.sales_role as {{ text }}) as sales_role,
    cast(d.base_pay_amount as decimal(18, 2)) as base_pay_amount,
    cast(d.released_commission_amount as decimal(18, 2)) as released_commission_amount,
    cast(d.clawback_amount as decimal(18, 2)) as clawback_amount,
    cast(d.awards_amount as decimal(18, 2)) as awards_amount,
    cast(d.override_amount as decimal(18, 2)) as override_amount,
    cast(d.site_bonus_amount as decimal(18, 2)) as site_bonus_amount,
    cast(d.lunch_duty_amount as decimal(18, 2)) as lunch_duty_amount,
    cast(d.deductions_amount as decimal(18, 2)) as deductions_amount,
    cast(d.adjustments_amount as decimal(18, 2)) as adjustments_amount,
    cast(d.net_amount as decimal(18, 2)) as net_amount,
    cast(d.brought_forward_amount as decimal(18, 2)) as brought_forward_amount,
    cast(d.payable_amount as decimal(18, 2)) as payable_amount,
    cast(d.carried_forward_amount as decimal(18, 2)) as carried_forward_amount,
    cast(d.forfeited_amount as decimal(18, 2)) as forfeited_amount,
    cast(d.plan_version as {{ text }}) as plan_version,
    {{ add_days(next_period_start("'month'", 'd.payroll_month'), 19) }} as pay_on,
    cast({{ is_period_complete("'month'", 'd.payroll_month', 'build.as_of') }} as boolean)
        as is_complete,
    cast(d.is_part_month as boolean) as is_part_month,
    cast(d.is_blocked as boolean) as is_blocked,
    cast(
        case g.stage_no
            when 1 then 'computed'
            when 2 then 'audited'
            when 3 then 'approved'
            when 4 then 'paid'
        end as {{ text }}
    ) as sign_off_stage,
    cast(d.source_file as {{ text }}) as source_file,
    cast(d.source_sheet as {{ text }}) as source_sheet,
    cast(d.source_row as bigint) as source_row
from standing as d
left join stages as g on d.scenario_id = 'actual' and d.payroll_month = g.month
cross join {{ ref('int_build_parameters') }} as build
order by d.scenario_id, d.payroll_month, d.staff_id
