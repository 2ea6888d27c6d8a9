{# The published columns of refused rows and of their findings, which are the same. #}
{% macro quarantine_columns() -%}
{%- set text = dbt.type_string() -%}
select
    cast(q.export as {{ text }}) as export,
    cast(q.file as {{ text }}) as file,
    cast(q.sheet as {{ text }}) as sheet,
    cast(q.row as bigint) as row,
    cast(q.cell as {{ text }}) as cell,
    cast(q.column as {{ text }}) as column,
    cast(q.found as {{ text }}) as found,
    cast(q.expected as {{ text }}) as expected,
    cast(q.code as {{ text }}) as code,
    cast(q.message_zh as {{ text }}) as message_zh,
    cast(q.message_en as {{ text }}) as message_en,
    cast(q.amount_affected as decimal(18, 2)) as amount_affected,
    cast(q.batch_id as {{ text }}) as batch_id,
    cast(q.finding_count as bigint) as finding_count
from {{ ref('int_quarantine_findings') }} as q
{%- endmacro %}
