{#
    What was released to somebody, and what a cancellation takes back from whoever got it.
#}
with released as (
    select
        p.scenario_id,
        p.project_name,
        p.contract_id,
        p.recipient_staff_id as staff_id,
        p.staff_id as original_staff_id,
        p.outcome_on as released_on,
        p.part_fen as released_fen,
        case when p.recipient_staff_id = p.staff_id then p.reason else 'reassigned' end as reason,
        p.part_no,
        p.commission_month,
        p.cancelled_on
    from {{ ref('int_commission_parts') }} as p
    where p.outcome = 'released'
),

movements as (
    select
        r.scenario_id,
        r.project_name,
        r.contract_id,
        r.staff_id,
        r.original_staff_id,
        r.released_on,
        r.released_fen,
        r.reason,
        r.part_no,
        r.commission_month
    from released as r
    union all
    select
        r.scenario_id,
        r.project_name,
        r.contract_id,
        r.staff_id,
        r.original_staff_id,
        r.cancelled_on as released_on,
        -cast(sum(r.released_fen) as bigint) as released_fen,
        'cancelled' as reason,
        cast(null as integer) as part_no,
        r.commission_month
    from released as r
    where r.cancelled_on is not null
    group by
        r.scenario_id,
        r.project_name,
        r.contract_id,
        r.staff_id,
        r.original_staff_id,
        r.commission_month,
        r.cancelled_on
)

select
    m.scenario_id,
    m.project_name,
    m.contract_id,
    m.staff_id,
    m.original_staff_id,
    {{ month_start('m.released_on') }} as payroll_month,
    m.released_on,
    m.released_fen,
    m.reason,
    m.part_no,
    m.commission_month
from movements as m
