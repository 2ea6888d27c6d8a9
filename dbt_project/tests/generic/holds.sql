{# A statement holds for every row; what it leaves unknown counts as broken. #}
{% test holds(model, statement) %}
select m.*
from {{ model }} as m
where not coalesce({{ statement }}, false)
{% endtest %}
