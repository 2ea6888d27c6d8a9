{#
    Every line of every monthly statement as today's data give it, in yuan. Whole fen become
    yuan here and nowhere later.
#}
{%- set line_columns = [
    'scenario_id',
    'staff_id',
    'payroll_month',
    'statement_column',
    'line_kind',
    'clause',
    'project_name',
    'contract_id',
    'detail',
    'quantity_e4',
    'base_fen',
    'rate_e7',
    'amount_fen',
    'origin_month',
    'plan_version',
    'source_file',
    'source_sheet',
    'source_row',
] -%}
with people as (
    select
        s.scenario_id,
        p.staff_id,
        p.month,
        p.project_name,
        p.sales_role,
        p.is_employed,
        p.is_sales_ever,
        {{ sales_base_fen('p', 'b', 's') }} as base_fen,
        s.lunch_duty_fen,
        s.plan_version,
        p.source_file,
        p.source_sheet,
        p.source_row
    from {{ ref('int_sales_people') }} as p
    inner join {{ ref('int_sales_base_pay') }} as b
        on p.staff_id = b.staff_id and p.month = b.month
    inner join {{ ref('int_sales_settings') }} as s
        on p.plan_project_name = s.project_name and p.month = s.month
),

duties as (
    select
        d.staff_id,
        {{ month_start('d.duty_on') }} as month,
        count(*) as duty_count,
        max(d.duty_on) as last_duty_on
    from {{ ref('stg_lunch_duties') }} as d
    group by d.staff_id, {{ month_start('d.duty_on') }}
),

lines as (
    select
        p.scenario_id,
        p.staff_id,
        p.month as payroll_month,
        'base_pay' as statement_column,
        'base_pay' as line_kind,
        case when p.sales_role = 'manager' then 'C9' else 'C10' end as clause,
        p.project_name,
        cast(null as {{ dbt.type_string() }}) as contract_id,
        cast(null as {{ dbt.type_string() }}) as detail,
        cast(null as bigint) as quantity_e4,
        cast(null as bigint) as base_fen,
        cast(null as bigint) as rate_e7,
        p.base_fen as amount_fen,
        p.month as origin_month,
        p.plan_version,
        p.source_file,
        p.source_sheet,
        p.source_row
    from people as p
    where p.is_employed and p.sales_role <> 'none'
    union all
    select
        p.scenario_id,
        p.staff_id,
        p.month as payroll_month,
        'lunch_duty' as statement_column,
        'lunch_duty' as line_kind,
        'C10' as clause,
        p.project_name,
        cast(null as {{ dbt.type_string() }}) as contract_id,
        cast(null as {{ dbt.type_string() }}) as detail,
        d.duty_count * 10000 as quantity_e4,
        p.lunch_duty_fen as base_fen,
        cast(null as bigint) as rate_e7,
        d.duty_count * p.lunch_duty_fen as amount_fen,
        p.month as origin_month,
        p.plan_version,
        l.source_file,
        l.source_sheet,
        l.source_row
    from people as p
    inner join duties as d on p.staff_id = d.staff_id and p.month = d.month
    inner join {{ ref('stg_lunch_duties') }} as l
        on d.staff_id = l.staff_id and d.last_duty_on = l.duty_on
    where p.is_sales_ever and p.lunch_duty_fen is not null
    union all
    select
        m.scenario_id,
        m.staff_id,
        m.payroll_month,
        case when m.reason = 'cancelled' then 'clawback' else 'released_commission' end
            as statement_column,
        case when m.reason = 'cancelled' then 'clawback' else 'release' end as line_kind,
        case
            when m.reason = 'cancelled' then 'C7'
            when m.reason = 'reassigned' then 'C11'
            else 'C6'
        end as clause,
        m.project_name,
        m.contract_id,
        m.reason as detail,
        cast(null as bigint) as quantity_e4,
        cast(null as bigint) as base_fen,
        cast(null as bigint) as rate_e7,
        m.released_fen as amount_fen,
        m.commission_month as origin_month,
        s.plan_version,
        c.source_file,
        c.source_sheet,
        c.source_row
    from {{ ref('int_commission_movements') }} as m
    inner join {{ ref('int_sales_contracts') }} as c on m.contract_id = c.contract_id
    inner join {{ ref('int_sales_settings') }} as s
        on
            m.scenario_id = s.scenario_id
            and m.project_name = s.project_name
            and m.commission_month = s.month
    where m.released_fen <> 0
    union all
    select {{ listed('a', line_columns) }}
    from {{ ref('int_sales_awards') }} as a
    union all
    select {{ listed('b', line_columns) }}
    from {{ ref('int_sales_manager_pay') }} as b
    union all
    select {{ listed('d', line_columns) }}
    from {{ ref('int_sales_deduction_lines') }} as d
)

select
    l.scenario_id,
    l.staff_id,
    l.payroll_month,
    row_number() over (
        partition by l.scenario_id, l.staff_id, l.payroll_month
        order by
            case l.statement_column
                when 'base_pay' then 1
                when 'released_commission' then 2
                when 'clawback' then 3
                when 'awards' then 4
                when 'override' then 5
                when 'site_bonus' then 6
                when 'lunch_duty' then 7
                else 8
            end,
            l.project_name nulls last,
            l.contract_id nulls last,
            l.clause nulls last,
            l.line_kind nulls last,
            l.detail nulls last,
            l.amount_fen nulls last,
            l.source_file nulls last,
            l.source_row nulls last
    ) as line_no,
    l.statement_column,
    l.line_kind,
    l.clause,
    l.project_name,
    l.contract_id,
    l.detail,
    cast(l.quantity_e4 * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) as quantity,
    {{ sales_yuan('l.base_fen') }} as base_amount,
    cast(l.rate_e7 * cast(0.0000001 as decimal(8, 7)) as decimal(12, 7)) as rate,
    {{ sales_yuan('l.amount_fen') }} as amount,
    l.origin_month,
    l.plan_version,
    l.source_file,
    l.source_sheet,
    l.source_row
from lines as l
