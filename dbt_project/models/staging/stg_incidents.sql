with newest as (
    {{
        newest_rows(
            source('raw', 'incidents'),
            key=['incident_id'],
            columns=[
                'project_name',
                'incident_type',
                'reported_at',
                'notified_at',
                'arrived_at',
                'controlled_at',
                'form_filed_at',
                'approved_at',
            ],
        )
    }}
)

select
    n.incident_id,
    n.project_name,
    n.incident_type,
    n.reported_at,
    {{ known_at('n.notified_at') }} as notified_at,
    {{ has_column('n.missing_columns', 'notified_at') }} as is_notification_recorded,
    {{ known_at('n.arrived_at') }} as arrived_at,
    {{ has_column('n.missing_columns', 'arrived_at') }} as is_arrival_recorded,
    {{ known_at('n.controlled_at') }} as controlled_at,
    {{ has_column('n.missing_columns', 'controlled_at') }} as is_control_recorded,
    {{ known_at('n.form_filed_at') }} as form_filed_at,
    {{ has_column('n.missing_columns', 'form_filed_at') }} as is_form_recorded,
    {{ known_at('n.approved_at') }} as approved_at,
    {{ has_column('n.missing_columns', 'approved_at') }} as is_approval_recorded,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
where n.reported_at <= build.as_of
