select
    q.export,
    q.file,
    q.sheet,
    q.row,
    q.cell,
    q.column,
    q.found,
    q.expected,
    q.code,
    q.message_zh,
    q.message_en,
    q.amount_affected,
    q.batch_id,
    q.finding_no,
    q.row_key
from {{ source('raw', 'quarantine_findings') }} as q
