{# Read twice and made of every export: kept as a table. #}
{{ config(materialized='table') }}

{%- set naming_exports = [
    'rooms', 'households', 'complaints', 'work_orders', 'visits', 'fee_bills', 'fee_payments',
    'calls', 'survey_invites', 'survey_answers',
] -%}
{%- set projects_only = [
    'projects', 'incidents', 'notices', 'surveys', 'sales_contracts', 'sales_targets',
] -%}
with named as (
    {%- for export in projects_only %}
        select
            p.project_name,
            cast(null as {{ dbt.type_string() }}) as room_name,
            p.exported_at
        from {{ source('raw', export) }} as p
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}
    {%- for export in naming_exports %}
        union all
        select
            r.project_name,
            r.room_name,
            r.exported_at
        from {{ source('raw', export) }} as r
    {%- endfor %}
)

select distinct
    n.project_name,
    n.room_name
from named as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.exported_at <= build.as_of and n.project_name is not null
