select
    f.file,
    f.export,
    f.status,
    f.exported_at,
    f.received_at,
    f.batch_id,
    f.rows_in,
    f.rows_accepted,
    f.rows_quarantined,
    f.rows_ignored,
    f.amount_in,
    f.amount_accepted,
    f.amount_quarantined,
    f.amount_ignored,
    f.message_zh,
    f.message_en
from {{ source('raw', 'intake_files') }} as f
