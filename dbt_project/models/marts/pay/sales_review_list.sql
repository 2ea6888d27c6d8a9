{#
    Clause C12 for display only: two months against 60 % of a quarter's task (as the words say:
    half as much again as the two months' task) and of the same two months' task. The list never
    decides anything about anybody.
#}
{%- set text = dbt.type_string() -%}
with months as (
    select
        p.project_name,
        p.staff_id,
        {{ sales_month_number('p.month') }} as month_number,
        p.source_file,
        p.source_sheet,
        p.source_row
    from {{ ref('int_sales_people') }} as p
    where p.is_employed and p.sales_role = 'consultant'
),

-- The even month of the two is the pair's number.
people as (
    select
        m.project_name,
        m.staff_id,
        m.month_number + m.month_number % 2 as pair_number,
        max(m.source_file) as source_file,
        max(m.source_sheet) as source_sheet,
        max(m.source_row) as source_row
    from months as m
    group by m.project_name, m.staff_id, m.month_number + m.month_number % 2
),

periods as (
    select
        m.project_name,
        {{ sales_month_number('m.month') }} as pair_number,
        {{ month_start(add_days('m.month', -1)) }} as period_start_on,
        m.month_end_on as period_end_on,
        s.review_share_e7
    from {{ ref('int_sales_months') }} as m
    inner join {{ ref('int_sales_settings') }} as s
        on s.scenario_id = 'actual' and m.project_name = s.project_name and m.month = s.month
    where {{ sales_month_number('m.month') }} % 2 = 0
),

-- A month is below when what was sold is less than its share of the task.
performances as (
    select
        f.project_name,
        f.staff_id,
        p.pair_number,
        sum(f.performance_parts) as performance_parts,
        case when count(f.target_fen_e4) = 2 then sum(f.target_fen_e4) end as target_fen_e4,
        count(
            case
                when
                    f.performance_parts * 100000000000
                    < {{ sales_whole('f.target_fen_e4') }}
                    * {{ sales_share_whole() }}
                    * p.review_share_e7
                    then 1
            end
        ) as months_below_60
    from {{ ref('int_sales_performance') }} as f
    inner join periods as p
        on f.project_name = p.project_name and f.month between p.period_start_on and p.period_end_on
    where f.scenario_id = 'actual' and f.staff_id <> 'all'
    group by f.project_name, f.staff_id, p.pair_number
),

reviewed as (
    select
        c.project_name,
        c.staff_id,
        p.period_start_on,
        p.period_end_on,
        coalesce(f.performance_parts, 0) as performance_parts,
        {{ sales_whole('f.target_fen_e4') }} as target_fen_e4,
        p.review_share_e7,
        coalesce(f.months_below_60, 0) as months_below_60,
        rank() over (
            partition by c.project_name, c.pair_number
            order by coalesce(f.performance_parts, 0) nulls last
        ) as place_from_last,
        c.source_file,
        c.source_sheet,
        c.source_row
    from people as c
    inner join periods as p
        on c.project_name = p.project_name and c.pair_number = p.pair_number
    left join performances as f
        on
            c.project_name = f.project_name
            and c.staff_id = f.staff_id
            and c.pair_number = f.pair_number
)

select
    cast(r.project_name as {{ text }}) as project_name,
    cast(r.staff_id as {{ text }}) as staff_id,
    cast(r.period_start_on as date) as period_start_on,
    cast(r.period_end_on as date) as period_end_on,
    {{ sales_yuan(sales_rounded_ratio('r.performance_parts', sales_share_whole())) }}
        as performance_amount,
    {{ sales_yuan(sales_rounded_ratio('r.target_fen_e4', '10000')) }} as target_amount,
    {{ sales_yuan(sales_rounded_ratio(
        'r.target_fen_e4 * r.review_share_e7 * 3', sales_whole('20000') ~ ' * 10000000'
    )) }} as literal_threshold_amount,
    cast(
        r.performance_parts * 200000000000
        < r.target_fen_e4 * r.review_share_e7 * 3 * {{ sales_share_whole() }} as boolean
    ) as is_below_literal,
    {{ sales_yuan(sales_rounded_ratio(
        'r.target_fen_e4 * r.review_share_e7', sales_whole('10000') ~ ' * 10000000'
    )) }} as two_month_threshold_amount,
    cast(
        r.performance_parts * 100000000000
        < r.target_fen_e4 * r.review_share_e7 * {{ sales_share_whole() }} as boolean
    ) as is_below_two_month,
    cast(r.place_from_last = 1 as boolean) as is_last,
    cast(r.months_below_60 as bigint) as months_below_60,
    cast(r.source_file as {{ text }}) as source_file,
    cast(r.source_sheet as {{ text }}) as source_sheet,
    cast(r.source_row as bigint) as source_row
from reviewed as r
order by r.project_name, r.period_start_on, r.staff_id
