with defaults as (
    select
        d.kpi_id,
        d.project_name,
        d.period_kind,
        d.valid_from,
        d.valid_to,
        d.target,
        d.is_inclusive,
        d.source_zh,
        d.source_en
    from {{ ref('kpi_targets') }} as d
),

settings as (
    select
        s.kpi_id,
        s.project_name,
        s.period_kind,
        s.valid_from,
        s.valid_to,
        s.target,
        true as is_inclusive,
        coalesce(s.source_words, '公司设置') as source_zh,
        coalesce(s.source_words, 'company setting') as source_en
    from {{ ref('stg_target_settings') }} as s
),

targets as (
    {{
        settings_over_defaults(
            'defaults',
            'settings',
            key=['kpi_id', 'project_name', 'period_kind'],
            values=['target', 'is_inclusive', 'source_zh', 'source_en'],
        )
    }}
)

select
    t.kpi_id,
    t.project_name,
    t.period_kind,
    t.valid_from,
    t.valid_to,
    t.target,
    t.is_inclusive,
    t.source_zh,
    t.source_en,
    t.is_company_setting
from targets as t
