{# Read by several models and large: kept as a table. #}
{{ config(materialized='table') }}

with newest as (
    {{
        newest_rows(
            source('raw', 'fee_bills'),
            key=['bill_id'],
            columns=[
                'project_name',
                'room_name',
                'fee_item',
                'service_from',
                'service_to',
                'receivable_amount',
                'concession_amount',
                'due_on',
                'billed_on',
                'bill_status',
            ],
        )
    }}
)

select
    n.bill_id,
    n.project_name,
    n.room_name,
    n.fee_item,
    n.service_from,
    n.service_to,
    n.due_on,
    {{ known_at('n.billed_on') }} as billed_on,
    n.receivable_amount,
    cast(coalesce(n.concession_amount, 0) as decimal(18, 2)) as concession_amount,
    coalesce(n.bill_status, '有效') as bill_status,
    coalesce(n.bill_status, '有效') = '作废' as is_void,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
