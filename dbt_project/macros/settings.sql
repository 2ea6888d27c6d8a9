{#
    The rows of the newest settings sheet received: a company's settings are one statement, so
    a row that its newest sheet no longer has no longer holds. Which settings are known at
    as_of is decided before (`raw`): today's hold in today's build.
#}
{% macro newest_settings(relation, columns) %}
with newest as (
    select
        r.batch_id,
        row_number() over (
            order by
                r.exported_at desc nulls last,
                r.source_file desc nulls last,
                r.batch_id desc nulls last,
                r.source_row desc nulls last
        ) as recency
    from {{ relation }} as r
)

select
    {{ listed('r', columns + ['source_file', 'source_sheet', 'source_row']) }}
from {{ relation }} as r
inner join newest as n on r.batch_id = n.batch_id and n.recency = 1
{% endmacro %}

{# A settings sheet's 全公司 is the seeds' '*'. #}
{% macro settings_project(column) -%}
    case when {{ column }} = '全公司' then '*' else {{ column }} end
{%- endmacro %}

{#
    Defaults with a company's settings laid over them. Both relations have the key, valid_from,
    valid_to (included, empty = still) and the values; of one key a settings row holds as long
    as it is valid, and the default before, after and between. Gives the key, valid_from,
    valid_to, the values and is_company_setting; rows of one key do not overlap.
#}
{% macro settings_over_defaults(defaults, settings, key, values) %}
with stated as (
    select
        {{ listed('d', key + ['valid_from', 'valid_to'] + values) }},
        false as is_company_setting
    from {{ defaults }} as d
    union all
    select
        {{ listed('s', key + ['valid_from', 'valid_to'] + values) }},
        true as is_company_setting
    from {{ settings }} as s
),

turns as (
    select
        {{ listed('t', key) }},
        t.valid_from as starts_on
    from stated as t
    union
    select
        {{ listed('t', key) }},
        {{ add_days('t.valid_to', 1) }} as starts_on
    from stated as t
    where t.valid_to is not null
),

spans as (
    select
        t.*,
        lead(t.starts_on) over (
            partition by {{ listed('t', key) }}
            order by t.starts_on nulls last
        ) as next_starts_on
    from turns as t
),

ranked as (
    select
        {{ listed('p', key) }},
        p.starts_on as valid_from,
        {{ add_days('p.next_starts_on', -1) }} as valid_to,
        {{ listed('t', values) }},
        t.is_company_setting,
        row_number() over (
            partition by {{ listed('p', key) }}, p.starts_on
            order by t.is_company_setting desc nulls last, t.valid_from desc nulls last
        ) as preference
    from spans as p
    inner join stated as t
        on {{ same_key('p', 't', key) }} and {{ is_valid_on('t', 'p.starts_on') }}
)

select
    {{ listed('r', key + ['valid_from', 'valid_to'] + values) }},
    r.is_company_setting
from ranked as r
where r.preference = 1
{% endmacro %}
