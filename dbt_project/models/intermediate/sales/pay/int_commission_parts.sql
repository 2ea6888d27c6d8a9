{{ config(materialized='view') }}
{#
    An entitlement comes in parts, each with its step and what became of it. The second part is
    what the first leaves; discount commission that does not wait for the buyer's money is
    part 0.
#}
with entitlements as (
    select
        e.scenario_id,
        e.project_name,
        e.contract_id,
        e.staff_id,
        e.commission_month,
        e.waits_for_signature,
        e.earned_fen,
        r.instalment_first_at_e7,
        case
            when e.payment_plan = '全款' and s.full_payment_release = 'signing' then 'signed'
            when e.payment_plan = '全款' then 'fully_received'
            when e.payment_plan = '按揭' then 'down_payment'
            else 'half_received'
        end as first_reason,
        case
            when s.discount_release = 'alike' then 0
            when e.payment_plan = '全款' and s.full_payment_release = 'signing' then 0
            else e.discount_fen
        end as at_once_fen,
        case
            when e.payment_plan = '全款' then 10000000
            when e.payment_plan = '按揭' then r.mortgage_first_share_e7
            else r.instalment_first_share_e7
        end as first_share_e7
    from {{ ref('int_commission_entitlements') }} as e
    inner join {{ ref('int_commission_scenarios') }} as s on e.scenario_id = s.scenario_id
    inner join {{ ref('int_commission_rules') }} as r on e.plan_version = r.plan_version
    where e.earned_fen <> 0
),

divided as (
    select
        e.*,
        {{ sales_rounded_ratio(
            sales_whole('e.earned_fen - e.at_once_fen') ~ ' * e.first_share_e7', '10000000'
        ) }} as first_fen
    from entitlements as e
),

parts as (
    select
        d.scenario_id,
        d.project_name,
        d.contract_id,
        d.staff_id,
        d.commission_month,
        d.waits_for_signature,
        0 as part_no,
        d.at_once_fen as part_fen,
        'signed' as reason,
        0 as level_e7
    from divided as d
    where d.at_once_fen <> 0
    union all
    select
        d.scenario_id,
        d.project_name,
        d.contract_id,
        d.staff_id,
        d.commission_month,
        d.waits_for_signature,
        1 as part_no,
        d.first_fen as part_fen,
        d.first_reason as reason,
        case when d.first_reason = 'half_received' then d.instalment_first_at_e7 else 0 end
            as level_e7
    from divided as d
    where d.first_fen <> 0
    union all
    select
        d.scenario_id,
        d.project_name,
        d.contract_id,
        d.staff_id,
        d.commission_month,
        d.waits_for_signature,
        2 as part_no,
        d.earned_fen - d.at_once_fen - d.first_fen as part_fen,
        case when d.first_reason = 'down_payment' then 'bank_contract' else 'fully_received' end
            as reason,
        0 as level_e7
    from divided as d
    where d.earned_fen - d.at_once_fen - d.first_fen <> 0
)

select
    p.scenario_id,
    p.project_name,
    p.contract_id,
    p.staff_id,
    p.part_no,
    p.part_fen,
    p.reason,
    p.commission_month,
    t.signed_on,
    t.cancelled_on,
    t.condition_on,
    t.outcome,
    t.outcome_on,
    t.held_reason,
    t.waiting_since_on,
    t.recipient_staff_id
from parts as p
inner join {{ ref('int_commission_steps') }} as t
    on
        p.contract_id = t.contract_id
        and p.staff_id = t.staff_id
        and p.reason = t.reason
        and p.level_e7 = t.level_e7
        and p.waits_for_signature = t.waits_for_signature
