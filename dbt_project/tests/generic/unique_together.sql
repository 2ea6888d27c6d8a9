{# The columns together are the grain: no combination occurs twice. #}
{% test unique_together(model, columns) %}
select
    {{ listed('m', columns) }},
    count(*) as occurrences
from {{ model }} as m
group by {{ listed('m', columns) }}
having count(*) > 1
{% endtest %}
