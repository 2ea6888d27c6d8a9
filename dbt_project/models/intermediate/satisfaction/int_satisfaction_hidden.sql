{#
    Which groups are not shown, so that no group of fewer answers than the least can be read or
    computed. Totals (dimension 'all') are never taken back: the KPIs publish them.

    1. A year's or a survey's groups of one dimension in a project add up to its total. Small
       ones are hidden, and next smallest ones with them until at least two groups and the least
       number of answers are hidden together. (Service areas beside an overall question add up
       to nothing.)
    2. Quarters add up to their year, months to their quarter. A finer period's groups are shown
       all together or not at all: hidden are the periods with a small group, and the newest
       others with them until at least two are hidden and no group has a small part in them
       (what a year hides counts as one group). Months of a hidden quarter are hidden.
    3. The company's groups add up the projects': shown when every project's are.
-#}
{%- set table_key = ['instrument', 'project_name', 'dimension'] -%}
with cells as (
    select
        c.instrument,
        c.period_kind,
        c.period_start_on,
        c.survey_id,
        c.project_name,
        c.dimension,
        c.level,
        c.answer_count,
        c.dimension <> 'service_area' or not c.has_overall_question as is_part_of_total,
        s.least_answers_shown as least
    from {{ ref('int_satisfaction_cells') }} as c
    cross join {{ ref('satisfaction_display') }} as s
    where c.dimension <> 'all'
),

top_ranked as (
    select
        c.*,
        row_number() over (
            partition by c.instrument, c.period_start_on, c.survey_id, c.project_name, c.dimension
            order by c.answer_count, c.level
        ) as size_rank,
        sum(c.answer_count) over (
            partition by c.instrument, c.period_start_on, c.survey_id, c.project_name, c.dimension
            order by c.answer_count, c.level
            rows between unbounded preceding and current row
        ) - c.answer_count as smaller_answers,
        sum(case when c.answer_count < c.least then 1 else 0 end) over (
            partition by c.instrument, c.period_start_on, c.survey_id, c.project_name, c.dimension
        ) as small_groups
    from cells as c
    where c.period_kind in ('year', 'survey') and c.project_name <> 'all'
),

top_cells as (
    select
        t.*,
        t.answer_count < t.least
        or (
            t.is_part_of_total
            and t.small_groups > 0
            and (t.size_rank <= 2 or t.smaller_answers < t.least)
        ) as is_hidden
    from top_ranked as t
),

year_cells as (
    select
        t.instrument,
        t.project_name,
        t.dimension,
        t.level,
        t.period_start_on,
        t.is_hidden
    from top_cells as t
    where t.period_kind = 'year'
),

-- What a quarter shows adds to what its year shows; what a year hides is one group to it.
quarter_cells as (
    select
        c.instrument,
        c.project_name,
        c.dimension,
        c.period_start_on,
        y.period_start_on as parent_start_on,
        case when y.is_hidden then '' else c.level end as level,
        min(c.answer_count) as smallest,
        sum(c.answer_count) as answer_count,
        min(c.least) as least
    from cells as c
    inner join year_cells as y
        on
            {{ same_key('c', 'y', table_key + ['level']) }}
            and {{ year_start('c.period_start_on') }} = y.period_start_on
    where c.period_kind = 'quarter'
    group by
        c.instrument,
        c.project_name,
        c.dimension,
        c.period_start_on,
        y.period_start_on,
        case when y.is_hidden then '' else c.level end
),

quarters as (
    {{ shown_finer_periods('quarter_cells', table_key) }}
),

month_cells as (
    select
        c.instrument,
        c.project_name,
        c.dimension,
        c.period_start_on,
        {{ quarter_start('c.period_start_on') }} as parent_start_on,
        c.level,
        c.answer_count as smallest,
        c.answer_count,
        c.least
    from cells as c
    where c.period_kind = 'month' and c.project_name <> 'all'
),

months as (
    {{ shown_finer_periods('month_cells', table_key) }}
),

finer_tables as (
    select
        q.instrument,
        q.project_name,
        q.dimension,
        'quarter' as period_kind,
        q.period_start_on,
        {{ year_start('q.period_start_on') }} as year_start_on,
        q.is_shown
    from quarters as q
    union all
    select
        m.instrument,
        m.project_name,
        m.dimension,
        'month' as period_kind,
        m.period_start_on,
        {{ year_start('m.period_start_on') }} as year_start_on,
        m.is_shown and q.is_shown as is_shown
    from months as m
    inner join quarters as q
        on
            {{ same_key('m', 'q', table_key) }}
            and {{ quarter_start('m.period_start_on') }} = q.period_start_on
),

-- A hidden table lists every group of its year: it does not even say who answered.
hidden_in_projects as (
    select
        t.instrument,
        t.period_kind,
        t.period_start_on,
        t.survey_id,
        t.project_name,
        t.dimension,
        t.level
    from top_cells as t
    where t.is_hidden
    union all
    select
        f.instrument,
        f.period_kind,
        f.period_start_on,
        cast(null as {{ dbt.type_string() }}) as survey_id,
        f.project_name,
        f.dimension,
        y.level
    from finer_tables as f
    inner join year_cells as y
        on {{ same_key('f', 'y', table_key) }} and f.year_start_on = y.period_start_on
    where not f.is_shown
),

hidden_company_tables as (
    select distinct
        h.instrument,
        h.period_kind,
        h.period_start_on,
        h.survey_id,
        h.dimension
    from hidden_in_projects as h
)

select
    h.instrument,
    h.period_kind,
    h.period_start_on,
    h.survey_id,
    h.project_name,
    h.dimension,
    h.level
from hidden_in_projects as h
union all
select distinct
    t.instrument,
    t.period_kind,
    t.period_start_on,
    t.survey_id,
    'all' as project_name,
    t.dimension,
    c.level
from hidden_company_tables as t
inner join cells as c
    on
        t.instrument = c.instrument
        and t.dimension = c.dimension
        and c.project_name = 'all'
        and t.survey_id is not distinct from c.survey_id
        and c.period_kind in ('year', 'survey')
        and (
            t.period_kind = 'survey'
            or {{ year_start('t.period_start_on') }} = c.period_start_on
        )
