{#
    How far a person is from the next rate. With what is missing sold in addition (without
    discount commission), the next rate applies to everything: that is the edge of the cliff.
    Limits are compared in whole ten-thousandths of a fen; what is missing is rounded up to the
    fen, because a fen less does not reach the limit.
#}
{%- set text = dbt.type_string() -%}
{%- set per_base_fen = sales_whole('10000') ~ ' * ' ~ sales_share_whole() -%}
{%- set per_fen = per_base_fen ~ ' * 10000' -%}
with earned as (
    select
        e.project_name,
        e.staff_id,
        e.commission_month as month,
        sum(e.tier_fen) as tier_fen,
        sum(
            case when e.outcome = 'earned' then e.tier_base_e4fen * e.share_parts else 0 end
        ) as base_parts
    from {{ ref('int_commission_entitlements') }} as e
    where e.scenario_id = 'actual'
    group by e.project_name, e.staff_id, e.commission_month
),

standings as (
    select
        f.project_name,
        f.staff_id,
        f.month,
        f.performance_parts,
        f.target_fen_e4,
        f.tier_rate_e7,
        t.from_attainment_e4 as next_from_e4,
        t.rate_e7 as next_rate_e7,
        -- Both in 10^-8 fen times SHARE_WHOLE.
        {{ sales_whole('t.from_attainment_e4') }} * f.target_fen_e4 * {{ sales_share_whole() }}
        - f.performance_parts * 100000000 as missing_parts,
        row_number() over (
            partition by f.project_name, f.staff_id, f.month
            order by t.from_attainment_e4 nulls last
        ) as tier_order,
        f.source_file,
        f.source_sheet,
        f.source_row
    from {{ ref('int_sales_performance') }} as f
    inner join {{ ref('int_sales_settings') }} as s
        on
            f.scenario_id = s.scenario_id
            and f.project_name = s.project_name
            and f.month = s.month
    -- A target may outlive the person who had it.
    inner join {{ ref('int_sales_people') }} as p
        on f.staff_id = p.staff_id and f.month = p.month and p.is_employed
    left join {{ ref('int_commission_tiers') }} as t
        on
            s.plan_version = t.plan_version
            and {{ sales_whole('t.from_attainment_e4') }}
            * f.target_fen_e4
            * {{ sales_share_whole() }}
            > f.performance_parts * 100000000
    where f.scenario_id = 'actual' and f.staff_id <> 'all' and f.target_fen_e4 > 0
),

edges as (
    select
        s.*,
        {{ sales_whole_times(
            's.missing_parts + ' ~ per_fen ~ ' - 1', per_fen
        ) }} as missing_fen,
        coalesce(e.tier_fen, 0) as tier_fen,
        coalesce(e.base_parts, 0) as base_parts
    from standings as s
    left join earned as e
        on s.project_name = e.project_name and s.staff_id = e.staff_id and s.month = e.month
    where s.tier_order = 1
),

priced as (
    select
        e.*,
        case
            when e.next_rate_e7 is not null
                then {{ sales_rounded_ratio(
                    '(e.base_parts + e.missing_fen * ' ~ per_base_fen ~ ') * e.next_rate_e7',
                    per_base_fen ~ ' * 10000000',
                ) }}
        end as next_tier_fen
    from edges as e
)

select
    cast(p.staff_id as {{ text }}) as staff_id,
    cast(p.project_name as {{ text }}) as project_name,
    cast(p.month as date) as month,
    {{ sales_yuan(sales_rounded_ratio('p.performance_parts', sales_share_whole())) }}
        as performance_amount,
    {{ sales_yuan(sales_rounded_ratio('p.target_fen_e4', '10000')) }} as target_amount,
    {{ sales_millionths(sales_attainment_e6('p.performance_parts', 'p.target_fen_e4')) }}
        as attainment,
    cast(p.tier_rate_e7 * cast(0.0000001 as decimal(8, 7)) as decimal(9, 7)) as rate,
    cast(p.next_from_e4 * cast(0.0001 as decimal(5, 4)) as decimal(9, 4)) as next_from_attainment,
    cast(p.next_rate_e7 * cast(0.0000001 as decimal(8, 7)) as decimal(9, 7)) as next_rate,
    {{ sales_yuan('p.missing_fen') }} as amount_to_next,
    {{ sales_yuan('p.tier_fen') }} as tier_commission_now,
    {{ sales_yuan('p.next_tier_fen') }} as tier_commission_at_next,
    {{ sales_yuan('p.next_tier_fen - p.tier_fen') }} as gain_amount,
    cast(p.source_file as {{ text }}) as source_file,
    cast(p.source_sheet as {{ text }}) as source_sheet,
    cast(p.source_row as bigint) as source_row
from priced as p
order by p.project_name, p.month, p.staff_id
