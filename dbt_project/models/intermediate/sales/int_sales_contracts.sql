{#
    What a contract is in itself, whatever the scenario: dates, people, authority, signatures.
    A signing time of midnight stands for the whole day.
#}
with contracts as (
    select
        c.project_name,
        c.contract_id,
        c.unit_name,
        {{ fees_fen('c.list_price') }} as list_fen,
        {{ fees_fen('c.sold_price') }} as sold_fen,
        c.payment_plan,
        c.subscribed_on,
        c.signed_at,
        cast(c.signed_at as date) as signed_on,
        {{ month_start('c.signed_at') }} as sign_month,
        c.contract_status,
        case
            when c.contract_status in ('退房', '换房')
                then coalesce(c.status_on, c.status_known_on)
        end as cancelled_on,
        c.signed_at is not null and c.contract_status <> '塌定' as is_signed,
        c.down_payment_on,
        c.mortgage_documents_on,
        c.mortgage_signed_on,
        c.responsible_staff_id,
        c.source_file,
        c.source_sheet,
        c.source_row
    from {{ ref('stg_sales_contracts') }} as c
),

shares as (
    select
        k.contract_id,
        count(*) as people,
        count(k.share) as shares_given,
        min(k.share) as least_share,
        sum(k.share) as total_share,
        max(k.staff_id) as last_staff_id
    from {{ ref('stg_sales_credits') }} as k
    group by k.contract_id
),

-- Whose authority counts: the credited people and who answers for the contract.
involved as (
    select
        c.contract_id,
        k.staff_id
    from contracts as c
    inner join {{ ref('stg_sales_credits') }} as k on c.contract_id = k.contract_id
    union
    select
        c.contract_id,
        c.responsible_staff_id as staff_id
    from contracts as c
    where c.responsible_staff_id is not null
),

-- Of one post the newest row that is valid on the signing day.
authorities as (
    select
        c.contract_id,
        a.authority_rate,
        row_number() over (
            partition by c.contract_id, p.post order by a.valid_from desc nulls last
        ) as recency
    from contracts as c
    inner join involved as i on c.contract_id = i.contract_id
    inner join {{ ref('int_staff_posts') }} as p
        on
            i.staff_id = p.staff_id
            and c.signed_on >= p.in_force_from
            and c.signed_on < p.in_force_before
    inner join {{ ref('stg_discount_authority') }} as a
        on
            c.project_name = a.project_name
            and p.post = a.post
            and {{ is_valid_on('a', 'c.signed_on') }}
    where a.authority_rate between 0 and 1
),

greatest_authority as (
    select
        a.contract_id,
        cast(round(max(a.authority_rate) * 10000, 0) as bigint) as authority_e4
    from authorities as a
    where a.recency = 1
    group by a.contract_id
),

signatures as (
    select
        a.contract_id,
        a.signed_at,
        a.requested_by_staff_id,
        coalesce(s.sales_role = 'vice_president', false) as is_by_vice_president,
        row_number() over (
            partition by a.contract_id order by a.signed_at desc nulls last
        ) as recency
    from {{ ref('stg_discount_approvals') }} as a
    left join {{ ref('int_staff_posts') }} as p
        on
            a.approved_by_staff_id = p.staff_id
            and cast(a.signed_at as date) >= p.in_force_from
            and cast(a.signed_at as date) < p.in_force_before
    left join {{ ref('int_sales_posts') }} as s on coalesce(a.approver_post, p.post) = s.post
),

signed_off as (
    select
        s.contract_id,
        min(case when s.is_by_vice_president then s.signed_at end) as vp_signed_at,
        max(case when s.recency = 1 then s.requested_by_staff_id end) as requested_by_staff_id
    from signatures as s
    group by s.contract_id
),

received as (
    select
        r.contract_id,
        {{ fees_fen('sum(r.amount)') }} as received_fen
    from {{ ref('stg_sales_receipts') }} as r
    group by r.contract_id
)

select
    c.project_name,
    c.contract_id,
    c.unit_name,
    c.list_fen,
    c.sold_fen,
    c.payment_plan,
    c.subscribed_on,
    c.signed_at,
    c.signed_on,
    c.sign_month,
    c.contract_status,
    c.cancelled_on,
    c.is_signed,
    c.is_signed
    and coalesce(c.cancelled_on < {{ next_period_start("'month'", 'c.sign_month') }}, false)
        as is_void,
    c.down_payment_on,
    c.mortgage_documents_on,
    c.mortgage_signed_on,
    c.responsible_staff_id,
    coalesce(r.received_fen, 0) as received_fen,
    case
        when k.people is null then 'no_credit'
        when k.people > {{ sales_people_limit() }} then 'too_many_people'
        when
            k.shares_given = 0
            or (k.shares_given = k.people and k.least_share > 0 and k.total_share = 1)
            then 'ok'
        else 'shares_not_one'
    end as credit_state,
    k.people,
    k.shares_given = 0 as is_shared_equally,
    g.authority_e4,
    {{ sales_whole('c.list_fen') }} * (10000 - g.authority_e4) as floor_e4fen,
    c.list_fen > 0 and c.sold_fen > 0 as has_prices,
    s.vp_signed_at,
    coalesce(
        s.vp_signed_at <= c.signed_at
        or (
            c.signed_at = cast(c.signed_on as {{ dbt.type_timestamp() }})
            and cast(s.vp_signed_at as date) = c.signed_on
        ),
        false
    ) as has_timely_vp,
    coalesce(
        c.responsible_staff_id,
        case when k.people = 1 then k.last_staff_id end,
        s.requested_by_staff_id
    ) as penalty_staff_id,
    c.source_file,
    c.source_sheet,
    c.source_row
from contracts as c
left join shares as k on c.contract_id = k.contract_id
left join greatest_authority as g on c.contract_id = g.contract_id
left join signed_off as s on c.contract_id = s.contract_id
left join received as r on c.contract_id = r.contract_id
