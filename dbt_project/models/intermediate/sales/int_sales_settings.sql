{{ config(materialized='view') }}
{#
    Everything a scenario says about a project's month. The plan is the one in force on the
    month's first day, the project's own before the company's, unless the scenario names one.
#}
with plans as (
    select
        m.project_name,
        m.month,
        coalesce(own.plan_version, company.plan_version) as plan_version
    from {{ ref('int_sales_months') }} as m
    left join {{ ref('int_commission_plans') }} as own
        on m.project_name = own.project_name and {{ is_valid_on('own', 'm.month') }}
    left join {{ ref('int_commission_plans') }} as company
        on company.project_name = '*' and {{ is_valid_on('company', 'm.month') }}
)

select
    p.project_name,
    p.month,
    s.scenario_id,
    s.target_factor_e4,
    s.performance_date,
    s.performance_amount,
    s.late_cancellation,
    s.target_unit,
    s.tier_mode,
    s.discount_base,
    s.unsigned_within_authority,
    s.late_approval,
    s.unauthorised_performance,
    s.exclusion,
    s.full_payment_release,
    s.discount_release,
    s.award_tie,
    s.w5_mode,
    s.w5_task,
    s.override_base,
    s.extra_60,
    s.early_leave,
    s.sick_leave,
    s.day_rate,
    r.plan_version,
    r.discount_rate_full_e7,
    r.discount_rate_partial_e7,
    r.mortgage_first_share_e7,
    r.instalment_first_at_e7,
    r.instalment_first_share_e7,
    r.withheld_warning_share_e7,
    r.override_rate_e7,
    r.site_bonus_step_share_e7,
    r.site_extra_at_e7,
    r.review_share_e7,
    r.unauthorised_fine_fen,
    r.award_first_deal_fen,
    r.award_last_deal_fen,
    r.award_target_fen,
    r.award_first_place_fen,
    r.award_two_months_fen,
    r.site_bonus_fen,
    r.site_bonus_step_fen,
    r.site_extra_fen,
    r.site_shortfall_fen,
    r.manager_base_low_fen,
    r.manager_base_high_fen,
    r.probation_base_fen,
    r.regular_base_low_fen,
    r.regular_base_high_fen,
    r.lunch_duty_fen,
    r.late_fine_fen,
    r.early_leave_fine_fen,
    r.absence_fine_fen,
    r.complaint_fine_fen,
    r.award_first_place_consultants,
    r.late_absence_minutes,
    r.early_leave_absence_count,
    r.absence_warning_days,
    r.sick_days_free,
    r.complaint_warning_count
from plans as p
cross join {{ ref('int_commission_scenarios') }} as s
left join {{ ref('int_commission_rules') }} as r
    on coalesce(s.fixed_plan_version, p.plan_version) = r.plan_version
