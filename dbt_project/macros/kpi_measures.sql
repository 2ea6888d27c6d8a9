{#
    The shape of a KPI: every model of models/kpis/ gives rows of
    (kpi_id, period_kind, period_start_on, project_name, department, numerator, denominator,
    excluded_count, value, low, high); kpi_values lays them together with targets.
#}

{# Rows of a CTE with a day become rows per period kind: `columns`, period_kind, period_start_on.
   Give it daily sums, not single facts. #}
{% macro kpi_periods(relation, date_column, columns, period_kinds=['week', 'month', 'quarter', 'year']) %}
{%- for period_kind in period_kinds %}
select
    '{{ period_kind }}' as period_kind,
    {{ period_start(period_kind, 'd.' ~ date_column) }} as period_start_on
    {%- for column in columns %},
    d.{{ column }}
    {%- endfor %}
from {{ relation }} as d
{{ 'union all' if not loop.last }}
{%- endfor %}
{% endmacro %}

{# Sums per period, project and department, with 'all' for the whole of either.
   `sums` maps a column to the summed expression over `p`. #}
{% macro kpi_cube(relation, sums, by_department=true) %}
select
    p.period_kind,
    p.period_start_on,
    case when grouping(p.project_name) = 1 then 'all' else p.project_name end as project_name,
    {%- if by_department %}
    case when grouping(p.department) = 1 then 'all' else p.department end as department
    {%- else %}
    'all' as department
    {%- endif %}
    {%- for name, expression in sums.items() %},
    sum({{ expression }}) as {{ name }}
    {%- endfor %}
from {{ relation }} as p
group by grouping sets (
    {%- if by_department %}
    (p.period_kind, p.period_start_on, p.project_name, p.department),
    (p.period_kind, p.period_start_on, p.department),
    {%- endif %}
    (p.period_kind, p.period_start_on, p.project_name),
    (p.period_kind, p.period_start_on)
)
{% endmacro %}

{# The last step of a share: value and Wilson interval from a CTE in the cube's shape with
   numerator, denominator and excluded_count. A denominator of 0 gives no row.
   `interval=false` for shares of money, which are no sample. #}
{% macro kpi_share(kpi_id, relation, interval=true) %}
select
    '{{ kpi_id }}' as kpi_id,
    c.period_kind,
    c.period_start_on,
    c.project_name,
    c.department,
    cast(c.numerator as decimal(38, 4)) as numerator,
    cast(c.denominator as decimal(38, 4)) as denominator,
    cast(c.excluded_count as bigint) as excluded_count,
    {{ share('c.numerator', 'c.denominator') }} as value,
    {%- if interval %}
    {{ wilson_low('c.numerator', 'c.denominator') }} as low,
    {{ wilson_high('c.numerator', 'c.denominator') }} as high
    {%- else %}
    cast(null as double) as low,
    cast(null as double) as high
    {%- endif %}
from {{ relation }} as c
where c.denominator <> 0
{% endmacro %}

{# Target times denominator without rounding: 9,4 times 28,4 digits fit into 38. #}
{% macro exact_product(target, denominator) -%}
    cast({{ target }} as decimal(9, 4)) * cast({{ denominator }} as decimal(28, 4))
{%- endmacro %}

{# The KPI models one below the other. #}
{% macro kpi_union(kpi_models) %}
{%- for kpi_model in kpi_models %}
select
    k.kpi_id,
    k.period_kind,
    k.period_start_on,
    k.project_name,
    k.department,
    k.numerator,
    k.denominator,
    k.excluded_count,
    k.value,
    k.low,
    k.high
from {{ kpi_model }} as k
{{ 'union all' if not loop.last }}
{%- endfor %}
{% endmacro %}
