-- The months, quarters and years of a project's life: from the first thing that any of its
-- registers knows to as_of.
with firsts as (
    select
        t.project_name,
        cast(t.received_at as date) as seen_on
    from {{ ref('int_tickets') }} as t
    union all
    select
        v.project_name,
        cast(v.visited_at as date) as seen_on
    from {{ ref('stg_visits') }} as v
    union all
    select
        c.project_name,
        cast(c.called_at as date) as seen_on
    from {{ ref('stg_calls') }} as c
    union all
    select
        s.project_name,
        s.started_on as seen_on
    from {{ ref('stg_surveys') }} as s
),

lives as (
    select
        f.project_name,
        {{ year_start('min(f.seen_on)') }} as first_year_on,
        min(f.seen_on) as first_seen_on
    from firsts as f
    group by f.project_name
),

months as (
    select distinct {{ month_start('w.date_on') }} as month_start_on
    from {{ ref('int_working_days') }} as w
),

first_days as (
    select
        l.project_name,
        l.first_seen_on,
        d.month_start_on
    from lives as l
    inner join months as d on l.first_year_on <= d.month_start_on
    cross join {{ ref('int_build_parameters') }} as build
    where d.month_start_on <= build.as_of
),

periods as (
    {{
        kpi_periods(
            'first_days',
            'month_start_on',
            ['project_name', 'first_seen_on'],
            period_kinds=['month', 'quarter', 'year'],
        )
    }}
)

select distinct
    p.project_name,
    p.period_kind,
    p.period_start_on,
    {{ next_period_start('p.period_kind', 'p.period_start_on') }} as next_start_on,
    {{ is_period_complete('p.period_kind', 'p.period_start_on', 'build.as_of') }} as is_complete
from periods as p
cross join {{ ref('int_build_parameters') }} as build
where {{ next_period_start('p.period_kind', 'p.period_start_on') }} > p.first_seen_on
