-- A complaint repeats an earlier one of the same room and class that came at most so many days
-- (service_windows) before it. Complaints that follow each other so make one series.
with complaints as (
    select
        t.*,
        lag(t.received_at) over (
            partition by t.project_name, t.room_name, t.ticket_class
            order by t.received_at nulls last, t.ticket_id nulls last
        ) as earlier_received_at
    from {{ ref('int_tickets') }} as t
    where t.ticket_kind = 'complaint' and nullif(trim(t.room_name), '') is not null
),

judged as (
    select
        c.*,
        coalesce(
            {{ minutes_between('c.earlier_received_at', 'c.received_at') }} <= w.days * 1440,
            false
        ) as is_repeat
    from complaints as c
    cross join {{ ref('service_windows') }} as w
    where w.window_id = 'complaint_repeat'
)

select
    j.project_name,
    j.department,
    j.room_name,
    j.ticket_class,
    j.ticket_id,
    j.received_at,
    j.is_open,
    j.is_repeat,
    sum(case when j.is_repeat then 0 else 1 end) over (
        partition by j.project_name, j.room_name, j.ticket_class
        order by j.received_at nulls last, j.ticket_id nulls last
        rows between unbounded preceding and current row
    ) as series_no
from judged as j
