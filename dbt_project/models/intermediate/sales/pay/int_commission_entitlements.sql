{#
    What a person has earned on a contract: the tier line and the discount line, each rounded
    once. In bands (tier_mode marginal) a person's contracts of the month stand one upon the
    other in the order they were made, and each part of the pile earns the rate of its band.
#}
{%- set per_rate -%}
    {{ sales_whole('10000') }} * {{ sales_share_whole() }} * 10000000
{%- endset -%}
with credited as (
    select
        d.scenario_id,
        d.project_name,
        d.contract_id,
        k.staff_id,
        d.payment_plan,
        d.waits_for_signature,
        d.performance_at,
        d.commission_month,
        d.plan_version,
        d.discount_outcome,
        k.share_parts,
        k.share_e6,
        d.tier_base_e4fen,
        d.discount_base_e4fen,
        d.discount_rate_e7,
        p.tier_rate_e7,
        p.rate_target_fen_e4,
        p.rate_performance_fen,
        p.rate_attainment_e6
    from {{ ref('int_sales_deals') }} as d
    inner join {{ ref('int_sales_credits') }} as k on d.contract_id = k.contract_id
    inner join {{ ref('int_sales_performance') }} as p
        on
            d.scenario_id = p.scenario_id
            and d.project_name = p.project_name
            and k.staff_id = p.staff_id
            and d.commission_month = p.month
    where d.has_lines and p.tier_rate_e7 is not null
),

-- From here on amounts of the pile are in 10^-8 fen times SHARE_WHOLE.
piled as (
    select
        c.scenario_id,
        c.contract_id,
        c.staff_id,
        c.plan_version,
        c.rate_target_fen_e4,
        c.tier_base_e4fen * c.share_parts * 10000 as piece,
        sum(c.tier_base_e4fen * c.share_parts * 10000) over (
            partition by c.scenario_id, c.project_name, c.staff_id, c.commission_month
            order by c.performance_at nulls last, c.contract_id
            rows between unbounded preceding and current row
        ) as pile
    from credited as c
    inner join {{ ref('int_commission_scenarios') }} as s
        on c.scenario_id = s.scenario_id and s.tier_mode = 'marginal'
),

banded as (
    select
        p.scenario_id,
        p.contract_id,
        p.staff_id,
        t.rate_e7,
        p.piece,
        p.pile - p.piece as floor_of_piece,
        p.pile as top_of_piece,
        {{ sales_whole('t.from_attainment_e4') }} * p.rate_target_fen_e4 * {{ sales_share_whole() }}
            as floor_of_band,
        {{ sales_whole('t.to_attainment_e4') }} * p.rate_target_fen_e4 * {{ sales_share_whole() }}
            as top_of_band
    from piled as p
    inner join {{ ref('int_commission_tiers') }} as t on p.plan_version = t.plan_version
),

-- Only the bands that a piece touches; a piece of nothing touches the one it stands in.
marginal as (
    select
        b.scenario_id,
        b.contract_id,
        b.staff_id,
        sum(
            (
                least(b.top_of_piece, coalesce(b.top_of_band, b.top_of_piece))
                - greatest(b.floor_of_piece, b.floor_of_band)
            ) * b.rate_e7
        ) as rated_amount,
        case when min(b.rate_e7) = max(b.rate_e7) then min(b.rate_e7) end as tier_rate_e7
    from banded as b
    where
        (b.top_of_piece > b.floor_of_band or b.piece = 0 and b.top_of_piece = b.floor_of_band)
        and coalesce(b.floor_of_piece < b.top_of_band, true)
    group by b.scenario_id, b.contract_id, b.staff_id
),

rated as (
    select
        c.*,
        s.tier_mode = 'marginal' as is_marginal,
        m.rated_amount,
        m.tier_rate_e7 as marginal_rate_e7
    from credited as c
    inner join {{ ref('int_commission_scenarios') }} as s on c.scenario_id = s.scenario_id
    left join marginal as m
        on
            c.scenario_id = m.scenario_id
            and c.contract_id = m.contract_id
            and c.staff_id = m.staff_id
),

lines as (
    select
        r.*,
        case
            when r.discount_outcome = 'unauthorised' then 0
            when r.is_marginal
                then {{ sales_rounded_ratio('coalesce(r.rated_amount, 0)', per_rate ~ ' * 10000') }}
            else
                {{ sales_rounded_ratio(
                    'r.tier_base_e4fen * r.share_parts * r.tier_rate_e7', per_rate
                ) }}
        end as tier_fen,
        case
            when r.discount_outcome = 'unauthorised' then 0
            else
                {{ sales_rounded_ratio(
                    'r.discount_base_e4fen * r.share_parts * coalesce(r.discount_rate_e7, 0)',
                    per_rate,
                ) }}
        end as discount_fen
    from rated as r
)

select
    l.scenario_id,
    l.project_name,
    l.contract_id,
    l.staff_id,
    l.payment_plan,
    l.waits_for_signature,
    l.commission_month,
    l.plan_version,
    case when l.discount_outcome = 'unauthorised' then 'unauthorised' else 'earned' end as outcome,
    l.share_parts,
    l.share_e6,
    l.tier_base_e4fen,
    case when l.is_marginal then l.marginal_rate_e7 else l.tier_rate_e7 end as tier_rate_e7,
    l.tier_fen,
    l.discount_base_e4fen,
    l.discount_rate_e7,
    l.discount_fen,
    l.tier_fen + l.discount_fen as earned_fen,
    {{ sales_rounded_ratio('l.rate_target_fen_e4', '10000') }} as rate_target_fen,
    l.rate_performance_fen,
    l.rate_attainment_e6
from lines as l
