{#
    What a statement is made of, as edges from a thing to what it depends on. A thing has a kind
    and an id; the ids are made here, so that every model names a thing alike.
#}

{# Year and month of a date, as 2015-03. #}
{% macro month_code(month) -%}
    substring(cast({{ month }} as {{ dbt.type_string() }}), 1, 7)
{%- endmacro %}

{# The id of something that a person or project has in a month. #}
{% macro monthly_id(owner, month) -%}
    concat({{ owner }}, '|', {{ month_code(month) }})
{%- endmacro %}

{# The id of something that two things have together. #}
{% macro pair_id(first, second) -%}
    concat({{ first }}, '|', {{ second }})
{%- endmacro %}

{# A thing was made from a row of an export: the select list of one edge. #}
{% macro trace_row(kind, id, export, columns, row) -%}
    '{{ kind }}' as kind,
    {{ id }} as node_id,
    '{{ export }}' as source_export,
    '{{ columns | join(',') }}' as source_columns,
    {{ row }}.source_file,
    {{ row }}.source_sheet,
    {{ row }}.source_row
{%- endmacro %}

{# A thing depends on another: the select list of one edge. #}
{% macro trace_edge(from_kind, from_id, to_kind, to_id) -%}
    '{{ from_kind }}' as from_kind,
    {{ from_id }} as from_id,
    '{{ to_kind }}' as to_kind,
    {{ to_id }} as to_id
{%- endmacro %}
