with complaints as (
    select
        c.project_name,
        c.responsible_department,
        c.complaint_id as ticket_id,
        'complaint' as ticket_kind,
        c.complaint_class as ticket_class,
        c.room_name,
        c.channel,
        c.is_important,
        cast(null as {{ dbt.type_string() }}) as urgency,
        cast(null as {{ dbt.type_string() }}) as service_item,
        c.handler_staff_id,
        c.received_at,
        c.dispatched_at,
        c.is_dispatch_recorded,
        cast(null as boolean) as is_completion_recorded,
        c.arrived_at,
        c.first_replied_at,
        c.promised_at,
        c.resolved_at,
        c.followed_up_at,
        c.withdrawn_at,
        c.reopened_count,
        c.source_file,
        c.source_sheet,
        c.source_row
    from {{ ref('stg_complaints') }} as c
),

work_orders as (
    select
        w.project_name,
        w.responsible_department,
        w.work_order_id as ticket_id,
        'work_order' as ticket_kind,
        w.work_order_type as ticket_class,
        w.room_name,
        cast(null as {{ dbt.type_string() }}) as channel,
        cast(null as boolean) as is_important,
        w.urgency,
        w.service_item,
        w.handler_staff_id,
        w.opened_at as received_at,
        w.dispatched_at,
        cast(null as boolean) as is_dispatch_recorded,
        w.is_completion_recorded,
        w.arrived_at,
        w.replied_at as first_replied_at,
        cast(null as {{ dbt.type_timestamp() }}) as promised_at,
        w.completed_at as resolved_at,
        w.called_back_at as followed_up_at,
        w.cancelled_at as withdrawn_at,
        cast(null as bigint) as reopened_count,
        w.source_file,
        w.source_sheet,
        w.source_row
    from {{ ref('stg_work_orders') }} as w
),

tickets as (
    select complaints.* from complaints
    union all
    select work_orders.* from work_orders
),

judged as (
    select
        t.*,
        case
            when t.withdrawn_at is not null then 'withdrawn'
            when t.resolved_at is not null then 'resolved'
            else 'open'
        end as status
    from tickets as t
)

select
    j.project_name,
    coalesce(nullif(trim(j.responsible_department), ''), '未注明') as department,
    j.ticket_id,
    j.ticket_kind,
    j.ticket_class,
    j.room_name,
    j.channel,
    j.is_important,
    j.urgency,
    j.service_item,
    j.handler_staff_id,
    j.received_at,
    j.dispatched_at,
    j.is_dispatch_recorded,
    j.is_completion_recorded,
    j.arrived_at,
    j.first_replied_at,
    j.promised_at,
    j.resolved_at,
    j.followed_up_at,
    j.withdrawn_at,
    j.reopened_count,
    j.status,
    j.status = 'open' as is_open,
    {{ minutes_between('j.received_at', 'j.dispatched_at') }} as minutes_to_dispatch,
    {{ minutes_between('j.received_at', 'j.first_replied_at') }} as minutes_to_first_reply,
    case
        -- a close written as a mere day can stand before the time of receipt on that day
        when j.resolved_at < j.received_at then 0
        else {{ minutes_between('j.received_at', 'j.resolved_at') }}
    end as minutes_to_resolve,
    case
        when j.status = 'open' then {{ minutes_between('j.received_at', 'build.as_of') }}
    end as open_minutes,
    j.source_file,
    j.source_sheet,
    j.source_row
from judged as j
cross join {{ ref('int_build_parameters') }} as build
