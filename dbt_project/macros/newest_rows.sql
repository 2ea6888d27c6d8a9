{#
    One row per key out of every export that was received: the newest row wins (newest export,
    then file name, then line), but a column that the newest row's file did not have keeps
    the value of the newest older row whose file had it.

    relation      a source with the lake's provenance columns
    key           columns that identify a row across exports (may hold nulls)
    columns       the other columns wanted, in order (a key alone may be all there is)

    Gives key, columns, source_file, source_sheet, source_row, exported_at and
    missing_columns (the columns that no file of the row had, between commas); rows of
    exports later than as_of are not known yet. Most keys arrive once, so only keys that
    were exported again are ranked, and only keys whose files differ in their columns are
    patched column by column.
#}
{% macro newest_rows(relation, key, columns) %}
{%- set provenance = ['source_file', 'source_sheet', 'source_row', 'exported_at'] -%}
with repeated_keys as (
    select
        {%- for column in key %}
        r.{{ column }},
        {%- endfor %}
        min(r.missing_columns) <> max(r.missing_columns) as has_gaps
    from {{ relation }} as r
    cross join {{ source('raw', 'build_parameters') }} as build
    where r.exported_at <= build.as_of
    group by {{ listed('r', key) }}
    having count(*) > 1
),

ranked as (
    select
        {%- for column in key + columns + provenance %}
        r.{{ column }},
        {%- endfor %}
        r.missing_columns,
        k.has_gaps,
        row_number() over (
            partition by {{ listed('r', key) }}
            order by
                r.exported_at desc nulls last,
                r.source_file desc nulls last,
                r.file_received_at desc nulls last,
                r.batch_id desc nulls last,
                r.source_sheet desc nulls last,
                r.source_row desc nulls last
        ) as recency
    from {{ relation }} as r
    cross join {{ source('raw', 'build_parameters') }} as build
    inner join repeated_keys as k on {{ same_key('r', 'k', key) }}
    where r.exported_at <= build.as_of
),

{# For each column the recency of the newest row whose file had it. -#}
newest_value_of as (
    select
        {%- for column in key %}
        r.{{ column }}{{ ',' if columns or not loop.last }}
        {%- endfor %}
        {%- for column in columns %}
        min(
            case
                when {{ has_column('r.missing_columns', column) }} then r.recency
            end
        ) as {{ column }}_recency
        {{- ',' if not loop.last }}
        {%- endfor %}
    from ranked as r
    where r.has_gaps
    group by {{ listed('r', key) }}
),

patched as (
    select
        {%- for column in key %}
        r.{{ column }},
        {%- endfor %}
        {%- for column in columns %}
        max(case when r.recency = n.{{ column }}_recency then r.{{ column }} end) as {{ column }},
        {%- endfor %}
        {%- for column in provenance %}
        max(case when r.recency = 1 then r.{{ column }} end) as {{ column }},
        {%- endfor %}
        concat(
            ''
            {%- for column in columns %},
            max(case when n.{{ column }}_recency is null then '{{ column }},' else '' end)
            {%- endfor %}
        ) as missing_columns
    from ranked as r
    inner join newest_value_of as n on {{ same_key('r', 'n', key) }}
    group by {{ listed('r', key) }}
)

select
    {%- for column in key + columns %}
    r.{{ column }},
    {%- endfor %}
    {%- for column in provenance %}
    r.{{ column }},
    {%- endfor %}
    r.missing_columns
from {{ relation }} as r
cross join {{ source('raw', 'build_parameters') }} as build
left join repeated_keys as k on {{ same_key('r', 'k', key) }}
where r.exported_at <= build.as_of and k.has_gaps is null
union all
select
    {%- for column in key + columns + provenance %}
    r.{{ column }},
    {%- endfor %}
    r.missing_columns
from ranked as r
where r.recency = 1 and not r.has_gaps
union all
select
    {%- for column in key + columns + provenance %}
    p.{{ column }},
    {%- endfor %}
    p.missing_columns
from patched as p
{% endmacro %}

{# Whether a row's file had a column: its list of missing columns does not name it. #}
{% macro has_column(missing_columns, column) -%}
    {{ dbt.position("'," ~ column ~ ",'", "concat(',', " ~ missing_columns ~ ", ',')") }} = 0
{%- endmacro %}

{# Columns of one alias, listed. #}
{% macro listed(alias, columns) -%}
    {% for column in columns -%}
        {{ alias }}.{{ column }}{{ ', ' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{# Two aliases hold the same key, nulls being equal. #}
{% macro same_key(left_alias, right_alias, key) -%}
    {% for column in key -%}
        {{ left_alias }}.{{ column }} is not distinct from {{ right_alias }}.{{ column }}
        {%- if not loop.last %} and {% endif -%}
    {%- endfor %}
{%- endmacro %}
