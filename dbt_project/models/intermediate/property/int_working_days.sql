-- A day is a working day by its weekday, unless the state or the company says otherwise; the
-- years without a known notice have weekdays only.
with days as (
    {{ date_spine("cast('2000-01-01' as date)", "cast('2049-12-31' as date)") }}
),

judged as (
    select
        d.date_on,
        coalesce(s.is_working_day, {{ days_between(week_start('d.date_on'), 'd.date_on') }} < 5)
            as is_working_day
    from days as d
    left join {{ ref('int_special_days') }} as s on d.date_on = s.date_on
)

select
    j.date_on,
    j.is_working_day,
    count(case when j.is_working_day then 1 end) over (
        order by j.date_on nulls last
        rows between unbounded preceding and current row
    ) as working_day_no
from judged as j
