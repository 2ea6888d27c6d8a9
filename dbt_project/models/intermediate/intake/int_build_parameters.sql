select cast(p.as_of as timestamp) as as_of
from {{ source('raw', 'build_parameters') }} as p
