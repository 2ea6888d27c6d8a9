{# Whether a time lies past a rule's limit `l.due_at`; null when there is no such time. At the
   limit itself it depends on whether the rule says 以内 (included). #}
{% macro is_past_limit(moment) -%}
    case when l.is_inclusive then {{ moment }} > l.due_at else {{ moment }} >= l.due_at end
{%- endmacro %}

{# Verdicts of one rule per day, as sums: the daily rows of a KPI that counts kept promises.
   Counted are kept and broken ones; pending, exempt and not measurable are left out. #}
{% macro daily_rule_verdicts(rule_id) %}
select
    cast(r.started_at as date) as started_on,
    r.project_name,
    r.department,
    count(case when r.verdict = 'met' then 1 end) as met_count,
    count(case when r.verdict in ('met', 'missed') then 1 end) as counted_count,
    count(case when r.verdict not in ('met', 'missed') then 1 end) as excluded_count
from {{ ref('fct_rule_results') }} as r
where r.rule_id = '{{ rule_id }}'
group by cast(r.started_at as date), r.project_name, r.department
{% endmacro %}

{# A KPI that is the share of a rule's kept promises, by the day on which the clock started. #}
{% macro kpi_of_rule(kpi_id, rule_id) %}
with daily as (
    {{ daily_rule_verdicts(rule_id) }}
),

periods as (
    {{
        kpi_periods(
            'daily',
            'started_on',
            ['project_name', 'department', 'met_count', 'counted_count', 'excluded_count'],
        )
    }}
),

cube as (
    {{
        kpi_cube(
            'periods',
            {
                'numerator': 'p.met_count',
                'denominator': 'p.counted_count',
                'excluded_count': 'p.excluded_count',
            },
        )
    }}
)

{{ kpi_share(kpi_id, 'cube') }}
{% endmacro %}
