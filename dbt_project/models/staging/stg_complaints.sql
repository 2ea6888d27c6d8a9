with newest as (
    {{
        newest_rows(
            source('raw', 'complaints'),
            key=['complaint_id'],
            columns=[
                'project_name',
                'room_name',
                'channel',
                'complaint_class',
                'is_important',
                'is_valid',
                'received_at',
                'received_by_staff_id',
                'responsible_department',
                'dispatched_at',
                'handler_staff_id',
                'notified_at',
                'arrived_at',
                'first_replied_at',
                'promised_at',
                'resolved_at',
                'written_reply_at',
                'followed_up_at',
                'followed_up_by_staff_id',
                'reopened_count',
                'withdrawn_at',
                'replied_by_staff_id',
                'rectify_by',
            ],
        )
    }}
)

select
    n.complaint_id,
    n.project_name,
    n.room_name,
    n.channel,
    n.complaint_class,
    n.is_important,
    n.is_valid,
    n.received_at,
    n.received_by_staff_id,
    n.responsible_department,
    {{ known_at('n.dispatched_at') }} as dispatched_at,
    {{ has_column('n.missing_columns', 'dispatched_at') }} as is_dispatch_recorded,
    n.handler_staff_id,
    {{ known_at('n.notified_at') }} as notified_at,
    {{ known_at('n.arrived_at') }} as arrived_at,
    {{ known_at('n.first_replied_at') }} as first_replied_at,
    n.promised_at,
    {{ known_at('n.resolved_at') }} as resolved_at,
    {{ known_at('n.written_reply_at') }} as written_reply_at,
    {{ known_at('n.followed_up_at') }} as followed_up_at,
    n.followed_up_by_staff_id,
    n.reopened_count,
    {{ known_at('n.withdrawn_at') }} as withdrawn_at,
    n.replied_by_staff_id,
    n.rectify_by,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.received_at <= build.as_of
