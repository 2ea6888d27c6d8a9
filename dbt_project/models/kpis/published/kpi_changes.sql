{#
    The interval of a change comes from the two values' own intervals (MOVER; of shares with
    Wilson's it is Newcombe's). What money was collected is counted whole: there any change is
    a change.
-#}
{%- set text = dbt.type_string() -%}
{%- set grain = ['kpi_id', 'period_kind', 'period_start_on', 'project_name', 'department'] -%}
with complete_values as (
    select
        v.*,
        k.page in ('fees', 'sales') as is_counted_whole,
        case v.period_kind
            when 'week' then v.period_start_on - interval '7' day
            when 'month' then v.period_start_on - interval '1' month
            when 'quarter' then v.period_start_on - interval '3' month
            else v.period_start_on - interval '12' month
        end as previous_period_on,
        case v.period_kind
            when 'week' then v.period_start_on - interval '364' day
            else v.period_start_on - interval '12' month
        end as previous_year_on
    from {{ ref('kpi_values') }} as v
    inner join {{ ref('kpis') }} as k on v.kpi_id = k.kpi_id
    where v.is_complete and v.value is not null and k.unit in ('share', 'score', 'hours')
),

pairs as (
    {%- for compared_with in ['previous_period', 'previous_year'] %}
        select
            v.kpi_id,
            v.period_kind,
            v.period_start_on,
            v.project_name,
            v.department,
            v.is_counted_whole,
            '{{ compared_with }}' as compared_with,
            b.period_start_on as compared_start_on,
            v.value,
            v.low,
            v.high,
            b.value as compared_value,
            b.low as compared_low,
            b.high as compared_high
        from complete_values as v
        inner join complete_values as b
            on
                v.kpi_id = b.kpi_id
                and v.period_kind = b.period_kind
                and v.project_name = b.project_name
                and v.department = b.department
                and cast(v.{{ compared_with }}_on as date) = b.period_start_on
        {%- if compared_with == 'previous_year' %}
            where v.period_kind <> 'year'
        {%- else %}
            union all
        {%- endif %}
    {%- endfor %}
),

compared as (
    select
        p.*,
        p.value - p.compared_value as change,
        {{ difference_low('p.value', 'p.low', 'p.compared_value', 'p.compared_high') }}
            as change_low,
        {{ difference_high('p.value', 'p.high', 'p.compared_value', 'p.compared_low') }}
            as change_high
    from pairs as p
)

select
    cast(c.kpi_id as {{ text }}) as kpi_id,
    cast(c.period_kind as {{ text }}) as period_kind,
    cast(c.period_start_on as date) as period_start_on,
    cast(c.project_name as {{ text }}) as project_name,
    cast(c.department as {{ text }}) as department,
    cast(c.compared_with as {{ text }}) as compared_with,
    cast(c.compared_start_on as date) as compared_start_on,
    cast(c.value as double) as value,
    cast(c.compared_value as double) as compared_value,
    cast(c.change as double) as change,
    cast(c.change_low as double) as low,
    cast(c.change_high as double) as high,
    cast(
        case
            when c.is_counted_whole then c.change <> 0
            else coalesce(c.change_low > 0 or c.change_high < 0, false)
        end as boolean
    ) as has_changed
from compared as c
order by {{ listed('c', grain) }}, c.compared_with
