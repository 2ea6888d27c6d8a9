{{ config(materialized='view') }}

-- Elapsed time cut into slices: above the one time of the grid, up to the next; the last slice
-- of a stage has no end.
with slices as (
    select
        g.stage,
        row_number() over (
            partition by g.stage order by g.elapsed_minutes nulls last
        ) as slice_no,
        coalesce(
            lag(g.elapsed_minutes) over (
                partition by g.stage order by g.elapsed_minutes nulls last
            ), -1
        ) as above_minutes,
        g.elapsed_minutes as up_to_minutes
    from {{ ref('turnaround_grid') }} as g
)

select
    s.stage,
    s.slice_no,
    s.above_minutes,
    s.up_to_minutes
from slices as s
union all
select
    s.stage,
    max(s.slice_no) + 1 as slice_no,
    max(s.up_to_minutes) as above_minutes,
    cast(null as integer) as up_to_minutes
from slices as s
group by s.stage
