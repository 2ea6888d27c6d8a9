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
    q.row_key,
    row_number() over (partition by q.row_key order by q.finding_no nulls last) as finding_place,
    count(*) over (partition by q.row_key) as finding_count
from {{ ref('stg_quarantine_findings') }} as q
