-- Clause C9: one manager per project and month, his share in what the others' commission
-- moved, and the bonus for running the site.
with people as (
    select
        p.staff_id,
        p.month,
        p.project_name,
        p.sales_role,
        p.is_employed,
        p.effective_on,
        p.source_file,
        p.source_sheet,
        p.source_row
    from {{ ref('int_sales_people') }} as p
    where p.sales_role = 'manager'
),

ranked as (
    select
        p.*,
        row_number() over (
            partition by p.project_name, p.month
            order by p.effective_on desc nulls last, p.staff_id asc nulls last
        ) as place
    from people as p
    where p.is_employed and p.project_name is not null
),

managers as (
    select
        r.staff_id,
        r.month,
        r.project_name,
        r.source_file,
        r.source_sheet,
        r.source_row
    from ranked as r
    where r.place = 1
),

-- Also those who only follow up a sale and have no month of their own in the office.
manager_spans as (
    select
        s.staff_id,
        s.in_force_from,
        s.in_force_before,
        n.left_on
    from {{ ref('int_staff_posts') }} as s
    inner join {{ ref('int_sales_posts') }} as r on s.post = r.post and r.sales_role = 'manager'
    inner join {{ ref('int_staff_posts') }} as n
        on s.staff_id = n.staff_id and n.in_force_before = cast('9999-12-31' as date)
),

manager_months as (
    select distinct
        s.staff_id,
        m.month
    from manager_spans as s
    inner join {{ ref('int_sales_months') }} as m
        on
            least(m.month_end_on, coalesce(s.left_on, m.month_end_on)) >= s.in_force_from
            and least(m.month_end_on, coalesce(s.left_on, m.month_end_on)) < s.in_force_before
),

others as (
    select
        m.scenario_id,
        m.project_name,
        m.payroll_month as month,
        sum(m.released_fen) as net_fen,
        sum(case when m.reason <> 'cancelled' then m.released_fen else 0 end) as gross_fen,
        cast(0 as bigint) as accrued_fen
    from {{ ref('int_commission_movements') }} as m
    left join manager_months as p on m.staff_id = p.staff_id and m.payroll_month = p.month
    where p.staff_id is null
    group by m.scenario_id, m.project_name, m.payroll_month
    union all
    select
        l.scenario_id,
        l.project_name,
        l.commission_month as month,
        cast(0 as bigint) as net_fen,
        cast(0 as bigint) as gross_fen,
        sum(l.earned_fen) as accrued_fen
    from {{ ref('int_commission_entitlements') }} as l
    inner join {{ ref('int_commission_scenarios') }} as c on l.scenario_id = c.scenario_id
    left join manager_months as p on l.staff_id = p.staff_id and l.commission_month = p.month
    where p.staff_id is null and c.override_base = 'accrued'
    group by l.scenario_id, l.project_name, l.commission_month
),

override_bases as (
    select
        s.scenario_id,
        s.project_name,
        s.month,
        s.override_rate_e7,
        s.plan_version,
        sum(
            case s.override_base
                when 'released_net' then o.net_fen
                when 'released_gross' then o.gross_fen
                when 'accrued' then o.accrued_fen
            end
        ) as base_fen
    from others as o
    inner join {{ ref('int_sales_settings') }} as s
        on
            o.scenario_id = s.scenario_id
            and o.project_name = s.project_name
            and o.month = s.month
    group by s.scenario_id, s.project_name, s.month, s.override_rate_e7, s.plan_version
),

-- Both sides in parts of ten-thousandths of a fen, so that no side is rounded.
projects as (
    select
        f.scenario_id,
        f.project_name,
        f.month,
        {{ sales_whole('f.performance_parts') }} * 10000 as done,
        {{ sales_whole('f.target_fen_e4') }} * {{ sales_share_whole() }} as task,
        {{ sales_rounded_ratio('f.performance_parts', sales_share_whole()) }} as performance_fen,
        s.site_bonus_fen,
        s.site_bonus_step_fen,
        s.site_bonus_step_share_e7,
        s.site_shortfall_fen,
        case when s.extra_60 = 'extra_900' then s.site_extra_fen else 0 end as extra_fen,
        s.site_extra_at_e7,
        s.plan_version,
        f.source_file,
        f.source_sheet,
        f.source_row
    from {{ ref('int_sales_performance') }} as f
    inner join {{ ref('int_sales_settings') }} as s
        on
            f.scenario_id = s.scenario_id
            and f.project_name = s.project_name
            and f.month = s.month
    where f.staff_id = 'all' and f.target_fen_e4 > 0
),

overshoots as (
    select
        p.*,
        case
            when p.done >= p.task
                then {{ sales_whole_times(
                    '(p.done - p.task) * 10000000',
                    'p.task * nullif(p.site_bonus_step_share_e7, 0)',
                ) }}
            else 0
        end as steps,
        case
            when p.done >= p.task and (p.done - p.task) * 10000000 >= p.task * p.site_extra_at_e7
                then p.extra_fen
            else 0
        end as reached_extra_fen
    from projects as p
),

lines as (
    select
        b.scenario_id,
        m.staff_id,
        b.month,
        'override' as line_kind,
        b.project_name,
        cast(null as bigint) as quantity_e4,
        cast(b.base_fen as bigint) as base_fen,
        b.override_rate_e7 as rate_e7,
        {{ sales_rounded_ratio(
            sales_whole('b.base_fen') ~ ' * b.override_rate_e7', '10000000'
        ) }} as amount_fen,
        b.plan_version,
        m.source_file,
        m.source_sheet,
        m.source_row
    from override_bases as b
    inner join managers as m on b.project_name = m.project_name and b.month = m.month
    union all
    select
        o.scenario_id,
        m.staff_id,
        o.month,
        'site_bonus' as line_kind,
        o.project_name,
        cast(o.steps as bigint) * 10000 as quantity_e4,
        o.performance_fen as base_fen,
        cast(null as bigint) as rate_e7,
        case
            when o.done >= o.task
                then cast(
                    o.site_bonus_fen
                    + o.steps * coalesce(o.site_bonus_step_fen, 0)
                    + coalesce(o.reached_extra_fen, 0) as bigint
                )
            else -o.site_shortfall_fen
        end as amount_fen,
        o.plan_version,
        o.source_file,
        o.source_sheet,
        o.source_row
    from overshoots as o
    inner join managers as m on o.project_name = m.project_name and o.month = m.month
)

select
    l.scenario_id,
    l.staff_id,
    l.month as payroll_month,
    l.line_kind as statement_column,
    l.line_kind,
    'C9' as clause,
    l.project_name,
    cast(null as {{ dbt.type_string() }}) as contract_id,
    cast(null as {{ dbt.type_string() }}) as detail,
    l.quantity_e4,
    l.base_fen,
    l.rate_e7,
    l.amount_fen,
    l.month as origin_month,
    l.plan_version,
    l.source_file,
    l.source_sheet,
    l.source_row
from lines as l
where l.amount_fen <> 0
