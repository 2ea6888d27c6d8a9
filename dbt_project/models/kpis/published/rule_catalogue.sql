{%- set text = dbt.type_string() -%}
with company_rules as (
    select
        r.*,
        row_number() over (
            partition by r.rule_id
            order by r.valid_from desc nulls last
        ) as recency
    from {{ ref('int_rules') }} as r
    cross join {{ ref('int_build_parameters') }} as build
    where
        r.project_name = '*'
        and r.part_of is null
        and {{ is_valid_on('r', 'cast(build.as_of as date)') }}
),

rules as (
    select
        r.rule_id,
        r.name_zh,
        r.name_en,
        r.words_zh,
        r.words_en,
        r.source,
        r.subject_kind,
        r.unit,
        r.threshold,
        true as is_measured,
        cast(null as {{ text }}) as missing_zh,
        cast(null as {{ text }}) as missing_en
    from company_rules as r
    where r.recency = 1
    union all
    select
        u.rule_id,
        u.name_zh,
        u.name_en,
        u.words_zh,
        u.words_en,
        u.source,
        u.subject_kind,
        cast(null as {{ text }}) as unit,
        cast(null as decimal(9, 4)) as threshold,
        false as is_measured,
        u.missing_zh,
        u.missing_en
    from {{ ref('unmeasured_rules') }} as u
)

select
    cast(r.rule_id as {{ text }}) as rule_id,
    cast(r.name_zh as {{ text }}) as name_zh,
    cast(r.name_en as {{ text }}) as name_en,
    cast(r.words_zh as {{ text }}) as words_zh,
    cast(r.words_en as {{ text }}) as words_en,
    cast(r.source as {{ text }}) as source,
    cast(r.subject_kind as {{ text }}) as subject_kind,
    cast(r.unit as {{ text }}) as unit,
    cast(r.threshold as decimal(9, 4)) as threshold,
    cast(r.is_measured as boolean) as is_measured,
    cast(r.missing_zh as {{ text }}) as missing_zh,
    cast(r.missing_en as {{ text }}) as missing_en
from rules as r
order by r.rule_id
