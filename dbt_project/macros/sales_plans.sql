{#
    Commission plans: a company's plan states what is its own and takes the rest from the plan
    it is based on.
#}

{# Where a plan looks for what it does not say itself, by turn: in itself, in the plan it is
   based on, in that one's base, in the shipped plan. #}
{% macro commission_lineage() %}
with shipped as (
    select min(p.plan_version) as plan_version
    from {{ ref('commission_plans') }} as p
),

bases as (
    select
        s.plan_version,
        max(s.based_on) as based_on
    from {{ ref('stg_commission_plan_settings') }} as s
    group by s.plan_version
),

versions as (
    select p.plan_version
    from {{ ref('commission_plans') }} as p
    union
    select s.plan_version
    from {{ ref('stg_commission_plan_settings') }} as s
    union
    select s.plan_version
    from {{ ref('stg_commission_tier_settings') }} as s
    union
    select s.plan_version
    from {{ ref('stg_commission_term_settings') }} as s
),

steps as (
    select
        v.plan_version,
        v.plan_version as looks_in,
        1 as turn
    from versions as v
    union all
    select
        v.plan_version,
        b.based_on as looks_in,
        2 as turn
    from versions as v
    inner join bases as b on v.plan_version = b.plan_version
    where b.based_on is not null
    union all
    select
        v.plan_version,
        c.based_on as looks_in,
        3 as turn
    from versions as v
    inner join bases as b on v.plan_version = b.plan_version
    inner join bases as c on b.based_on = c.plan_version
    where c.based_on is not null
    union all
    select
        v.plan_version,
        s.plan_version as looks_in,
        4 as turn
    from versions as v
    cross join shipped as s
)

select
    s.plan_version,
    s.looks_in,
    min(s.turn) as turn
from steps as s
group by s.plan_version, s.looks_in
{% endmacro %}

{# A number of a plan, as so many parts of one; `t` has a row for each of the plan's terms. #}
{% macro sales_term(term, parts) -%}
    cast(
        round(max(case when t.term = '{{ term }}' then t.value end) * {{ parts }}, 0) as bigint
    )
{%- endmacro %}

{# A scenario's answer to a question; `r` has a row for each of its answers. #}
{% macro sales_answer(item) -%}
    max(case when r.item = '{{ item }}' then r.value end)
{%- endmacro %}

{# In what a scenario differs from the default readings, as 'item=value, …'. #}
{% macro sales_differences(items) -%}
    substr(
        concat(
            ''
            {%- for item in items %},
            coalesce(
                max(
                    case
                        when r.item = '{{ item }}' and r.is_different
                            then concat(', ', r.item, '=', r.value)
                    end
                ),
                ''
            )
            {%- endfor %}
        ),
        3
    )
{%- endmacro %}
