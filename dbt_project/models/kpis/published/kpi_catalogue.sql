{%- set text = dbt.type_string() -%}
with company_targets as (
    select
        t.kpi_id,
        t.source_zh,
        t.source_en,
        row_number() over (
            partition by t.kpi_id
            order by t.valid_from desc nulls last, t.period_kind asc nulls last
        ) as recency
    from {{ ref('int_kpi_targets') }} as t
    where t.project_name = '*'
)

select
    cast(k.kpi_id as {{ text }}) as kpi_id,
    cast(k.name_zh as {{ text }}) as name_zh,
    cast(k.name_en as {{ text }}) as name_en,
    cast(k.definition_zh as {{ text }}) as definition_zh,
    cast(k.definition_en as {{ text }}) as definition_en,
    cast(k.formula_zh as {{ text }}) as formula_zh,
    cast(k.formula_en as {{ text }}) as formula_en,
    cast(k.unit as {{ text }}) as unit,
    cast(k.direction as {{ text }}) as direction,
    cast(k.page as {{ text }}) as page,
    cast(t.source_zh as {{ text }}) as target_source_zh,
    cast(t.source_en as {{ text }}) as target_source_en
from {{ ref('kpis') }} as k
left join company_targets as t on k.kpi_id = t.kpi_id and t.recency = 1
order by k.kpi_id
