{#
    What is to be settled before anybody is paid. A gate that blocks means that somebody's
    commission, award or pay could not be computed; the others are paid as the clauses say and
    are to be looked at. Scenario 'actual'.
#}
with people as (
    select
        p.staff_id,
        p.month,
        p.project_name,
        p.sales_role,
        p.is_employed,
        p.is_on_probation,
        b.base_fen,
        r.probation_base_fen,
        r.regular_base_low_fen,
        r.regular_base_high_fen,
        r.manager_base_low_fen,
        r.manager_base_high_fen,
        r.complaint_warning_count,
        r.absence_warning_days,
        r.withheld_warning_share_e7,
        p.source_file,
        p.source_sheet,
        p.source_row
    from {{ ref('int_sales_people') }} as p
    inner join {{ ref('int_sales_base_pay') }} as b
        on p.staff_id = b.staff_id and p.month = b.month
    left join {{ ref('int_sales_settings') }} as r
        on
            p.plan_project_name = r.project_name
            and p.month = r.month
            and r.scenario_id = 'actual'
),

-- Base pay beside what the paper names for the post.
base_pay as (
    select
        p.*,
        case
            when p.is_on_probation and p.sales_role = 'consultant' then p.probation_base_fen
            when p.sales_role = 'consultant' then p.regular_base_low_fen
            when not p.is_on_probation then p.manager_base_low_fen
        end as low_fen,
        case
            when p.is_on_probation and p.sales_role = 'consultant' then p.probation_base_fen
            when p.sales_role = 'consultant' then p.regular_base_high_fen
            when not p.is_on_probation then p.manager_base_high_fen
        end as high_fen
    from people as p
    where p.is_employed and p.sales_role in ('consultant', 'manager')
),

managers as (
    select
        p.project_name,
        p.month,
        count(*) as managers
    from people as p
    where p.is_employed and p.sales_role = 'manager' and p.project_name is not null
    group by p.project_name, p.month
    having count(*) > 1
),

targets as (
    select
        a.project_name,
        a.staff_id,
        a.month,
        a.rate_target_fen_e4,
        a.contract_count,
        a.source_file,
        a.source_sheet,
        a.source_row
    from {{ ref('int_sales_performance') }} as a
    where a.scenario_id = 'actual'
),

complaints as (
    select
        d.staff_id,
        {{ month_start('d.occurred_on') }} as month,
        sum(coalesce(d.occurrences, 1)) as complaints,
        min(d.source_file) as source_file,
        min(d.source_sheet) as source_sheet,
        min(d.source_row) as source_row
    from {{ ref('stg_sales_deductions') }} as d
    where d.deduction_kind = '投诉' and d.verified_by_staff_id is not null
    group by d.staff_id, {{ month_start('d.occurred_on') }}
),

absences as (
    select
        l.staff_id,
        l.payroll_month as month,
        sum(l.quantity) as days,
        min(l.source_file) as source_file,
        min(l.source_sheet) as source_sheet,
        min(l.source_row) as source_row
    from {{ ref('int_sales_computed_lines') }} as l
    where l.scenario_id = 'actual' and l.line_kind = 'absence'
    group by l.staff_id, l.payroll_month
),

absent_in_a_year as (
    select
        a.staff_id,
        a.month,
        a.source_file,
        a.source_sheet,
        a.source_row,
        sum(b.days) as days
    from absences as a
    inner join absences as b
        on
            a.staff_id = b.staff_id
            and a.month >= b.month
            and a.month < b.month + interval '12' month
    group by a.staff_id, a.month, a.source_file, a.source_sheet, a.source_row
),

-- What of a month's income did not reach the person.
withheld as (
    select
        s.staff_id,
        s.payroll_month as month,
        s.project_name,
        s.base_pay_amount + s.released_commission_amount + s.awards_amount + s.lunch_duty_amount
        + case when s.override_amount > 0 then s.override_amount else 0 end
        + case when s.site_bonus_amount > 0 then s.site_bonus_amount else 0 end
        + case when s.adjustments_amount > 0 then s.adjustments_amount else 0 end as income_amount,
        s.payable_amount,
        s.forfeited_amount,
        s.source_file,
        s.source_sheet,
        s.source_row
    from {{ ref('fct_sales_statements') }} as s
    where s.scenario_id = 'actual'
),

findings as (
    select g.*
    from {{ ref('int_sales_contract_gates') }} as g
    union all
    select
        {{ gate_finding(
            'not_sales_staff', 'warns', 'sales_credits', 'k',
            'c.project_name', 'c.contract_id', 'k.staff_id', 'c.sign_month',
            amount_fen='c.sold_fen',
        ) }}
    from {{ ref('int_sales_contracts') }} as c
    inner join {{ ref('stg_sales_credits') }} as k on c.contract_id = k.contract_id
    left join people as p on k.staff_id = p.staff_id and c.sign_month = p.month
    where
        c.is_signed and not c.is_void and coalesce(p.sales_role, 'none') = 'none'
    union all
    -- Without a task nobody has a rate; a project without one gives its manager no bonus.
    select
        {{ gate_finding(
            'no_target', 'blocks', 'sales_targets', 't',
            't.project_name', staff_id='t.staff_id', month='t.month', expected="'>0'",
        ) }}
    from targets as t
    where t.rate_target_fen_e4 is null and t.contract_count > 0 and t.staff_id <> 'all'
    union all
    select distinct
        {{ gate_finding(
            'no_target', 'warns', 'staff', 'p',
            'p.project_name', staff_id='p.staff_id', month='p.month', expected="'>0'",
        ) }}
    from people as p
    left join targets as t
        on p.project_name = t.project_name and p.staff_id = t.staff_id and p.month = t.month
    where
        p.is_employed
        and p.sales_role = 'consultant'
        and t.rate_target_fen_e4 is null
        and coalesce(t.contract_count, 0) = 0
    union all
    select
        {{ gate_finding(
            'no_target', 'blocks', 'staff', 'p',
            'p.project_name', staff_id="'all'", month='p.month', expected="'>0'",
        ) }}
    from people as p
    left join targets as t
        on p.project_name = t.project_name and t.staff_id = 'all' and p.month = t.month
    where p.is_employed and p.sales_role = 'manager' and t.rate_target_fen_e4 is null
    union all
    select
        {{ gate_finding(
            'no_base_pay', 'blocks', 'staff', 'p',
            'p.project_name', staff_id='p.staff_id', month='p.month', expected="'>0'",
        ) }}
    from base_pay as p
    where p.base_fen is null and not p.is_on_probation
    union all
    select
        {{ gate_finding(
            'base_pay_outside_range', 'warns', 'staff', 'p',
            'p.project_name', staff_id='p.staff_id', month='p.month',
            amount_fen='p.base_fen', found=sales_yuan('p.base_fen'),
            expected="concat(" ~ sales_yuan('p.low_fen') ~ ", '-', " ~ sales_yuan('p.high_fen') ~ ")",
        ) }}
    from base_pay as p
    where p.base_fen < p.low_fen or p.base_fen > p.high_fen
    union all
    select
        {{ gate_finding(
            'two_managers', 'warns', 'staff', 'p',
            'p.project_name', staff_id='p.staff_id', month='p.month',
            found='m.managers', expected="'1'",
        ) }}
    from people as p
    inner join managers as m on p.project_name = m.project_name and p.month = m.month
    where p.is_employed and p.sales_role = 'manager'
    union all
    select
        {{ gate_finding(
            'not_sales_staff', 'warns', 'lunch_duties', 'l',
            staff_id='l.staff_id', month=month_start('l.duty_on'),
        ) }}
    from {{ ref('stg_lunch_duties') }} as l
    left join {{ ref('int_sales_people') }} as p
        on l.staff_id = p.staff_id and p.is_sales_ever
    where p.staff_id is null
    union all
    select
        {{ gate_finding(
            'not_sales_staff', 'warns', 'sales_deductions', 'd',
            staff_id='d.staff_id', month=month_start('d.occurred_on'),
        ) }}
    from {{ ref('stg_sales_deductions') }} as d
    left join {{ ref('int_sales_people') }} as p
        on d.staff_id = p.staff_id and p.is_sales_ever
    where p.staff_id is null
    union all
    select
        {{ gate_finding(
            'minutes_missing', 'warns', 'sales_deductions', 'd',
            staff_id='d.staff_id', month=month_start('d.occurred_on'), found='d.deduction_id',
        ) }}
    from {{ ref('stg_sales_deductions') }} as d
    where d.deduction_kind = '迟到' and d.minutes is null
    union all
    select
        {{ gate_finding(
            'amount_missing', 'warns', 'sales_deductions', 'd',
            staff_id='d.staff_id', month=month_start('d.occurred_on'), found='d.deduction_id',
        ) }}
    from {{ ref('stg_sales_deductions') }} as d
    where d.deduction_kind = '其他' and d.amount is null
    union all
    -- The paper breaks off in the middle of what three complaints in a month mean.
    select
        {{ gate_finding(
            'complaints_three', 'warns', 'sales_deductions', 'k',
            'p.project_name', staff_id='k.staff_id', month='k.month',
            found='k.complaints', expected="concat('<', p.complaint_warning_count)",
        ) }}
    from complaints as k
    inner join people as p on k.staff_id = p.staff_id and k.month = p.month
    where k.complaints >= p.complaint_warning_count
    union all
    select
        {{ gate_finding(
            'absent_three_days', 'warns', 'sales_deductions', 'a',
            'p.project_name', staff_id='a.staff_id', month='a.month',
            found='a.days', expected="concat('<', p.absence_warning_days)",
        ) }}
    from absent_in_a_year as a
    inner join people as p on a.staff_id = p.staff_id and a.month = p.month
    where a.days >= p.absence_warning_days
    union all
    select
        {{ gate_finding(
            'withheld_over_share', 'warns', 'staff', 'w',
            'w.project_name', staff_id='w.staff_id', month='w.month',
            amount_fen=fees_fen('w.income_amount - w.payable_amount'),
            found='w.income_amount - w.payable_amount',
            expected="concat('<=', " ~ sales_yuan(
                sales_whole_times(
                    sales_whole(fees_fen('w.income_amount')) ~ ' * p.withheld_warning_share_e7',
                    '10000000',
                )
            ) ~ ')',
        ) }}
    from withheld as w
    inner join people as p on w.staff_id = p.staff_id and w.month = p.month
    where
        w.income_amount > 0
        and {{ sales_whole(fees_fen('w.income_amount - w.payable_amount')) }} * 10000000
        > {{ sales_whole(fees_fen('w.income_amount')) }} * p.withheld_warning_share_e7
    union all
    select
        {{ gate_finding(
            'pay_forfeited', 'warns', 'staff', 'w',
            'w.project_name', staff_id='w.staff_id', month='w.month',
            amount_fen=fees_fen('w.forfeited_amount'), found='w.forfeited_amount',
        ) }}
    from withheld as w
    where w.forfeited_amount > 0
)

select
    cast(f.gate as {{ dbt.type_string() }}) as gate,
    cast(f.severity as {{ dbt.type_string() }}) as severity,
    cast(f.project_name as {{ dbt.type_string() }}) as project_name,
    cast(f.contract_id as {{ dbt.type_string() }}) as contract_id,
    cast(f.staff_id as {{ dbt.type_string() }}) as staff_id,
    cast(f.month as date) as month,
    cast({{ sales_yuan('f.amount_fen') }} as decimal(18, 2)) as amount,
    cast(f.found as {{ dbt.type_string() }}) as found,
    cast(f.expected as {{ dbt.type_string() }}) as expected,
    cast(f.source_export as {{ dbt.type_string() }}) as source_export,
    cast(f.source_file as {{ dbt.type_string() }}) as source_file,
    cast(f.source_sheet as {{ dbt.type_string() }}) as source_sheet,
    cast(f.source_row as bigint) as source_row
from findings as f
order by
    f.month nulls last,
    f.gate,
    f.project_name nulls last,
    f.contract_id nulls last,
    f.staff_id nulls last,
    f.source_export,
    f.source_file nulls last,
    f.source_row nulls last,
    f.found nulls last
