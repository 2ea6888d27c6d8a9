{# Every column of a statement is the sum of its lines, and no line is without a statement. #}
{% test sales_statements_hold_their_lines(model, lines) %}
with sides as (
    select
        s.scenario_id,
        s.staff_id,
        s.payroll_month,
        s.base_pay_amount as base_pay,
        s.released_commission_amount as released_commission,
        s.clawback_amount as clawback,
        s.awards_amount as awards,
        s.override_amount as override,
        s.site_bonus_amount as site_bonus,
        s.lunch_duty_amount as lunch_duty,
        s.deductions_amount as deductions,
        s.adjustments_amount as adjustments,
        1 as is_statement
    from {{ model }} as s
    union all
    select
        l.scenario_id,
        l.staff_id,
        l.payroll_month,
        -sum(case when l.statement_column = 'base_pay' then l.amount else 0 end) as base_pay,
        -sum(case when l.statement_column = 'released_commission' then l.amount else 0 end)
            as released_commission,
        -sum(case when l.statement_column = 'clawback' then l.amount else 0 end) as clawback,
        -sum(case when l.statement_column = 'awards' then l.amount else 0 end) as awards,
        -sum(case when l.statement_column = 'override' then l.amount else 0 end) as override,
        -sum(case when l.statement_column = 'site_bonus' then l.amount else 0 end) as site_bonus,
        -sum(case when l.statement_column = 'lunch_duty' then l.amount else 0 end) as lunch_duty,
        -sum(case when l.statement_column = 'deductions' then l.amount else 0 end) as deductions,
        -sum(case when l.statement_column = 'adjustments' then l.amount else 0 end) as adjustments,
        0 as is_statement
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
    or sum(s.base_pay) <> 0
    or sum(s.released_commission) <> 0
    or sum(s.clawback) <> 0
    or sum(s.awards) <> 0
    or sum(s.override) <> 0
    or sum(s.site_bonus) <> 0
    or sum(s.lunch_duty) <> 0
    or sum(s.deductions) <> 0
    or sum(s.adjustments) <> 0
{% endtest %}
