{# Two rows of the same key may not be valid on the same day (valid_to is included). #}
{% test validity_does_not_overlap(model, key) %}
with ordered as (
    select
        v.*,
        lead(v.valid_from) over (
            partition by {{ listed('v', key) }}
            order by v.valid_from nulls last, v.valid_to nulls last
        ) as next_valid_from
    from {{ model }} as v
)

select o.*
from ordered as o
where
    o.valid_to < o.valid_from
    or (o.next_valid_from is not null and (o.valid_to is null or o.valid_to >= o.next_valid_from))
{% endtest %}
