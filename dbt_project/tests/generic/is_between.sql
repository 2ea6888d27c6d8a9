{# A number lies between two bounds, both included; nulls pass. #}
{% test is_between(model, column_name, low, high) %}
select m.{{ column_name }}
from {{ model }} as m
where m.{{ column_name }} < {{ low }} or m.{{ column_name }} > {{ high }}
{% endtest %}
