with shared as (
    select
        k.contract_id,
        c.project_name,
        k.staff_id,
        case
            when c.is_shared_equally
                then {{ sales_whole_times(sales_share_whole(), 'c.people') }}
            else
                cast(round(k.share * 10000, 0) as bigint)
                * {{ sales_whole_times(sales_share_whole(), '10000') }}
        end as share_parts,
        k.source_file,
        k.source_sheet,
        k.source_row
    from {{ ref('stg_sales_credits') }} as k
    inner join {{ ref('int_sales_contracts') }} as c on k.contract_id = c.contract_id
    where c.credit_state = 'ok' and c.is_signed
)

select
    s.contract_id,
    s.project_name,
    s.staff_id,
    s.share_parts,
    {{ sales_rounded_ratio(sales_whole('s.share_parts') ~ ' * 1000000', sales_share_whole()) }}
        as share_e6,
    s.source_file,
    s.source_sheet,
    s.source_row
from shared as s
