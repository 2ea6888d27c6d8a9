{#
    What is deducted: lateness, absence, leave and complaints by calendar month (C13), and what
    an unauthorised discount costs the responsible person (C4). One day's pay is not rounded
    before its line.
#}
with days as (
    select
        s.scenario_id,
        p.staff_id,
        p.month,
        p.project_name,
        {{ sales_base_fen('p', 'b', 's') }} as base_fen,
        {{ sales_day_divisor_e2('s', 'p.month', 'p.month_end_on') }} as divisor_e2,
        s.early_leave,
        s.sick_leave,
        s.late_fine_fen,
        s.late_absence_minutes,
        s.early_leave_fine_fen,
        s.early_leave_absence_count,
        s.absence_fine_fen,
        s.sick_days_free,
        s.complaint_fine_fen,
        s.plan_version
    from {{ ref('int_sales_people') }} as p
    inner join {{ ref('int_sales_base_pay') }} as b
        on p.staff_id = b.staff_id and p.month = b.month
    inner join {{ ref('int_sales_settings') }} as s
        on p.plan_project_name = s.project_name and p.month = s.month
    where p.is_sales_ever
),

events as (
    select
        d.deduction_id,
        d.staff_id,
        d.occurred_on,
        {{ month_start('d.occurred_on') }} as month,
        d.deduction_kind,
        d.minutes,
        {{ sales_e4('coalesce(d.occurrences, 1)') }} as times_e4,
        {{ sales_e4('coalesce(d.days, 1)') }} as days_e4,
        {{ sales_e4('coalesce(d.days, d.occurrences, 1)') }} as absent_e4,
        coalesce(d.is_approved, false) as is_approved,
        d.verified_by_staff_id is not null as is_verified,
        {{ fees_fen('abs(d.amount)') }} as amount_fen,
        d.source_file,
        d.source_sheet,
        d.source_row
    from {{ ref('stg_sales_deductions') }} as d
),

-- Early leaves and sick days count by the month; their last row stands for them.
counted as (
    select
        e.*,
        sum(case when e.deduction_kind = '早退' then e.times_e4 end) over (
            partition by e.staff_id, e.month
        ) as early_e4,
        sum(case when e.deduction_kind = '病假' then e.days_e4 end) over (
            partition by e.staff_id, e.month
        ) as sick_e4,
        row_number() over (
            partition by e.staff_id, e.month, e.deduction_kind
            order by e.occurred_on desc nulls last, e.deduction_id desc nulls last
        ) = 1 as is_last
    from events as e
),

causes as (
    select
        c.deduction_id,
        c.staff_id,
        c.month,
        case
            when c.deduction_kind = '迟到' then 'late'
            when c.deduction_kind = '早退' then 'early'
            when c.deduction_kind = '旷工' then 'absent'
            when c.deduction_kind = '事假' and c.is_approved then 'personal'
            when c.deduction_kind = '事假' then 'absent'
            when c.deduction_kind = '投诉' then 'complaint'
            else 'other'
        end as cause,
        case
            when c.deduction_kind = '旷工' then c.absent_e4
            when c.deduction_kind = '事假' then c.days_e4
            else c.times_e4
        end as quantity_e4,
        c.minutes,
        c.early_e4,
        c.amount_fen,
        c.source_file,
        c.source_sheet,
        c.source_row
    from counted as c
    where
        c.deduction_kind <> '病假'
        and (c.deduction_kind <> '迟到' or c.minutes > 0)
        and (c.deduction_kind <> '投诉' or c.is_verified)
        and (c.deduction_kind <> '其他' or c.amount_fen is not null)
    union all
    select
        c.deduction_id,
        c.staff_id,
        c.month,
        case when c.deduction_kind = '病假' then 'sick' else 'early_absence' end as cause,
        case when c.deduction_kind = '病假' then c.sick_e4 else 10000 end as quantity_e4,
        cast(null as bigint) as minutes,
        c.early_e4,
        cast(null as bigint) as amount_fen,
        c.source_file,
        c.source_sheet,
        c.source_row
    from counted as c
    where c.is_last and c.deduction_kind in ('病假', '早退')
),

-- What one line counts: times a fixed fine, days of base pay, or both.
weighed as (
    select
        d.scenario_id,
        c.staff_id,
        c.month,
        d.project_name,
        c.deduction_id,
        case
            when c.cause = 'late' and c.minutes <= d.late_absence_minutes then 'late_fine'
            when c.cause = 'early' then 'early_leave_fine'
            when c.cause = 'personal' then 'personal_leave'
            when c.cause = 'sick' then 'sick_leave'
            when c.cause = 'complaint' then 'complaint'
            when c.cause = 'other' then 'other_deduction'
            else 'absence'
        end as line_kind,
        case
            when c.cause = 'sick' and d.sick_leave = 'beyond'
                then c.quantity_e4 - d.sick_days_free * 10000
            else c.quantity_e4
        end as quantity_e4,
        c.amount_fen as stated_fen,
        d.late_fine_fen,
        d.early_leave_fine_fen,
        d.absence_fine_fen,
        d.complaint_fine_fen,
        d.base_fen,
        d.divisor_e2,
        d.plan_version,
        c.source_file,
        c.source_sheet,
        c.source_row
    from causes as c
    inner join days as d on c.staff_id = d.staff_id and c.month = d.month
    where
        (c.cause <> 'sick' or c.quantity_e4 > d.sick_days_free * 10000)
        and (c.cause <> 'early_absence' or c.early_e4 >= d.early_leave_absence_count * 10000)
        and (
            c.cause <> 'early'
            or d.early_leave = 'plus'
            or c.early_e4 < d.early_leave_absence_count * 10000
        )
),

priced as (
    select
        w.*,
        case w.line_kind
            when 'late_fine' then w.late_fine_fen
            when 'early_leave_fine' then w.early_leave_fine_fen
            when 'absence' then w.absence_fine_fen
            when 'complaint' then w.complaint_fine_fen
            when 'other_deduction' then w.stated_fen
            else 0
        end as fine_fen,
        case when w.line_kind in ('absence', 'personal_leave', 'sick_leave') then w.base_fen end
            as day_base_fen
    from weighed as w
),

conduct as (
    select
        p.scenario_id,
        p.staff_id,
        p.month,
        p.line_kind,
        'C13' as clause,
        p.project_name,
        cast(null as {{ dbt.type_string() }}) as contract_id,
        p.deduction_id as detail,
        p.quantity_e4,
        coalesce(p.day_base_fen, p.fine_fen) as base_fen,
        case
            when p.line_kind = 'other_deduction' then p.stated_fen
            else {{ sales_rounded_ratio(
                sales_whole('p.quantity_e4')
                ~ ' * (p.fine_fen * p.divisor_e2 + coalesce(p.day_base_fen, 0) * 100)',
                sales_whole('p.divisor_e2') ~ ' * 10000',
            ) }}
        end as cost_fen,
        p.plan_version,
        p.source_file,
        p.source_sheet,
        p.source_row
    from priced as p
),

-- Sold below the floor, and no vice-president's signature that counts.
unauthorised as (
    select
        s.scenario_id,
        c.penalty_staff_id as staff_id,
        c.sign_month as month,
        c.project_name,
        c.contract_id,
        {{ sales_rounded_ratio(
            '(c.floor_e4fen - ' ~ sales_whole('c.sold_fen') ~ ' * 10000)', '10000'
        ) }} as compensation_fen,
        s.unauthorised_fine_fen as fine_fen,
        s.plan_version,
        c.source_file,
        c.source_sheet,
        c.source_row
    from {{ ref('int_sales_deals') }} as d
    inner join {{ ref('int_sales_contracts') }} as c on d.contract_id = c.contract_id
    inner join {{ ref('int_sales_settings') }} as s
        on
            d.scenario_id = s.scenario_id
            and c.project_name = s.project_name
            and c.sign_month = s.month
    where
        d.discount_outcome = 'unauthorised'
        and c.penalty_staff_id is not null
        and s.plan_version is not null
),

penalties as (
    select
        u.scenario_id,
        u.staff_id,
        u.month,
        'unauthorised_compensation' as line_kind,
        'C4' as clause,
        u.project_name,
        u.contract_id,
        cast(null as {{ dbt.type_string() }}) as detail,
        cast(null as bigint) as quantity_e4,
        u.compensation_fen as base_fen,
        u.compensation_fen as cost_fen,
        u.plan_version,
        u.source_file,
        u.source_sheet,
        u.source_row
    from unauthorised as u
    union all
    select
        u.scenario_id,
        u.staff_id,
        u.month,
        'unauthorised_fine' as line_kind,
        'C4' as clause,
        u.project_name,
        u.contract_id,
        cast(null as {{ dbt.type_string() }}) as detail,
        cast(10000 as bigint) as quantity_e4,
        u.fine_fen as base_fen,
        u.fine_fen as cost_fen,
        u.plan_version,
        u.source_file,
        u.source_sheet,
        u.source_row
    from unauthorised as u
),

lines as (
    select c.* from conduct as c
    union all
    select p.* from penalties as p
)

select
    l.scenario_id,
    l.staff_id,
    l.month as payroll_month,
    'deductions' as statement_column,
    l.line_kind,
    l.clause,
    l.project_name,
    l.contract_id,
    l.detail,
    l.quantity_e4,
    l.base_fen,
    cast(null as bigint) as rate_e7,
    -l.cost_fen as amount_fen,
    l.month as origin_month,
    l.plan_version,
    l.source_file,
    l.source_sheet,
    l.source_row
from lines as l
where l.cost_fen <> 0
