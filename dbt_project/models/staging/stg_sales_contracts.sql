with newest as (
    {{
        newest_rows(
            source('raw', 'sales_contracts'),
            key=['contract_id'],
            columns=[
                'project_name',
                'unit_name',
                'list_price',
                'sold_price',
                'payment_plan',
                'subscribed_on',
                'signed_at',
                'down_payment_on',
                'mortgage_documents_on',
                'mortgage_signed_on',
                'contract_status',
                'status_on',
                'responsible_staff_id',
            ],
        )
    }}
),

-- The first export that said what became of the contract, for statuses without a date.
first_shown as (
    select
        r.contract_id,
        r.contract_status,
        min(r.exported_at) as first_exported_at
    from {{ source('raw', 'sales_contracts') }} as r
    cross join {{ source('raw', 'build_parameters') }} as build
    where r.exported_at <= build.as_of
    group by r.contract_id, r.contract_status
)

select
    n.contract_id,
    n.project_name,
    n.unit_name,
    n.list_price,
    n.sold_price,
    n.payment_plan,
    {{ known_at('n.subscribed_on') }} as subscribed_on,
    {{ known_at('n.signed_at') }} as signed_at,
    {{ known_at('n.down_payment_on') }} as down_payment_on,
    {{ known_at('n.mortgage_documents_on') }} as mortgage_documents_on,
    {{ known_at('n.mortgage_signed_on') }} as mortgage_signed_on,
    n.contract_status,
    {{ known_at('n.status_on') }} as status_on,
    cast(f.first_exported_at as date) as status_known_on,
    n.responsible_staff_id,
    n.source_file,
    n.source_sheet,
    n.source_row,
    n.exported_at
from newest as n
cross join {{ source('raw', 'build_parameters') }} as build
left join first_shown as f
    on n.contract_id = f.contract_id and n.contract_status = f.contract_status
