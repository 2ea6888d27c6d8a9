{#
    Every KPI in one table, with the target that held on the first day of its period and the
    verdict. A new KPI is one model beside this one's folder, one line here, one row of the
    seed kpis.
#}
{%- set kpi_models = [
    ref('satisfaction_rate'),
    ref('satisfaction_score'),
    ref('ticket_satisfaction_rate'),
    ref('ticket_satisfaction_score'),
    ref('survey_satisfaction_rate'),
    ref('survey_satisfaction_score'),
    ref('survey_response_rate'),
    ref('complaint_dispatch_rate'),
    ref('complaint_resolution_km_median_hours'),
    ref('complaint_same_day_reply_rate'),
    ref('complaint_followup_rate'),
    ref('complaint_promise_kept_rate'),
    ref('complaint_repeat_rate'),
    ref('work_order_same_day_rate'),
    ref('work_order_callback_rate'),
    ref('fee_collection_rate'),
    ref('fee_arrears_recovery_rate'),
    ref('fee_combined_collection_rate'),
    ref('sales_attainment_rate'),
] -%}
{%- set text = dbt.type_string() -%}
with measured as (
    {{ kpi_union(kpi_models) }}
),

-- The project's own target before the company's, the period kind's own before the general.
ranked_targets as (
    select
        m.kpi_id,
        m.period_kind,
        m.period_start_on,
        m.project_name,
        t.target,
        t.is_inclusive,
        row_number() over (
            partition by m.kpi_id, m.period_kind, m.period_start_on, m.project_name
            order by
                case when t.project_name = '*' then 1 else 0 end,
                case when t.period_kind = '*' then 1 else 0 end
        ) as preference
    from (
        select distinct
            r.kpi_id,
            r.period_kind,
            r.period_start_on,
            r.project_name
        from measured as r
    ) as m
    inner join {{ ref('int_kpi_targets') }} as t
        on
            m.kpi_id = t.kpi_id
            and t.project_name in (m.project_name, '*')
            and t.period_kind in (m.period_kind, '*')
            and {{ is_valid_on('t', 'm.period_start_on') }}
),

-- Compared exactly, on numerator and denominator; a median has neither a target nor a quotient.
judged as (
    select
        m.*,
        t.target,
        {{ is_period_complete('m.period_kind', 'm.period_start_on', 'build.as_of') }}
            as is_complete,
        case
            when t.target is null then 'no_target'
            when m.denominator < c.min_denominator then 'not_enough_data'
            when m.numerator = {{ exact_product('t.target', 'm.denominator') }}
                then case when t.is_inclusive then 'met' else 'missed' end
            when
                (m.numerator > {{ exact_product('t.target', 'm.denominator') }})
                = (c.direction = 'up')
                then 'met'
            else 'missed'
        end as verdict
    from measured as m
    cross join {{ ref('int_build_parameters') }} as build
    left join {{ ref('kpis') }} as c on m.kpi_id = c.kpi_id
    left join ranked_targets as t
        on
            m.kpi_id = t.kpi_id
            and m.period_kind = t.period_kind
            and m.period_start_on = t.period_start_on
            and m.project_name = t.project_name
            and t.preference = 1
)

select
    cast(j.kpi_id as {{ text }}) as kpi_id,
    cast(j.period_kind as {{ text }}) as period_kind,
    cast(j.period_start_on as date) as period_start_on,
    cast(j.project_name as {{ text }}) as project_name,
    cast(j.department as {{ text }}) as department,
    cast(j.is_complete as boolean) as is_complete,
    cast(j.numerator as decimal(38, 4)) as numerator,
    cast(j.denominator as decimal(38, 4)) as denominator,
    cast(j.excluded_count as bigint) as excluded_count,
    cast(j.value as double) as value,
    cast(j.target as double) as target,
    cast(j.verdict as {{ text }}) as verdict,
    cast(j.low as double) as low,
    cast(j.high as double) as high
from judged as j
order by
    j.kpi_id,
    j.project_name,
    j.department,
    j.period_kind,
    j.period_start_on
