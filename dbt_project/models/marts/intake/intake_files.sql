{%- set text = dbt.type_string() -%}
select
    cast(f.file as {{ text }}) as file,
    cast(f.export as {{ text }}) as export,
    cast(f.status as {{ text }}) as status,
    cast(f.exported_at as {{ dbt.type_timestamp() }}) as exported_at,
    cast(f.received_at as {{ dbt.type_timestamp() }}) as received_at,
    cast(f.batch_id as {{ text }}) as batch_id,
    cast(f.rows_in as bigint) as rows_in,
    cast(f.rows_accepted as bigint) as rows_accepted,
    cast(f.rows_quarantined as bigint) as rows_quarantined,
    cast(f.rows_ignored as bigint) as rows_ignored,
    cast(f.amount_in as decimal(18, 2)) as amount_in,
    cast(f.amount_accepted as decimal(18, 2)) as amount_accepted,
    cast(f.amount_quarantined as decimal(18, 2)) as amount_quarantined,
    cast(f.amount_ignored as decimal(18, 2)) as amount_ignored,
    cast(f.message_zh as {{ text }}) as message_zh,
    cast(f.message_en as {{ text }}) as message_en
from {{ ref('stg_intake_files') }} as f
order by f.received_at, f.file, f.export, f.batch_id
