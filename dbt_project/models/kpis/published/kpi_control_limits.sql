{#
    A p-chart: the centre is the pooled share of up to 24 complete months with a value, the
    month itself the last of them; the limits lie three standard deviations of a share of n
    beside it. Signals: a month outside its limits; eight months on one side of the centre.
    Months of fewer than five cases signal nothing. Shares of money are no counts of cases.
-#}
{%- set text = dbt.type_string() -%}
{%- set window -%}
    partition by v.kpi_id, v.project_name, v.department
    order by v.period_start_on
{%- endset -%}
with months as (
    select
        v.kpi_id,
        v.period_start_on,
        v.project_name,
        v.department,
        v.value,
        v.numerator,
        v.denominator,
        sum(v.numerator) over (
            {{ window }} rows between 23 preceding and current row
        ) as pooled_numerator,
        sum(v.denominator) over (
            {{ window }} rows between 23 preceding and current row
        ) as pooled_denominator,
        min(v.value) over ({{ window }} rows between 7 preceding and current row) as lowest_of_8,
        max(v.value) over ({{ window }} rows between 7 preceding and current row) as highest_of_8,
        count(*) over ({{ window }} rows between 7 preceding and current row) as months_of_8
    from {{ ref('kpi_values') }} as v
    inner join {{ ref('kpis') }} as k on v.kpi_id = k.kpi_id
    where
        v.period_kind = 'month'
        and v.is_complete
        and k.unit = 'share'
        and k.page not in ('fees', 'sales')
),

centred as (
    select
        m.*,
        {{ share('m.pooled_numerator', 'm.pooled_denominator') }} as centre
    from months as m
),

spread as (
    select
        c.*,
        3 * sqrt(c.centre * (1 - c.centre) / cast(c.denominator as double)) as three_sigma
    from centred as c
),

limited as (
    select
        s.*,
        greatest(cast(0 as double), s.centre - s.three_sigma) as lower_limit,
        least(cast(1 as double), s.centre + s.three_sigma) as upper_limit
    from spread as s
)

select
    cast(l.kpi_id as {{ text }}) as kpi_id,
    cast('month' as {{ text }}) as period_kind,
    cast(l.period_start_on as date) as period_start_on,
    cast(l.project_name as {{ text }}) as project_name,
    cast(l.department as {{ text }}) as department,
    cast(l.value as double) as value,
    cast(l.numerator as decimal(38, 4)) as numerator,
    cast(l.denominator as decimal(38, 4)) as denominator,
    cast(l.centre as double) as centre,
    cast(l.lower_limit as double) as lower_limit,
    cast(l.upper_limit as double) as upper_limit,
    cast(
        case
            when l.denominator < 5 then 'none'
            when l.value > l.upper_limit then 'above'
            when l.value < l.lower_limit then 'below'
            when
                l.months_of_8 = 8 and (l.lowest_of_8 > l.centre or l.highest_of_8 < l.centre)
                then 'run'
            else 'none'
        end as {{ text }}
    ) as signal
from limited as l
order by l.kpi_id, l.project_name, l.department, l.period_start_on
