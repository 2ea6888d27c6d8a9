{#
    Every number of every plan: the company's own words before the shipped ones of the same
    plan, a plan's own before those of the plan it is based on. A rate that is no share of 1 is
    left out (and the settings' check names it).
#}
with lineage as (
    {{ commission_lineage() }}
),

terms as (
    select distinct
        t.term,
        t.unit,
        t.clause
    from {{ ref('commission_terms') }} as t
),

stated as (
    select
        t.plan_version,
        t.term,
        t.value,
        cast(null as {{ dbt.type_string() }}) as source_words,
        1 as rank_in_plan
    from {{ ref('commission_terms') }} as t
    union all
    select
        s.plan_version,
        s.term,
        cast(s.value as decimal(18, 7)) as value,
        s.source_words,
        0 as rank_in_plan
    from {{ ref('stg_commission_term_settings') }} as s
    inner join terms as t on s.term = t.term
    where s.value >= 0 and (t.unit <> 'rate' or s.value <= 1)
),

ranked as (
    select
        l.plan_version,
        s.term,
        s.value,
        s.source_words,
        s.rank_in_plan = 0 as is_company_setting,
        row_number() over (
            partition by l.plan_version, s.term
            order by l.turn nulls last, s.rank_in_plan nulls last
        ) as preference
    from lineage as l
    inner join stated as s on l.looks_in = s.plan_version
)

select
    r.plan_version,
    r.term,
    r.value,
    t.unit,
    t.clause,
    r.source_words,
    r.is_company_setting
from ranked as r
inner join terms as t on r.term = t.term
where r.preference = 1
