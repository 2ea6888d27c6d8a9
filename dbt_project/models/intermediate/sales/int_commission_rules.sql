{#
    A plan's terms as whole numbers, one column each: the arithmetic of a statement is whole
    numbers only. A new term is a row of the seed and a name here.
#}
{%- set rates = [
    'discount_rate_full',
    'discount_rate_partial',
    'mortgage_first_share',
    'instalment_first_at',
    'instalment_first_share',
    'withheld_warning_share',
    'override_rate',
    'site_bonus_step_share',
    'site_extra_at',
    'review_share',
] -%}
{%- set amounts = [
    'unauthorised_fine',
    'award_first_deal',
    'award_last_deal',
    'award_target',
    'award_first_place',
    'award_two_months',
    'site_bonus',
    'site_bonus_step',
    'site_extra',
    'site_shortfall',
    'manager_base_low',
    'manager_base_high',
    'probation_base',
    'regular_base_low',
    'regular_base_high',
    'lunch_duty',
    'late_fine',
    'early_leave_fine',
    'absence_fine',
    'complaint_fine',
] -%}
{%- set counts = [
    'award_first_place_consultants',
    'late_absence_minutes',
    'early_leave_absence_count',
    'absence_warning_days',
    'sick_days_free',
    'complaint_warning_count',
] -%}
select
    t.plan_version,
    {%- for term in rates %}
    cast(round(max(case when t.term = '{{ term }}' then t.value end) * 10000000, 0) as bigint)
        as {{ term }}_e7,
    {%- endfor %}
    {%- for term in amounts %}
    cast(round(max(case when t.term = '{{ term }}' then t.value end) * 100, 0) as bigint)
        as {{ term }}_fen,
    {%- endfor %}
    {%- for term in counts %}
    cast(round(max(case when t.term = '{{ term }}' then t.value end), 0) as bigint)
        as {{ term }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ ref('int_commission_terms') }} as t
group by t.plan_version
