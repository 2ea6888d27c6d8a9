{#
    From every statement back to the source rows: an edge leads from a thing to what it depends
    on, the last one to a row of an export. Scenario 'actual' only. An adjustment leads where
    the line that it adjusts leads.
#}
with lines as (
    select
        l.staff_id,
        l.payroll_month,
        l.line_no,
        l.line_kind,
        l.project_name,
        l.contract_id,
        l.detail,
        l.origin_month,
        {{ pair_id(
            monthly_id('l.staff_id', 'l.payroll_month'),
            'cast(l.line_no as ' ~ dbt.type_string() ~ ')',
        ) }} as line_id
    from {{ ref('fct_sales_statement_lines') }} as l
    where l.scenario_id = 'actual'
),

-- What each line is about: its own kind and month, or those of the line that it adjusts.
asked as (
    select
        l.line_id,
        l.staff_id,
        l.project_name,
        l.contract_id,
        case
            when l.line_kind = 'adjustment' then {{ dbt.split_part('l.detail', "'|'", 1) }}
            else l.line_kind
        end as line_kind,
        case when l.line_kind = 'adjustment' then l.origin_month else l.payroll_month end
            as month
    from lines as l
),

-- A balance is brought forward, or would be but for what the month before earned.
statements as (
    select
        s.staff_id,
        s.payroll_month as month,
        lag(s.payroll_month) over (partition by s.staff_id order by s.payroll_month nulls last)
            as month_before,
        lag(
            s.brought_forward_amount < 0
            or s.clawback_amount < 0
            or s.deductions_amount < 0
            or s.override_amount < 0
            or s.site_bonus_amount < 0
            or s.adjustments_amount < 0
        ) over (partition by s.staff_id order by s.payroll_month nulls last) as owed_before
    from {{ ref('fct_sales_statements') }} as s
    where s.scenario_id = 'actual'
),

deals as (
    select
        c.project_name,
        c.contract_id,
        c.sign_month as month
    from {{ ref('int_sales_contracts') }} as c
    where c.is_signed
),

-- Who has or could have commission on which contract.
pairs as (
    select
        d.project_name,
        d.contract_id,
        k.staff_id,
        d.month,
        {{ pair_id('d.contract_id', 'k.staff_id') }} as entitlement_id
    from deals as d
    inner join {{ ref('stg_sales_credits') }} as k on d.contract_id = k.contract_id
),

-- Whose pay such a pair can touch: the person's own, and that of whoever follows up.
concerned as (
    select
        p.staff_id,
        p.entitlement_id,
        p.month
    from pairs as p
    union
    select
        f.to_staff_id as staff_id,
        p.entitlement_id,
        p.month
    from pairs as p
    inner join {{ ref('stg_resignation_followers') }} as f on p.contract_id = f.contract_id
),

movements as (
    select
        m.project_name,
        m.contract_id,
        m.staff_id,
        m.original_staff_id,
        m.payroll_month as month
    from {{ ref('int_commission_movements') }} as m
    where m.scenario_id = 'actual'
),

attainments as (
    select
        p.project_name,
        p.staff_id,
        p.month,
        p.is_met
    from {{ ref('int_sales_performance') }} as p
    where p.scenario_id = 'actual'
),

-- Where somebody took part in a month: registered, or credited with a sale.
present as (
    select
        p.project_name,
        p.staff_id,
        p.month
    from {{ ref('int_sales_people') }} as p
    where p.project_name is not null
    union
    select
        p.project_name,
        p.staff_id,
        p.month
    from pairs as p
),

edges as (
    select
        {{ trace_edge(
            'statement', monthly_id('l.staff_id', 'l.payroll_month'), 'line', 'l.line_id'
        ) }}
    from lines as l
    union all
    select
        {{ trace_edge(
            'statement',
            monthly_id('s.staff_id', 's.month'),
            'statement',
            monthly_id('s.staff_id', 's.month_before'),
        ) }}
    from statements as s
    where s.owed_before
    union all
    select
        {{ trace_edge(
            'statement',
            monthly_id('s.staff_id', 's.month'),
            'person',
            monthly_id('s.staff_id', 's.month'),
        ) }}
    from statements as s
    union all
    select
        {{ trace_edge(
            'statement', monthly_id('s.staff_id', 's.month'), 'leaving', 's.staff_id'
        ) }}
    from statements as s
    union all
    select
        {{ trace_edge(
            'statement',
            monthly_id('s.staff_id', 's.month'),
            'project_month',
            monthly_id('p.project_name', 'p.month'),
        ) }}
    from statements as s
    inner join present as p on s.staff_id = p.staff_id and s.month = p.month
    union all
    -- Somebody whose own project has no sales office has a statement for what he sold elsewhere.
    select distinct
        {{ trace_edge(
            'statement', monthly_id('p.staff_id', 'p.month'), 'deal', 'k.contract_id'
        ) }}
    from {{ ref('int_sales_people') }} as p
    inner join {{ ref('stg_sales_credits') }} as k on p.staff_id = k.staff_id
    inner join deals as d on k.contract_id = d.contract_id
    where p.plan_project_name is distinct from p.project_name
    union all
    select distinct
        {{ trace_edge(
            'statement', monthly_id('p.staff_id', 'p.month'), 'horizon', 'p.plan_project_name'
        ) }}
    from {{ ref('int_sales_people') }} as p
    union all
    select
        {{ trace_edge('line', 'a.line_id', 'base_pay', monthly_id('a.staff_id', 'a.month')) }}
    from asked as a
    where a.line_kind in ('base_pay', 'absence', 'sick_leave', 'personal_leave')
    union all
    select distinct
        {{ trace_edge(
            'line',
            'a.line_id',
            'entitlement',
            pair_id('m.contract_id', 'm.original_staff_id'),
        ) }}
    from asked as a
    inner join movements as m
        on a.contract_id = m.contract_id and a.staff_id = m.staff_id and a.month = m.month
    where a.line_kind in ('release', 'clawback')
    union all
    select distinct
        {{ trace_edge(
            'line',
            'a.line_id',
            'entitlement',
            pair_id('m.contract_id', 'm.original_staff_id'),
        ) }}
    from asked as a
    inner join movements as m on a.project_name = m.project_name and a.month = m.month
    where a.line_kind = 'override'
    union all
    select distinct
        {{ trace_edge('line', 'a.line_id', 'person', monthly_id('m.staff_id', 'm.month')) }}
    from asked as a
    inner join movements as m on a.project_name = m.project_name and a.month = m.month
    where a.line_kind = 'override'
    union all
    select
        {{ trace_edge(
            'line', 'a.line_id', 'project_month', monthly_id('a.project_name', 'a.month')
        ) }}
    from asked as a
    where a.line_kind in ('first_deal', 'last_deal', 'first_place', 'override', 'site_bonus')
    union all
    select
        {{ trace_edge(
            'line',
            'a.line_id',
            'attainment',
            monthly_id(pair_id('a.project_name', 'a.staff_id'), 'a.month'),
        ) }}
    from asked as a
    where a.line_kind in ('last_deal', 'first_place')
    union all
    select
        {{ trace_edge(
            'line',
            'a.line_id',
            'run',
            monthly_id(pair_id('a.project_name', 'a.staff_id'), 'a.month'),
        ) }}
    from asked as a
    where a.line_kind in ('target_met', 'two_months')
    union all
    select
        {{ trace_edge('line', 'a.line_id', 'discount', 'a.contract_id') }}
    from asked as a
    where a.line_kind in ('unauthorised_compensation', 'unauthorised_fine')
    union all
    select
        {{ trace_edge('line', 'a.line_id', 'deal', 'a.contract_id') }}
    from asked as a
    where a.line_kind in ('unauthorised_compensation', 'unauthorised_fine')
    union all
    select
        {{ trace_edge(
            'line', 'a.line_id', 'lunch_duties', monthly_id('a.staff_id', 'a.month')
        ) }}
    from asked as a
    where a.line_kind = 'lunch_duty'
    union all
    select
        {{ trace_edge(
            'line',
            'a.line_id',
            'deductions',
            pair_id(monthly_id('a.staff_id', 'a.month'), 'd.deduction_kind'),
        ) }}
    from asked as a
    inner join
        (
            select distinct
                d.staff_id,
                {{ month_start('d.occurred_on') }} as month,
                d.deduction_kind
            from {{ ref('stg_sales_deductions') }} as d
        ) as d
        on a.staff_id = d.staff_id and a.month = d.month
    where
        a.line_kind = 'late_fine' and d.deduction_kind = '迟到'
        or a.line_kind = 'early_leave_fine' and d.deduction_kind = '早退'
        or a.line_kind = 'absence' and d.deduction_kind in ('迟到', '早退', '旷工', '事假')
        or a.line_kind = 'sick_leave' and d.deduction_kind = '病假'
        or a.line_kind = 'personal_leave' and d.deduction_kind = '事假'
        or a.line_kind = 'complaint' and d.deduction_kind = '投诉'
        or a.line_kind = 'other_deduction' and d.deduction_kind = '其他'
    union all
    -- Commission on a contract: the sale, its discount, the payments, the rate, who is there.
    select
        {{ trace_edge('entitlement', 'p.entitlement_id', 'deal', 'p.contract_id') }}
    from pairs as p
    union all
    select
        {{ trace_edge('entitlement', 'p.entitlement_id', 'discount', 'p.contract_id') }}
    from pairs as p
    union all
    select
        {{ trace_edge('entitlement', 'p.entitlement_id', 'payment', 'p.contract_id') }}
    from pairs as p
    union all
    select
        {{ trace_edge('entitlement', 'p.entitlement_id', 'followers', 'p.contract_id') }}
    from pairs as p
    where p.contract_id in (select f.contract_id from {{ ref('stg_resignation_followers') }} as f)
    union all
    select
        {{ trace_edge(
            'entitlement',
            'p.entitlement_id',
            'attainment',
            monthly_id(pair_id('p.project_name', 'p.staff_id'), 'p.month'),
        ) }}
    from pairs as p
    union all
    select
        {{ trace_edge('entitlement', 'p.entitlement_id', 'leaving', 'p.staff_id') }}
    from pairs as p
    union all
    -- Whoever held a sales post at any time can have duties and deductions.
    select
        {{ trace_edge(
            'statement', monthly_id('p.staff_id', 'p.month'), 'sales_post', 'p.staff_id'
        ) }}
    from {{ ref('int_sales_people') }} as p
    where p.sales_role = 'none'
    union all
    -- What was not released in a month, because it was before or is still to come.
    select
        {{ trace_edge(
            'statement',
            monthly_id('s.staff_id', 's.month'),
            'portfolio',
            monthly_id('s.staff_id', 's.month'),
        ) }}
    from statements as s
    union all
    select
        {{ trace_edge(
            'portfolio', monthly_id('s.staff_id', 's.month'), 'entitlement', 'c.entitlement_id'
        ) }}
    from statements as s
    inner join concerned as c on s.staff_id = c.staff_id and s.month >= c.month
    union all
    select
        {{ trace_edge(
            'statement',
            monthly_id('p.staff_id', 'p.month'),
            'project_portfolio',
            monthly_id('p.project_name', 'p.month'),
        ) }}
    from {{ ref('int_sales_people') }} as p
    where p.sales_role = 'manager'
    union all
    select
        {{ trace_edge(
            'project_portfolio',
            monthly_id('m.project_name', 'm.month'),
            'entitlement',
            'p.entitlement_id',
        ) }}
    from {{ ref('int_sales_months') }} as m
    inner join pairs as p on m.project_name = p.project_name and m.month >= p.month
    union all
    select distinct
        {{ trace_edge('followers', 'f.contract_id', 'leaving', 'f.to_staff_id') }}
    from {{ ref('stg_resignation_followers') }} as f
    union all
    -- A person's attainment: his sales of the month; a manager without a task has the project's.
    select
        {{ trace_edge(
            'attainment',
            monthly_id(pair_id('d.project_name', 'd.staff_id'), 'd.month'),
            'deal',
            'd.contract_id',
        ) }}
    from pairs as d
    union all
    select
        {{ trace_edge(
            'attainment',
            monthly_id(pair_id('a.project_name', 'a.staff_id'), 'a.month'),
            'project_month',
            monthly_id('a.project_name', 'a.month'),
        ) }}
    from attainments as a
    inner join {{ ref('int_sales_people') }} as p
        on a.staff_id = p.staff_id and a.month = p.month and p.sales_role = 'manager'
    union all
    select
        {{ trace_edge(
            'attainment',
            monthly_id(pair_id('a.project_name', 'a.staff_id'), 'a.month'),
            'person',
            monthly_id('a.staff_id', 'a.month'),
        ) }}
    from attainments as a
    where a.staff_id <> 'all'
    union all
    -- Months in a row: this one, and the one before as long as the task was done.
    select
        {{ trace_edge(
            'run',
            monthly_id(pair_id('a.project_name', 'a.staff_id'), 'a.month'),
            'attainment',
            monthly_id(pair_id('a.project_name', 'a.staff_id'), 'a.month'),
        ) }}
    from attainments as a
    where a.staff_id <> 'all' and a.is_met
    union all
    select
        {{ trace_edge(
            'run',
            monthly_id(pair_id('a.project_name', 'a.staff_id'), 'a.month'),
            'run',
            monthly_id(pair_id('b.project_name', 'b.staff_id'), 'b.month'),
        ) }}
    from attainments as a
    inner join attainments as b
        on
            a.project_name = b.project_name
            and a.staff_id = b.staff_id
            and a.month = {{ next_period_start("'month'", 'b.month') }}
    where a.staff_id <> 'all' and a.is_met and b.is_met
    union all
    -- A project's month: every sale in their order, its task, who was there.
    select
        {{ trace_edge(
            'project_month', monthly_id('d.project_name', 'd.month'), 'deal', 'd.contract_id'
        ) }}
    from deals as d
    union all
    select
        {{ trace_edge(
            'project_month',
            monthly_id('a.project_name', 'a.month'),
            'attainment',
            monthly_id(pair_id('a.project_name', 'a.staff_id'), 'a.month'),
        ) }}
    from attainments as a
    where a.staff_id = 'all'
    union all
    select
        {{ trace_edge(
            'project_month',
            monthly_id('p.project_name', 'p.month'),
            'person',
            monthly_id('p.staff_id', 'p.month'),
        ) }}
    from present as p
    union all
    select
        {{ trace_edge(
            'project_month', monthly_id('p.project_name', 'p.month'), 'leaving', 'p.staff_id'
        ) }}
    from present as p
),

whole as (
    select
        e.from_kind,
        e.from_id,
        e.to_kind,
        e.to_id,
        cast(null as {{ dbt.type_string() }}) as source_export,
        cast(null as {{ dbt.type_string() }}) as source_columns,
        cast(null as {{ dbt.type_string() }}) as source_file,
        cast(null as {{ dbt.type_string() }}) as source_sheet,
        cast(null as bigint) as source_row
    from edges as e
    where e.to_id is not null
    union all
    select
        r.kind as from_kind,
        r.node_id as from_id,
        'source' as to_kind,
        concat(
            r.source_file, '|', r.source_sheet, '|', cast(r.source_row as {{ dbt.type_string() }})
        ) as to_id,
        r.source_export,
        r.source_columns,
        r.source_file,
        r.source_sheet,
        r.source_row
    from {{ ref('int_sales_trace_rows') }} as r
)

select
    cast(w.from_kind as {{ dbt.type_string() }}) as from_kind,
    cast(w.from_id as {{ dbt.type_string() }}) as from_id,
    cast(w.to_kind as {{ dbt.type_string() }}) as to_kind,
    cast(w.to_id as {{ dbt.type_string() }}) as to_id,
    cast(w.source_export as {{ dbt.type_string() }}) as source_export,
    cast(w.source_columns as {{ dbt.type_string() }}) as source_columns,
    cast(w.source_file as {{ dbt.type_string() }}) as source_file,
    cast(w.source_sheet as {{ dbt.type_string() }}) as source_sheet,
    cast(w.source_row as bigint) as source_row
from whole as w
order by
    w.from_kind,
    w.from_id,
    w.to_kind,
    w.to_id,
    w.source_export,
    w.source_columns
