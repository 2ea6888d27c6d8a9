select
    q.*,
    row_number() over (partition by q.row_key order by q.finding_no nulls last) as finding_place,
    count(*) over (partition by q.row_key) as finding_count
from {{ ref('stg_quarantine_findings') }} as q
