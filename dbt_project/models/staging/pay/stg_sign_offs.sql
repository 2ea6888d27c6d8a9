select
    s.month,
    s.stage,
    s.signed_by,
    s.recorded_at,
    s.as_of,
    s.snapshot_id,
    s.content_hash,
    s.accepted_blocked
from {{ source('raw', 'sign_offs') }} as s
