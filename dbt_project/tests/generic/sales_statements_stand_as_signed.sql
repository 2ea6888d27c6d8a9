{# Of the months up to the last signed one exactly the signed statements and lines are published,
   to the fen and row for row. #}
{% test sales_statements_stand_as_signed(model, lines, signed, signed_lines) %}
{%- set statement = [
    'scenario_id',
    'staff_id',
    'payroll_month',
    'base_pay_amount',
    'released_commission_amount',
    'clawback_amount',
    'awards_amount',
    'override_amount',
    'site_bonus_amount',
    'lunch_duty_amount',
    'deductions_amount',
    'adjustments_amount',
    'net_amount',
    'brought_forward_amount',
    'payable_amount',
    'carried_forward_amount',
    'forfeited_amount',
] -%}
{%- set line = [
    'scenario_id',
    'staff_id',
    'payroll_month',
    'line_no',
    'line_kind',
    'contract_id',
    'detail',
    'origin_month',
    'amount',
] -%}
with closed as (
    select max(s.month) as month
    from {{ ref('stg_sign_offs') }} as s
    where s.stage = 'computed'
),

{% for name, published, kept, columns in [
    ('statement', model, signed, statement), ('line', lines, signed_lines, line)
] %}
{{ name }}_sides as (
    select
        {{ listed('p', columns) }},
        1 as published_count
    from {{ published }} as p
    inner join closed as c on p.payroll_month <= c.month
    where p.scenario_id = 'actual'
    union all
    select
        {{ listed('k', columns) }},
        -1 as published_count
    from {{ kept }} as k
),

{{ name }}_differences as (
    select
        '{{ name }}' as what,
        s.staff_id,
        s.payroll_month
    from {{ name }}_sides as s
    group by {{ listed('s', columns) }}
    having sum(s.published_count) <> 0
){{ ',' if not loop.last }}
{% endfor %}

select d.*
from statement_differences as d
union all
select d.*
from line_differences as d
{% endtest %}
