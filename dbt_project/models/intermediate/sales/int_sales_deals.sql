{#
    What each scenario makes of a signed contract: the moment it counts at, what it counts for,
    how its discount is judged and on what amounts commission is earned. Cancelled within its
    own month it is no deal.
#}
with read as (
    select
        s.scenario_id,
        c.project_name,
        c.contract_id,
        c.payment_plan,
        c.list_fen,
        c.sold_fen,
        c.floor_e4fen,
        c.authority_e4 is not null and c.has_prices as is_measurable,
        c.credit_state,
        case
            when s.performance_date = 'subscribed'
                then coalesce(cast(c.subscribed_on as {{ dbt.type_timestamp() }}), c.signed_at)
            else c.signed_at
        end as performance_at,
        case
            when s.late_cancellation = 'restated' and c.cancelled_on is not null then 0
            when s.target_unit = 'units' then 100
            when s.performance_amount = 'list' then c.list_fen
            else c.sold_fen
        end as project_performance_fen,
        c.has_timely_vp or (s.late_approval = 'valid' and c.vp_signed_at is not null)
            as is_approved,
        c.vp_signed_at is not null as is_signed_for,
        s.discount_base,
        s.exclusion,
        s.unsigned_within_authority,
        s.unauthorised_performance
    from {{ ref('int_sales_contracts') }} as c
    cross join {{ ref('int_commission_scenarios') }} as s
    where c.is_signed and not c.is_void
),

judged as (
    select
        r.*,
        {{ month_start('r.performance_at') }} as commission_month,
        case
            when not r.is_measurable then 'not_measurable'
            when r.sold_fen >= r.list_fen then 'list_price'
            when {{ sales_whole('r.sold_fen') }} * 10000 < r.floor_e4fen
                then case when r.is_approved then 'approved' else 'unauthorised' end
            when not r.is_signed_for then 'unsigned'
            else 'within_authority'
        end as discount_outcome
    from read as r
),

-- What the discount commission is counted on, in ten-thousandths of a fen.
discounted as (
    select
        j.*,
        p.plan_version,
        case
            when j.discount_outcome = 'list_price'
                then {{ sales_whole('j.list_fen') }} * 10000 - j.floor_e4fen
            when j.discount_outcome not in ('within_authority', 'unsigned')
                then {{ sales_whole('0') }}
            when j.discount_base = 'given'
                then {{ sales_whole('j.list_fen - j.sold_fen') }} * 10000
            else {{ sales_whole('j.sold_fen') }} * 10000 - j.floor_e4fen
        end as discount_base_e4fen,
        case
            when j.discount_outcome = 'list_price' then p.discount_rate_full_e7
            when j.discount_outcome not in ('approved', 'not_measurable')
                then p.discount_rate_partial_e7
        end as discount_rate_e7
    from judged as j
    left join {{ ref('int_sales_settings') }} as p
        on
            j.scenario_id = p.scenario_id
            and j.project_name = p.project_name
            and j.commission_month = p.month
)

select
    d.scenario_id,
    d.project_name,
    d.contract_id,
    d.payment_plan,
    d.performance_at,
    d.commission_month,
    d.plan_version,
    d.discount_outcome,
    d.is_measurable and d.credit_state = 'ok' and d.plan_version is not null as has_lines,
    d.project_performance_fen,
    case
        when d.credit_state <> 'ok' then 0
        when
            d.discount_outcome = 'unauthorised' and d.unauthorised_performance = 'excluded'
            then 0
        else d.project_performance_fen
    end as person_performance_fen,
    case
        when d.exclusion = 'none' then {{ sales_whole('d.sold_fen') }} * 10000
        when d.exclusion = 'earned_amount'
            then {{ sales_whole('d.sold_fen') }} * 10000 - d.discount_base_e4fen
        when d.discount_base_e4fen > 0 then {{ sales_whole('0') }}
        else {{ sales_whole('d.sold_fen') }} * 10000
    end as tier_base_e4fen,
    d.discount_base_e4fen,
    d.discount_rate_e7,
    d.discount_outcome in ('within_authority', 'unsigned')
    and d.unsigned_within_authority = 'held' as waits_for_signature
from discounted as d
