with settings as (
    {{
        newest_settings(
            source('raw', 'commission_scenario_settings'),
            ['scenario_id', 'item', 'value', 'name'],
        )
    }}
)

select
    s.scenario_id,
    lower(s.item) as item,
    case
        when lower(s.item) = 'target_factor'
            then
                cast(
                    {{ dbt.safe_cast('s.value', 'decimal(9, 4)') }} as {{ dbt.type_string() }}
                )
        else s.value
    end as value,
    s.name,
    s.source_file,
    s.source_sheet,
    s.source_row
from settings as s
