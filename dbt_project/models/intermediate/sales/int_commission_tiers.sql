{#
    The tiers of every plan. A plan that states tiers states all of them; one that states none
    has those of the plan it is based on. The last tier has no end.
#}
with lineage as (
    {{ commission_lineage() }}
),

stated as (
    select
        t.plan_version,
        t.from_attainment,
        t.rate,
        t.clause,
        cast(null as {{ dbt.type_string() }}) as source_words,
        false as is_company_setting
    from {{ ref('commission_tiers') }} as t
    where
        t.plan_version not in (
            select s.plan_version
            from {{ ref('stg_commission_tier_settings') }} as s
            where s.plan_version is not null
        )
    union all
    select
        s.plan_version,
        s.from_attainment,
        s.rate,
        'C2' as clause,
        s.source_words,
        true as is_company_setting
    from {{ ref('stg_commission_tier_settings') }} as s
    where s.from_attainment >= 0 and s.rate between 0 and 1
),

found as (
    select
        l.plan_version,
        min(l.turn) as turn
    from lineage as l
    inner join stated as s on l.looks_in = s.plan_version
    group by l.plan_version
),

tiers as (
    select
        f.plan_version,
        s.from_attainment,
        s.rate,
        s.clause,
        s.source_words,
        s.is_company_setting
    from found as f
    inner join lineage as l
        on f.plan_version = l.plan_version and f.turn = l.turn
    inner join stated as s on l.looks_in = s.plan_version
)

select
    t.plan_version,
    cast(round(t.from_attainment * 10000, 0) as bigint) as from_attainment_e4,
    cast(
        round(
            10000 * lead(t.from_attainment) over (
                partition by t.plan_version order by t.from_attainment nulls last
            ),
            0
        ) as bigint
    ) as to_attainment_e4,
    cast(round(t.rate * 10000000, 0) as bigint) as rate_e7,
    t.clause,
    t.source_words,
    t.is_company_setting
from tiers as t
