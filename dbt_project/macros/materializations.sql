{# How a model gets into the build. A build starts from empty databases and is thrown away
   when it fails, so a table or view is made under its own name at once: no copy aside, no
   renaming, no transaction. That saves half of what dbt itself costs per model. #}
{% materialization table, adapter='duckdb', supported_languages=['sql'] %}
  {%- set target = this.incorporate(type='table') -%}
  {%- call statement('main') -%}
    {%- if config.get('contract').enforced -%}
      {{ get_assert_columns_equivalent(compiled_code) }}
      create or replace table {{ target }} {{ get_table_columns_and_constraints() }};
      insert into {{ target }} {{ get_column_names() }} (
        {{ get_select_subquery(compiled_code) }}
      )
    {%- else -%}
      create or replace table {{ target }} as (
        {{ compiled_code }}
      )
    {%- endif -%}
  {%- endcall -%}
  {{ return({'relations': [target]}) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb', supported_languages=['sql'] %}
  {%- set target = this.incorporate(type='view') -%}
  {%- call statement('main') -%}
    create or replace view {{ target }} as (
      {{ compiled_code }}
    )
  {%- endcall -%}
  {{ return({'relations': [target]}) }}
{% endmaterialization %}
