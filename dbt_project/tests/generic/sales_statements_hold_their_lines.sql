{# Every column of a statement is the sum of its lines, and no line is without a statement. #}
{% test sales_statements_hold_their_lines(model, lines) %}
{%- set columns = [
    'base_pay',
    'released_commission',
    'clawback',
    'awards',
    'override',
    'site_bonus',
    'lunch_duty',
    'deductions',
    'adjustments',
] -%}
with sides as (
    select
        s.scenario_id,
        s.staff_id,
        s.payroll_month,
        1 as is_statement
        {%- for column in columns %},
        s.{{ column }}_amount as {{ column }}
        {%- endfor %}
    from {{ model }} as s
    union all
    select
        l.scenario_id,
        l.staff_id,
        l.payroll_month,
        0 as is_statement
        {%- for column in columns %},
        -sum(case when l.statement_column = '{{ column }}' then l.amount else 0 end) as {{ column }}
        {%- endfor %}
    from {{ lines }} as l
    group by l.scenario_id, l.staff_id, l.payroll_month
)

select
    s.scenario_id,
    s.staff_id,
    s.payroll_month
from sides as s
group by s.scenario_id, s.staff_id, s.payroll_month
having
    max(s.is_statement) = 0
    {%- for column in columns %}
    or sum(s.{{ column }}) <> 0
    {%- endfor %}
{% endtest %}
