{# The build's as_of as a scalar, the only "now" that a model may use. #}
{% macro as_of() -%}
    (select p.as_of from {{ ref('int_build_parameters') }} as p)
{%- endmacro %}
