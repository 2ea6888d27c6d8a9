{# What a gate says of one finding: the select list that every part of the gate findings has. #}
{% macro gate_finding(
    gate, severity, export, row,
    project_name='null', contract_id='null', staff_id='null', month='null',
    amount_fen='null', found='null', expected='null'
) -%}
    '{{ gate }}' as gate,
    '{{ severity }}' as severity,
    {{ project_name }} as project_name,
    {{ contract_id }} as contract_id,
    {{ staff_id }} as staff_id,
    {{ month }} as month,
    {{ amount_fen }} as amount_fen,
    cast({{ found }} as {{ dbt.type_string() }}) as found,
    cast({{ expected }} as {{ dbt.type_string() }}) as expected,
    '{{ export }}' as source_export,
    {{ row }}.source_file as source_file,
    {{ row }}.source_sheet as source_sheet,
    {{ row }}.source_row as source_row
{%- endmacro %}
