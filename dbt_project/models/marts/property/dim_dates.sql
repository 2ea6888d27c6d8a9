{#
    Holidays are known for the years whose notice the seed holds; after them a day is a
    working day by its weekday alone, and is_holiday_notice_known says so.
#}
with days as (
    {{ date_spine("cast('2004-01-01' as date)", "cast('2030-12-31' as date)") }}
),

known as (
    select max(c.date_on) as last_named_on
    from {{ ref('china_calendar') }} as c
)

select
    cast(d.date_on as date) as date_on,
    {{ year_start('d.date_on') }} as year_start_on,
    {{ quarter_start('d.date_on') }} as quarter_start_on,
    {{ month_start('d.date_on') }} as month_start_on,
    {{ week_start('d.date_on') }} as week_start_on,
    cast(
        coalesce(
            c.is_working_day,
            {{ days_between(week_start('d.date_on'), 'd.date_on') }} < 5
        ) as boolean
    ) as is_working_day,
    cast(c.holiday_name_zh as {{ dbt.type_string() }}) as holiday_name_zh,
    cast(
        {{ year_start('d.date_on') }} <= {{ year_start('known.last_named_on') }} as boolean
    ) as is_holiday_notice_known
from days as d
cross join known
left join {{ ref('int_special_days') }} as c on d.date_on = c.date_on
order by d.date_on
