{#
    The steps by which a person's commission on a contract can be released, whatever it comes
    to: the day the conditions of a step were met, and what becomes of what is released by it.
    A step with `waits_for_signature` also needs a vice-president's signature. The share of the
    price in `level_e7` is asked for by 'half_received' only.
#}
with first_levels as (
    select distinct r.instalment_first_at_e7 as level_e7
    from {{ ref('int_commission_rules') }} as r
),

levels as (
    select f.level_e7
    from first_levels as f
    union
    select 10000000 as level_e7
),

days as (
    select
        r.contract_id,
        r.received_on,
        {{ fees_fen('sum(r.amount)') }} as received_fen
    from {{ ref('stg_sales_receipts') }} as r
    group by r.contract_id, r.received_on
),

running as (
    select
        d.contract_id,
        d.received_on,
        sum(d.received_fen) over (
            partition by d.contract_id
            order by d.received_on nulls last
            rows between unbounded preceding and current row
        ) as received_fen
    from days as d
),

-- The day on which the money received reached a share of the price; all receipts of a day
-- count together.
marks as (
    select
        r.contract_id,
        l.level_e7,
        min(r.received_on) as reached_on
    from running as r
    inner join {{ ref('int_sales_contracts') }} as c on r.contract_id = c.contract_id
    cross join levels as l
    where
        c.is_signed
        and c.sold_fen > 0
        and {{ sales_whole('r.received_fen') }} * 10000000
        >= {{ sales_whole('c.sold_fen') }} * l.level_e7
    group by r.contract_id, l.level_e7
),

people as (
    select
        c.contract_id,
        k.staff_id,
        c.payment_plan,
        c.signed_on,
        c.cancelled_on,
        c.down_payment_on,
        c.mortgage_documents_on,
        c.mortgage_signed_on,
        cast(c.vp_signed_at as date) as vp_signed_on,
        c.sold_fen < c.list_fen as has_discount
    from {{ ref('int_sales_credits') }} as k
    inner join {{ ref('int_sales_contracts') }} as c on k.contract_id = c.contract_id
    where not c.is_void
),

paid as (
    select
        p.*,
        'signed' as reason,
        0 as level_e7,
        p.signed_on as met_on
    from people as p
    union all
    select
        p.*,
        'down_payment' as reason,
        0 as level_e7,
        p.down_payment_on as met_on
    from people as p
    where p.payment_plan = '按揭'
    union all
    select
        p.*,
        'bank_contract' as reason,
        0 as level_e7,
        case
            when p.mortgage_documents_on is not null and p.mortgage_signed_on is not null
                then greatest(p.mortgage_documents_on, p.mortgage_signed_on)
        end as met_on
    from people as p
    where p.payment_plan = '按揭'
    union all
    select
        p.*,
        'half_received' as reason,
        l.level_e7,
        m.reached_on as met_on
    from people as p
    cross join first_levels as l
    left join marks as m
        on p.contract_id = m.contract_id and l.level_e7 = m.level_e7
    where p.payment_plan in ('分期', '借款')
    union all
    select
        p.*,
        'fully_received' as reason,
        0 as level_e7,
        m.reached_on as met_on
    from people as p
    left join marks as m
        on p.contract_id = m.contract_id and m.level_e7 = 10000000
    where p.payment_plan <> '按揭'
),

signed as (
    select
        p.*,
        false as waits_for_signature,
        case when p.met_on is not null then greatest(p.met_on, p.signed_on) end as condition_on
    from paid as p
    union all
    select
        p.*,
        true as waits_for_signature,
        case
            when p.met_on is not null and p.vp_signed_on is not null
                then greatest(p.met_on, p.signed_on, p.vp_signed_on)
        end as condition_on
    from paid as p
    where p.has_discount
),

leavers as (
    select
        s.staff_id,
        s.left_on,
        s.leaving_approved
    from {{ ref('int_staff_posts') }} as s
    cross join {{ ref('int_build_parameters') }} as build
    where s.in_force_before = cast('9999-12-31' as date) and s.left_on <= cast(build.as_of as date)
),

-- Who follows up on a sale after its consultant left with consent, and after that one did: at
-- most two hand-overs, each on the later of the day the condition was met and the day the
-- follower was named for.
handed_over as (
    select
        d.*,
        l.staff_id is not null as has_left,
        l.left_on,
        l.leaving_approved,
        f.to_staff_id as follower_id,
        case when d.condition_on is not null then greatest(d.condition_on, f.effective_on) end
            as followed_on,
        fl.left_on as follower_left_on,
        g.to_staff_id as next_follower_id,
        case
            when d.condition_on is not null
                then greatest(d.condition_on, f.effective_on, g.effective_on)
        end as next_followed_on,
        gl.left_on as next_follower_left_on
    from signed as d
    left join leavers as l on d.staff_id = l.staff_id
    left join {{ ref('stg_resignation_followers') }} as f
        on
            l.leaving_approved
            and d.contract_id = f.contract_id
            and d.staff_id = f.from_staff_id
    left join leavers as fl on f.to_staff_id = fl.staff_id
    left join {{ ref('stg_resignation_followers') }} as g
        on
            fl.leaving_approved
            and d.contract_id = g.contract_id
            and f.to_staff_id = g.from_staff_id
    left join leavers as gl on g.to_staff_id = gl.staff_id
),

-- Who is there to receive it, and on which day.
given as (
    select
        h.*,
        case
            when h.condition_on is null then null
            when not h.has_left or h.condition_on <= h.left_on then h.staff_id
            when coalesce(h.followed_on <= h.follower_left_on, true) then h.follower_id
            when coalesce(h.next_followed_on <= h.next_follower_left_on, true)
                then h.next_follower_id
        end as given_to_staff_id,
        case
            when h.condition_on is null then null
            when not h.has_left or h.condition_on <= h.left_on then h.condition_on
            when coalesce(h.followed_on <= h.follower_left_on, true) then h.followed_on
            else h.next_followed_on
        end as given_on
    from handed_over as h
),

received as (
    select
        g.*,
        case
            when g.given_on <= cast(build.as_of as date) then g.given_to_staff_id
        end as recipient_staff_id
    from given as g
    cross join {{ ref('int_build_parameters') }} as build
),

-- What would become of it if the contract stood.
fated as (
    select
        r.*,
        case
            when r.recipient_staff_id is not null then 'released'
            when not r.leaving_approved then 'forfeited'
            else 'held'
        end as fate,
        case
            when r.recipient_staff_id is not null then r.given_on
            when not r.leaving_approved then greatest(r.left_on, r.signed_on)
        end as fate_on
    from received as r
),

cancelled as (
    select
        f.*,
        coalesce(f.cancelled_on < coalesce(f.fate_on, cast('9999-12-31' as date)), false)
            as is_cancelled_first
    from fated as f
)

select
    c.contract_id,
    c.staff_id,
    c.reason,
    c.level_e7,
    c.waits_for_signature,
    c.signed_on,
    c.cancelled_on,
    c.condition_on,
    case when c.is_cancelled_first then 'cancelled' else c.fate end as outcome,
    case when c.is_cancelled_first then c.cancelled_on else c.fate_on end as outcome_on,
    case
        when c.is_cancelled_first or c.fate <> 'held' then null
        when c.left_on is not null and c.leaving_approved is null then 'leaving_undecided'
        when c.condition_on is not null then 'no_follower'
        when c.met_on is not null then 'signature_missing'
        when c.reason = 'down_payment' then 'down_payment_missing'
        when c.reason = 'bank_contract' and c.mortgage_signed_on is not null
            then 'mortgage_documents_missing'
        when c.reason = 'bank_contract' then 'bank_contract_missing'
        when c.reason = 'half_received' then 'half_not_received'
        else 'not_fully_received'
    end as held_reason,
    case
        when c.fate <> 'held' or c.is_cancelled_first then null
        when c.left_on is not null and c.leaving_approved is null
            then greatest(c.left_on, c.signed_on)
        else coalesce(c.condition_on, c.signed_on)
    end as waiting_since_on,
    case when not c.is_cancelled_first then c.recipient_staff_id end as recipient_staff_id
from cancelled as c
