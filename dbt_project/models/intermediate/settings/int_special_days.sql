-- Days that are not as their weekday says: the state's holidays and make-up days, and what the
-- company decided against them.
select
    coalesce(s.date_on, c.date_on) as date_on,
    coalesce(s.is_working_day, c.is_working_day) as is_working_day,
    coalesce(s.holiday_name, c.holiday_name_zh) as holiday_name_zh,
    s.date_on is not null as is_company_setting
from {{ ref('china_calendar') }} as c
full outer join {{ ref('stg_calendar_settings') }} as s on c.date_on = s.date_on
