with newest as (
    {{
        newest_rows(
            source('raw', 'work_orders'),
            key=['work_order_id'],
            columns=[
                'project_name',
                'room_name',
                'work_order_type',
                'service_item',
                'urgency',
                'opened_at',
                'dispatched_at',
                'handler_staff_id',
                'responsible_department',
                'arrived_at',
                'replied_at',
                'completed_at',
                'quoted_amount',
                'quote_accepted_at',
                'charged_amount',
                'paid_at',
                'called_back_at',
                'is_rework',
                'suspended_minutes',
                'cancelled_at',
            ],
        )
    }}
)

select
    n.work_order_id,
    n.project_name,
    n.room_name,
    n.work_order_type,
    n.service_item,
    n.urgency,
    n.opened_at,
    {{ known_at('n.dispatched_at') }} as dispatched_at,
    n.handler_staff_id,
    n.responsible_department,
    {{ known_at('n.arrived_at') }} as arrived_at,
    {{ known_at('n.replied_at') }} as replied_at,
    {{ known_at('n.completed_at') }} as completed_at,
    {{ has_column('n.missing_columns', 'completed_at') }} as is_completion_recorded,
    n.quoted_amount,
    {{ known_at('n.quote_accepted_at') }} as quote_accepted_at,
    n.charged_amount,
    {{ known_at('n.paid_at') }} as paid_at,
    {{ known_at('n.called_back_at') }} as called_back_at,
    n.is_rework,
    n.suspended_minutes,
    {{ known_at('n.cancelled_at') }} as cancelled_at,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.opened_at <= build.as_of
