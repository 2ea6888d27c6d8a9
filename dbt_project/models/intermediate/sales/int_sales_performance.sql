{#
    Performance against the task, and the rate that it earns. Who has no task of his own has no
    rate; only a manager then takes the project's attainment.
#}
with performances as (
    select
        d.scenario_id,
        d.project_name,
        k.staff_id,
        d.commission_month as month,
        sum({{ sales_whole('d.person_performance_fen') }} * k.share_parts) as performance_parts,
        count(*) as contract_count
    from {{ ref('int_sales_deals') }} as d
    inner join {{ ref('int_sales_credits') }} as k on d.contract_id = k.contract_id
    group by d.scenario_id, d.project_name, k.staff_id, d.commission_month
    union all
    select
        d.scenario_id,
        d.project_name,
        'all' as staff_id,
        d.commission_month as month,
        sum({{ sales_whole('d.project_performance_fen') }}) * {{ sales_share_whole() }}
            as performance_parts,
        count(*) as contract_count
    from {{ ref('int_sales_deals') }} as d
    group by d.scenario_id, d.project_name, d.commission_month
),

-- A month may be written as any of its days; of two such rows the newer one holds.
dated_targets as (
    select
        t.project_name,
        coalesce(t.staff_id, 'all') as staff_id,
        {{ month_start('t.month') }} as month,
        {{ fees_fen('t.target_amount') }} as target_fen,
        row_number() over (
            partition by t.project_name, t.staff_id, {{ month_start('t.month') }}
            order by
                t.exported_at desc nulls last,
                t.source_file desc nulls last,
                t.month desc nulls last
        ) as recency,
        t.source_file,
        t.source_sheet,
        t.source_row
    from {{ ref('stg_sales_targets') }} as t
),

targets as (
    select t.*
    from dated_targets as t
    inner join {{ ref('int_sales_months') }} as m
        on t.project_name = m.project_name and t.month = m.month
    where t.recency = 1
),

set_targets as (
    select
        s.scenario_id,
        t.project_name,
        t.staff_id,
        t.month,
        case
            when t.target_fen > 0 and s.target_factor_e4 > 0
                then {{ sales_whole('t.target_fen') }} * s.target_factor_e4
        end as target_fen_e4,
        t.source_file,
        t.source_sheet,
        t.source_row
    from targets as t
    cross join {{ ref('int_commission_scenarios') }} as s
),

measured as (
    select
        coalesce(p.scenario_id, t.scenario_id) as scenario_id,
        coalesce(p.project_name, t.project_name) as project_name,
        coalesce(p.staff_id, t.staff_id) as staff_id,
        coalesce(p.month, t.month) as month,
        coalesce(p.performance_parts, 0) as performance_parts,
        coalesce(p.contract_count, 0) as contract_count,
        t.staff_id is not null as has_target_row,
        t.target_fen_e4,
        t.source_file,
        t.source_sheet,
        t.source_row
    from performances as p
    full outer join set_targets as t
        on
            p.scenario_id = t.scenario_id
            and p.project_name = t.project_name
            and p.staff_id = t.staff_id
            and p.month = t.month
),

-- The performance and the task that decide the rate.
judged as (
    select
        m.*,
        case
            when p.staff_id is not null then whole.performance_parts else m.performance_parts
        end as rate_performance_parts,
        case
            when p.staff_id is not null then whole.target_fen_e4 else m.target_fen_e4
        end as rate_target_fen_e4
    from measured as m
    left join {{ ref('int_sales_people') }} as p
        on
            m.staff_id = p.staff_id
            and m.month = p.month
            and p.sales_role = 'manager'
            and not m.has_target_row
    left join measured as whole
        on
            p.staff_id is not null
            and m.scenario_id = whole.scenario_id
            and m.project_name = whole.project_name
            and m.month = whole.month
            and whole.staff_id = 'all'
)

select
    j.scenario_id,
    j.project_name,
    j.staff_id,
    j.month,
    j.performance_parts,
    j.target_fen_e4,
    coalesce(
        j.performance_parts * 10000
        >= {{ sales_whole('j.target_fen_e4') }} * {{ sales_share_whole() }},
        false
    ) as is_met,
    j.rate_target_fen_e4,
    {{ sales_rounded_ratio('j.rate_performance_parts', sales_share_whole()) }}
        as rate_performance_fen,
    {{ sales_attainment_e6('j.rate_performance_parts', 'j.rate_target_fen_e4') }}
        as rate_attainment_e6,
    case when j.rate_target_fen_e4 is not null then coalesce(t.rate_e7, 0) end as tier_rate_e7,
    j.contract_count,
    j.source_file,
    j.source_sheet,
    j.source_row
from judged as j
left join {{ ref('int_sales_settings') }} as s
    on j.scenario_id = s.scenario_id and j.project_name = s.project_name and j.month = s.month
left join {{ ref('int_commission_tiers') }} as t
    on
        s.plan_version = t.plan_version
        and j.rate_performance_parts * 100000000
        >= {{ sales_whole('t.from_attainment_e4') }}
        * {{ sales_share_whole() }}
        * j.rate_target_fen_e4
        and (
            t.to_attainment_e4 is null
            or j.rate_performance_parts * 100000000
            < {{ sales_whole('t.to_attainment_e4') }}
            * {{ sales_share_whole() }}
            * j.rate_target_fen_e4
        )
