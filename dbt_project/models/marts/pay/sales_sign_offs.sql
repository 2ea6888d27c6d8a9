select
    cast('all' as {{ dbt.type_string() }}) as project_name,
    cast(s.month as date) as month,
    cast(s.stage as {{ dbt.type_string() }}) as stage,
    cast(s.signed_by as {{ dbt.type_string() }}) as signed_by,
    cast(s.recorded_at as timestamp) as recorded_at,
    cast(s.as_of as timestamp) as as_of,
    cast(s.snapshot_id as {{ dbt.type_string() }}) as snapshot_id,
    cast(s.content_hash as {{ dbt.type_string() }}) as content_hash,
    cast(s.accepted_blocked as bigint) as accepted_blocked
from {{ ref('stg_sign_offs') }} as s
order by s.month, s.recorded_at, s.stage
