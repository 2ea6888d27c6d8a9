{%- set text = dbt.type_string() -%}
-- How sure a satisfaction rate is when the project's households are all there is to ask.
with populations as (
    select
        p.project_name,
        p.household_count as population
    from {{ ref('dim_projects') }} as p
    where p.household_count > 0
    union all
    select
        'all' as project_name,
        sum(p.household_count) as population
    from {{ ref('dim_projects') }} as p
    having min(coalesce(p.household_count, 0)) > 0
)

select
    cast(k.period_kind as {{ text }}) as period_kind,
    cast(k.period_start_on as date) as period_start_on,
    cast(k.project_name as {{ text }}) as project_name,
    cast(p.population as bigint) as population,
    cast(k.denominator as bigint) as answer_count,
    cast(k.value as double) as value,
    cast(k.low as double) as low,
    cast(k.high as double) as high,
    cast(
        {{ wilson_bound_finite('k.numerator', 'k.denominator', 'p.population', '-') }} as double
    ) as low_finite,
    cast(
        {{ wilson_bound_finite('k.numerator', 'k.denominator', 'p.population', '+') }} as double
    ) as high_finite
from {{ ref('satisfaction_rate') }} as k
inner join populations as p on k.project_name = p.project_name
where k.department = 'all'
order by k.project_name, k.period_kind, k.period_start_on
