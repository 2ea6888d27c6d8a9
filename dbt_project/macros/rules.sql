{#
    Rules: which limit holds for a subject, what became of it, and KPIs that count verdicts.
    A limit is a row of int_rules, the project's own before the company's.
#}

{# Joins the limit in force: a project's own row as `own`, the company's as `company`. #}
{% macro join_rule_in_force(rule_id, project_name, date_on) -%}
left join {{ ref('int_rules') }} as own
    on
        {{ rule_id }} = own.rule_id
        and {{ project_name }} = own.project_name
        and {{ is_valid_on('own', date_on) }}
left join {{ ref('int_rules') }} as company
    on
        {{ rule_id }} = company.rule_id
        and company.project_name = '*'
        and {{ is_valid_on('company', date_on) }}
{%- endmacro %}

{# A column of the limit in force; a value that the project's own row leaves empty is empty. #}
{% macro in_force(column) -%}
    case when own.rule_id is not null then own.{{ column }} else company.{{ column }} end
{%- endmacro %}

{# Whether a person held a head's post on a day, in a project: joins `post`, `own_post` and
   `company_post`. Unknown (null) for a person without a known post. #}
{% macro join_posts(staff_id, project_name, date_on, name='') -%}
left join {{ ref('int_staff_posts') }} as {{ name }}post
    on
        {{ staff_id }} = {{ name }}post.staff_id
        and {{ date_on }} >= {{ name }}post.in_force_from
        and {{ date_on }} < {{ name }}post.in_force_before
left join {{ ref('int_head_posts') }} as own_{{ name }}post
    on
        {{ name }}post.post = own_{{ name }}post.post
        and {{ project_name }} = own_{{ name }}post.project_name
left join {{ ref('int_head_posts') }} as company_{{ name }}post
    on
        {{ name }}post.post = company_{{ name }}post.post
        and company_{{ name }}post.project_name = '*'
{%- endmacro %}

{% macro is_head(name='') -%}
    case
        when {{ name }}post.post is not null
            then coalesce(own_{{ name }}post.is_head, company_{{ name }}post.is_head, false)
    end
{%- endmacro %}

{# Whether a time lies past a rule's limit `l.due_at`; null when there is no such time. At the
   limit itself it depends on whether the rule says 以内 (included). #}
{% macro is_past_limit(moment) -%}
    case when l.is_inclusive then {{ moment }} > l.due_at else {{ moment }} >= l.due_at end
{%- endmacro %}

{# The last second of the day that lies so many whole days after a date. #}
{% macro end_of_day(date_on, days=0) -%}
    {{ add_minutes(
        'cast(' ~ date_on ~ ' as ' ~ dbt.type_timestamp() ~ ')', '((' ~ days ~ ') + 1) * 1440'
    ) }} - interval '1' second
{%- endmacro %}

{# An event not before another. One written as a mere day stands at its midnight, which lies
   before everything of that day: then the days are compared. #}
{% macro not_before(later, earlier) -%}
    (
        {{ later }} >= {{ earlier }}
        or (
            {{ later }} = cast(cast({{ later }} as date) as {{ dbt.type_timestamp() }})
            and cast({{ later }} as date) = cast({{ earlier }} as date)
        )
    )
{%- endmacro %}

{# A comparison that an inclusive limit decides in favour of the rule. #}
{% macro reaches(counted, required, is_inclusive) -%}
    case
        when {{ is_inclusive }} then {{ counted }} >= {{ required }}
        else {{ counted }} > {{ required }}
    end
{%- endmacro %}

{# Verdicts of one rule per day, as sums: the daily rows of a KPI that counts kept promises.
   Counted are kept and broken ones; pending, exempt and not measurable are left out.
   `kept` says of a counted row `r` whether it was kept. #}
{% macro daily_rule_verdicts(rule_id, relation, kept="r.verdict = 'met'") %}
select
    cast(r.started_at as date) as started_on,
    r.project_name,
    r.department,
    count(case when r.verdict in ('met', 'missed') and {{ kept }} then 1 end) as met_count,
    count(case when r.verdict in ('met', 'missed') then 1 end) as counted_count,
    count(case when r.verdict not in ('met', 'missed') then 1 end) as excluded_count
from {{ relation }} as r
where r.rule_id = '{{ rule_id }}'
group by cast(r.started_at as date), r.project_name, r.department
{% endmacro %}

{# A KPI that is the share of a rule's kept promises, by the day on which the clock started. #}
{% macro kpi_of_rule(kpi_id, rule_id, relation, kept="r.verdict = 'met'") %}
with daily as (
    {{ daily_rule_verdicts(rule_id, relation, kept) }}
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

{# A month, quarter or year as people write it: 2026-10, 2026Q4, 2026. #}
{% macro period_code(period_kind, period_start_on) -%}
{%- set day = 'cast(' ~ period_start_on ~ ' as ' ~ dbt.type_string() ~ ')' -%}
    case {{ period_kind }}
        when 'month' then substring({{ day }}, 1, 7)
        when 'quarter'
            then concat(
                substring({{ day }}, 1, 4),
                'Q',
                case substring({{ day }}, 6, 2)
                    when '01' then '1'
                    when '04' then '2'
                    when '07' then '3'
                    else '4'
                end
            )
        else substring({{ day }}, 1, 4)
    end
{%- endmacro %}
