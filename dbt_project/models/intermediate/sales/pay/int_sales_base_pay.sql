select
    p.staff_id,
    p.month,
    {{ fees_fen('b.base_pay') }} as base_fen
from {{ ref('int_sales_people') }} as p
left join {{ ref('stg_staff_base_pay') }} as b
    on p.staff_id = b.staff_id and p.effective_on is not distinct from b.effective_on
