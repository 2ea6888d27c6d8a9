{# What a company's scenario changes: a reading to one of its values, the plan, or the targets. #}
{% test scenario_items_are_known(model) %}
select
    s.scenario_id,
    s.item,
    s.value,
    s.source_file,
    s.source_sheet,
    s.source_row
from {{ model }} as s
left join {{ ref('commission_reading_values') }} as r on s.item = r.reading_id and s.value = r.value
where
    r.reading_id is null
    and s.item <> 'plan_version'
    and (s.item <> 'target_factor' or s.value is null)
{% endtest %}
