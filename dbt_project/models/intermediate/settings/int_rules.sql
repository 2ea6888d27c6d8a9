{%- set values = [
    'threshold',
    'unit',
    'is_inclusive',
    'clock_starts',
    'counts_when_late',
    'late_from_hour',
    'part_of',
    'subject_kind',
    'source',
    'name_zh',
    'name_en',
    'words_zh',
    'words_en',
] -%}
with defaults as (
    select
        {{ listed('d', ['rule_id', 'project_name', 'valid_from', 'valid_to'] + values) }}
    from {{ ref('rules') }} as d
),

-- A company states a number and its words; how the number is read stays the rule's own.
settings as (
    select
        s.rule_id,
        s.project_name,
        s.valid_from,
        s.valid_to,
        cast(s.threshold as decimal(9, 4)) as threshold,
        d.unit,
        d.is_inclusive,
        d.clock_starts,
        d.counts_when_late,
        d.late_from_hour,
        d.part_of,
        d.subject_kind,
        d.source,
        d.name_zh,
        d.name_en,
        coalesce(s.source_words, d.words_zh) as words_zh,
        coalesce(s.source_words, d.words_en) as words_en
    from {{ ref('stg_rule_settings') }} as s
    inner join defaults as d
        on
            s.rule_id = d.rule_id
            and d.project_name = '*'
            and {{ is_valid_on('d', 's.valid_from') }}
),

rules as (
    {{
        settings_over_defaults(
            'defaults',
            'settings',
            key=['rule_id', 'project_name'],
            values=values,
        )
    }}
)

select
    {{ listed('r', ['rule_id', 'project_name', 'valid_from', 'valid_to'] + values) }},
    r.is_company_setting
from rules as r
