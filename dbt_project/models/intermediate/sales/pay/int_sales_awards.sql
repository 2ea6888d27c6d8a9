{#
    Awards of clause C8 for the consultants employed in a month. A deal's place in its month
    depends only on the day that counts (reading performance_date), so deals are ordered once
    per reading and not once per scenario.
#}
with moments as (
    select
        'signed' as performance_date,
        c.contract_id,
        c.project_name,
        c.signed_at as deal_at
    from {{ ref('int_sales_contracts') }} as c
    where c.is_signed and not c.is_void
    union all
    select
        'subscribed' as performance_date,
        c.contract_id,
        c.project_name,
        coalesce(cast(c.subscribed_on as {{ dbt.type_timestamp() }}), c.signed_at) as deal_at
    from {{ ref('int_sales_contracts') }} as c
    where c.is_signed and not c.is_void
),

-- A deal without valid credits takes its place too, but is nobody's.
placed as (
    select
        m.performance_date,
        m.contract_id,
        m.project_name,
        {{ month_start('m.deal_at') }} as month,
        r.staff_id,
        r.share_parts,
        r.source_file,
        r.source_sheet,
        r.source_row,
        rank() over (
            partition by m.performance_date, m.project_name, {{ month_start('m.deal_at') }}
            order by m.deal_at nulls last, m.contract_id nulls last
        ) as place,
        rank() over (
            partition by m.performance_date, m.project_name, {{ month_start('m.deal_at') }}
            order by m.deal_at desc nulls last, m.contract_id desc nulls last
        ) as place_from_last
    from moments as m
    left join {{ ref('int_sales_credits') }} as r on m.contract_id = r.contract_id
),

consultants as (
    select
        p.staff_id,
        p.month,
        p.project_name,
        p.is_employed
    from {{ ref('int_sales_people') }} as p
    where p.sales_role = 'consultant'
),

-- Who shares in a month's first and last deal.
deals as (
    select
        d.performance_date,
        d.project_name,
        d.contract_id,
        d.month,
        d.place = 1 as is_first,
        d.place_from_last = 1 as is_last,
        d.staff_id,
        d.share_parts,
        d.source_file,
        d.source_sheet,
        d.source_row
    from placed as d
    inner join consultants as p on d.staff_id = p.staff_id and d.month = p.month
    where p.is_employed and (d.place = 1 or d.place_from_last = 1)
),

-- Whoever sold as a consultant is ranked where he sold; rewarded is who is employed and has a
-- task there, wherever he is registered.
standings as (
    select
        f.scenario_id,
        f.project_name,
        f.staff_id,
        f.month,
        p.is_employed,
        f.is_met,
        f.target_fen_e4,
        f.performance_parts,
        max(f.performance_parts) over (
            partition by f.scenario_id, f.project_name, f.month
        ) as best_parts,
        f.source_file,
        f.source_sheet,
        f.source_row
    from {{ ref('int_sales_performance') }} as f
    inner join consultants as p on f.staff_id = p.staff_id and f.month = p.month
    where f.staff_id <> 'all'
),

first_places as (
    select
        s.scenario_id,
        s.project_name,
        s.month,
        count(*) as first_count
    from standings as s
    where s.is_employed and s.is_met and s.performance_parts = s.best_parts
    group by s.scenario_id, s.project_name, s.month
),

head_counts as (
    select
        p.project_name,
        p.month,
        count(*) as consultant_count
    from consultants as p
    where p.is_employed
    group by p.project_name, p.month
),

-- The months that count for two months running: one's own task done, or the project's.
completed as (
    select
        s.scenario_id,
        s.project_name,
        s.staff_id,
        s.month,
        s.source_file,
        s.source_sheet,
        s.source_row
    from standings as s
    inner join {{ ref('int_commission_scenarios') }} as c on s.scenario_id = c.scenario_id
    where s.is_employed and s.is_met and c.w5_task = 'personal'
    union all
    select
        f.scenario_id,
        f.project_name,
        p.staff_id,
        f.month,
        f.source_file,
        f.source_sheet,
        f.source_row
    from {{ ref('int_sales_performance') }} as f
    inner join {{ ref('int_commission_scenarios') }} as c on f.scenario_id = c.scenario_id
    inner join consultants as p on f.project_name = p.project_name and f.month = p.month
    where f.staff_id = 'all' and f.is_met and p.is_employed and c.w5_task = 'project'
),

-- Completed months without a gap keep the same difference between month and place.
runs as (
    select
        c.*,
        {{ sales_month_number('c.month') }} - row_number() over (
            partition by c.scenario_id, c.project_name, c.staff_id
            order by c.month nulls last
        ) as run_number
    from completed as c
),

months_of_runs as (
    select
        r.*,
        row_number() over (
            partition by r.scenario_id, r.project_name, r.staff_id, r.run_number
            order by r.month nulls last
        ) as month_of_run
    from runs as r
),

-- Every second month of a run is rewarded, unless the person has no task of his own.
second_months as (
    select
        m.scenario_id,
        m.project_name,
        m.staff_id,
        m.month,
        m.source_file,
        m.source_sheet,
        m.source_row
    from months_of_runs as m
    inner join standings as s
        on
            m.scenario_id = s.scenario_id
            and m.project_name = s.project_name
            and m.staff_id = s.staff_id
            and m.month = s.month
    where m.month_of_run % 2 = 0 and s.target_fen_e4 > 0
),

awards as (
    select
        s.scenario_id,
        d.staff_id,
        d.month,
        'first_deal' as line_kind,
        'C8.W1' as clause,
        d.project_name,
        d.contract_id,
        d.share_parts,
        s.award_first_deal_fen as base_fen,
        cast(1 as bigint) as divided_by,
        s.plan_version,
        d.source_file,
        d.source_sheet,
        d.source_row
    from deals as d
    inner join {{ ref('int_sales_settings') }} as s
        on
            d.project_name = s.project_name
            and d.month = s.month
            and d.performance_date = s.performance_date
    where d.is_first
    union all
    select
        s.scenario_id,
        d.staff_id,
        d.month,
        'last_deal' as line_kind,
        'C8.W2' as clause,
        d.project_name,
        d.contract_id,
        d.share_parts,
        s.award_last_deal_fen as base_fen,
        cast(1 as bigint) as divided_by,
        s.plan_version,
        d.source_file,
        d.source_sheet,
        d.source_row
    from deals as d
    inner join {{ ref('int_sales_settings') }} as s
        on
            d.project_name = s.project_name
            and d.month = s.month
            and d.performance_date = s.performance_date
    inner join standings as f
        on
            s.scenario_id = f.scenario_id
            and d.project_name = f.project_name
            and d.staff_id = f.staff_id
            and d.month = f.month
    where d.is_last and f.is_met
    union all
    select
        f.scenario_id,
        f.staff_id,
        f.month,
        'target_met' as line_kind,
        'C8.W3' as clause,
        f.project_name,
        cast(null as {{ dbt.type_string() }}) as contract_id,
        cast({{ sales_share_whole() }} as bigint) as share_parts,
        s.award_target_fen as base_fen,
        cast(1 as bigint) as divided_by,
        s.plan_version,
        f.source_file,
        f.source_sheet,
        f.source_row
    from standings as f
    inner join {{ ref('int_sales_settings') }} as s
        on
            f.scenario_id = s.scenario_id
            and f.project_name = s.project_name
            and f.month = s.month
    left join second_months as m
        on
            f.scenario_id = m.scenario_id
            and f.project_name = m.project_name
            and f.staff_id = m.staff_id
            and f.month = m.month
            and s.w5_mode = 'replace'
    where f.is_employed and f.is_met and m.staff_id is null
    union all
    select
        f.scenario_id,
        f.staff_id,
        f.month,
        'first_place' as line_kind,
        'C8.W4' as clause,
        f.project_name,
        cast(null as {{ dbt.type_string() }}) as contract_id,
        cast({{ sales_share_whole() }} as bigint) as share_parts,
        s.award_first_place_fen as base_fen,
        case when s.award_tie = 'split' then n.first_count else 1 end as divided_by,
        s.plan_version,
        f.source_file,
        f.source_sheet,
        f.source_row
    from standings as f
    inner join {{ ref('int_sales_settings') }} as s
        on
            f.scenario_id = s.scenario_id
            and f.project_name = s.project_name
            and f.month = s.month
    inner join first_places as n
        on
            f.scenario_id = n.scenario_id
            and f.project_name = n.project_name
            and f.month = n.month
    inner join head_counts as h on f.project_name = h.project_name and f.month = h.month
    where
        f.is_employed
        and f.is_met
        and f.performance_parts = f.best_parts
        and h.consultant_count >= s.award_first_place_consultants
        and (n.first_count = 1 or s.award_tie <> 'nobody')
    union all
    select
        m.scenario_id,
        m.staff_id,
        m.month,
        'two_months' as line_kind,
        'C8.W5' as clause,
        m.project_name,
        cast(null as {{ dbt.type_string() }}) as contract_id,
        cast({{ sales_share_whole() }} as bigint) as share_parts,
        s.award_two_months_fen as base_fen,
        cast(1 as bigint) as divided_by,
        s.plan_version,
        m.source_file,
        m.source_sheet,
        m.source_row
    from second_months as m
    inner join {{ ref('int_sales_settings') }} as s
        on
            m.scenario_id = s.scenario_id
            and m.project_name = s.project_name
            and m.month = s.month
),

amounts as (
    select
        a.*,
        {{ sales_rounded_ratio(
            sales_whole('a.base_fen') ~ ' * a.share_parts',
            sales_whole('a.divided_by') ~ ' * ' ~ sales_share_whole(),
        ) }} as amount_fen
    from awards as a
)

select
    a.scenario_id,
    a.staff_id,
    a.month as payroll_month,
    'awards' as statement_column,
    a.line_kind,
    a.clause,
    a.project_name,
    a.contract_id,
    cast(null as {{ dbt.type_string() }}) as detail,
    {{ sales_rounded_ratio(
        sales_whole('a.share_parts') ~ ' * 10000',
        sales_whole('a.divided_by') ~ ' * ' ~ sales_share_whole(),
    ) }} as quantity_e4,
    a.base_fen,
    cast(null as bigint) as rate_e7,
    a.amount_fen,
    a.month as origin_month,
    a.plan_version,
    a.source_file,
    a.source_sheet,
    a.source_row
from amounts as a
where a.amount_fen <> 0
