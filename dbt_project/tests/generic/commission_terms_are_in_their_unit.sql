{# A company's term is one of the shipped plan's; rates are shares, counts and days are whole. #}
{% test commission_terms_are_in_their_unit(model) %}
with terms as (
    select distinct
        t.term,
        t.unit
    from {{ ref('commission_terms') }} as t
)

select
    s.plan_version,
    s.term,
    s.value,
    s.source_file,
    s.source_sheet,
    s.source_row
from {{ model }} as s
left join terms as t on s.term = t.term
where
    t.term is null
    or s.value < 0
    or (t.unit = 'rate' and s.value > 1)
    or (t.unit in ('count', 'days') and s.value <> round(s.value, 0))
{% endtest %}
