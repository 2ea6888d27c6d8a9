select
    cast(s.staff_id as {{ dbt.type_string() }}) as staff_id,
    cast(s.effective_on as date) as effective_on,
    cast(s.base_pay as decimal(18, 2)) as base_pay_amount
from {{ ref('stg_staff_base_pay') }} as s
where s.base_pay is not null
order by s.staff_id, s.effective_on
