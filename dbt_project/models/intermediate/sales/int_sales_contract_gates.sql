{#
    What is to be settled about contracts before commission on them is paid: credits, prices,
    authority, signatures, money received, dates. What blocks leaves the contract without
    commission lines.
#}
with contracts as (
    select
        c.project_name,
        c.contract_id,
        c.list_fen,
        c.sold_fen,
        c.signed_at,
        c.signed_on,
        c.sign_month,
        c.subscribed_on,
        c.contract_status,
        c.cancelled_on,
        c.is_signed and not c.is_void as is_deal,
        c.mortgage_documents_on,
        c.mortgage_signed_on,
        c.received_fen,
        c.credit_state,
        c.people,
        c.authority_e4,
        c.floor_e4fen,
        c.has_prices,
        c.vp_signed_at,
        c.penalty_staff_id,
        c.source_file,
        c.source_sheet,
        c.source_row
    from {{ ref('int_sales_contracts') }} as c
),

deals as (
    select
        c.*,
        d.plan_version,
        d.discount_outcome,
        {{ sales_rounded_ratio(
            'c.floor_e4fen - ' ~ sales_whole('c.sold_fen') ~ ' * 10000', '10000'
        ) }} as below_floor_fen
    from contracts as c
    inner join {{ ref('int_sales_deals') }} as d
        on c.contract_id = d.contract_id and d.scenario_id = 'actual'
),

shares as (
    select
        k.contract_id,
        count(k.share) as shares_given,
        sum(k.share) as total_share
    from {{ ref('stg_sales_credits') }} as k
    group by k.contract_id
),

signatures as (
    select
        a.contract_id,
        a.signed_at,
        a.approved_by_staff_id,
        coalesce(a.approver_post, p.post) as approver_post,
        coalesce(s.sales_role = 'vice_president', false) as is_by_vice_president,
        a.source_file,
        a.source_sheet,
        a.source_row
    from {{ ref('stg_discount_approvals') }} as a
    left join {{ ref('int_staff_posts') }} as p
        on
            a.approved_by_staff_id = p.staff_id
            and cast(a.signed_at as date) >= p.in_force_from
            and cast(a.signed_at as date) < p.in_force_before
    left join {{ ref('int_sales_posts') }} as s on coalesce(a.approver_post, p.post) = s.post
)

select
    {{ gate_finding(
        'no_credit', 'blocks', 'sales_contracts', 'c',
        'c.project_name', 'c.contract_id', month='c.sign_month',
        amount_fen='c.sold_fen', found="'0'", expected="'>=1'",
    ) }}
from deals as c
where c.credit_state = 'no_credit'
union all
select
    {{ gate_finding(
        'shares_not_one', 'blocks', 'sales_contracts', 'c',
        'c.project_name', 'c.contract_id', month='c.sign_month',
        amount_fen='c.sold_fen', found='s.total_share', expected="'1'",
    ) }}
from deals as c
inner join shares as s on c.contract_id = s.contract_id
where c.credit_state = 'shares_not_one'
union all
select
    {{ gate_finding(
        'too_many_people', 'blocks', 'sales_contracts', 'c',
        'c.project_name', 'c.contract_id', month='c.sign_month',
        amount_fen='c.sold_fen', found='c.people',
        expected="'<=" ~ sales_people_limit() ~ "'",
    ) }}
from deals as c
where c.credit_state = 'too_many_people'
union all
select
    {{ gate_finding(
        'plan_missing', 'blocks', 'sales_contracts', 'c',
        'c.project_name', 'c.contract_id', month='c.sign_month',
        amount_fen='c.sold_fen', found=month_code('c.sign_month'),
    ) }}
from deals as c
where c.plan_version is null
union all
select
    {{ gate_finding(
        'no_authority', 'blocks', 'sales_contracts', 'c',
        'c.project_name', 'c.contract_id', month='c.sign_month',
        amount_fen='c.sold_fen', found='c.signed_on',
    ) }}
from deals as c
where c.has_prices and c.authority_e4 is null
union all
select
    {{ gate_finding(
        'price_not_positive', 'blocks', 'sales_contracts', 'c',
        'c.project_name', 'c.contract_id', month='c.sign_month',
        amount_fen='c.sold_fen',
        found=sales_yuan('least(c.list_fen, c.sold_fen)'), expected="'>0'",
    ) }}
from deals as c
where not c.has_prices
union all
select
    {{ gate_finding(
        'discount_unauthorised', 'warns', 'sales_contracts', 'c',
        'c.project_name', 'c.contract_id', 'c.penalty_staff_id', 'c.sign_month',
        amount_fen='c.below_floor_fen', found=sales_yuan('c.sold_fen'),
        expected=sales_yuan('c.sold_fen + c.below_floor_fen'),
    ) }}
from deals as c
where c.discount_outcome = 'unauthorised'
union all
select
    {{ gate_finding(
        'responsible_unknown', 'warns', 'sales_contracts', 'c',
        'c.project_name', 'c.contract_id', month='c.sign_month',
        amount_fen='c.below_floor_fen',
    ) }}
from deals as c
where c.discount_outcome = 'unauthorised' and c.penalty_staff_id is null
union all
select
    {{ gate_finding(
        'discount_unsigned', 'warns', 'sales_contracts', 'c',
        'c.project_name', 'c.contract_id', month='c.sign_month',
        amount_fen='c.list_fen - c.sold_fen',
    ) }}
from deals as c
where c.discount_outcome = 'unsigned'
union all
select
    {{ gate_finding(
        'approver_below_vice_president', 'warns', 'discount_approvals', 's',
        'c.project_name', 'c.contract_id', 's.approved_by_staff_id', 'c.sign_month',
        amount_fen='c.list_fen - c.sold_fen', found='s.approver_post',
    ) }}
from deals as c
inner join signatures as s on c.contract_id = s.contract_id
where c.sold_fen < c.list_fen and not s.is_by_vice_president
union all
select
    {{ gate_finding(
        'approval_late', 'warns', 'discount_approvals', 's',
        'c.project_name', 'c.contract_id', 's.approved_by_staff_id', 'c.sign_month',
        amount_fen='c.list_fen - c.sold_fen', found='s.signed_at', expected='c.signed_at',
    ) }}
from deals as c
inner join signatures as s on c.contract_id = s.contract_id
where
    c.sold_fen < c.list_fen
    and s.is_by_vice_president
    and s.signed_at > c.signed_at
    and not (
        c.signed_at = cast(c.signed_on as {{ dbt.type_timestamp() }})
        and cast(s.signed_at as date) = c.signed_on
    )
union all
select
    {{ gate_finding(
        'receipts_over_price', 'warns', 'sales_contracts', 'c',
        'c.project_name', 'c.contract_id', month='c.sign_month',
        amount_fen='c.received_fen - c.sold_fen',
        found=sales_yuan('c.received_fen'), expected=sales_yuan('c.sold_fen'),
    ) }}
from contracts as c
where c.received_fen > c.sold_fen
union all
select
    {{ gate_finding(
        'dates_out_of_order', 'warns', 'sales_contracts', 'c',
        'c.project_name', 'c.contract_id', month='c.sign_month',
        found='c.signed_on', expected='c.subscribed_on',
    ) }}
from contracts as c
where c.signed_on < c.subscribed_on
union all
select
    {{ gate_finding(
        'dates_out_of_order', 'warns', 'sales_contracts', 'c',
        'c.project_name', 'c.contract_id', month='c.sign_month',
        found='c.cancelled_on', expected='c.signed_on',
    ) }}
from contracts as c
where c.cancelled_on < c.signed_on
union all
select
    {{ gate_finding(
        'dates_out_of_order', 'warns', 'sales_contracts', 'c',
        'c.project_name', 'c.contract_id', month='c.sign_month',
        found='c.mortgage_signed_on', expected='c.mortgage_documents_on',
    ) }}
from contracts as c
where c.mortgage_signed_on < c.mortgage_documents_on
union all
select
    {{ gate_finding(
        'status_date_missing', 'warns', 'sales_contracts', 'c',
        'c.project_name', 'c.contract_id', month='c.sign_month',
        found='c.contract_status', expected='c.cancelled_on',
    ) }}
from contracts as c
inner join {{ ref('stg_sales_contracts') }} as s on c.contract_id = s.contract_id
where c.contract_status in ('退房', '换房') and s.status_on is null
union all
select
    {{ gate_finding(
        'unknown_contract', 'warns', 'sales_receipts', 'r',
        contract_id='r.contract_id', month=month_start('r.received_on'),
        amount_fen=fees_fen('r.amount'), found='r.contract_id',
    ) }}
from {{ ref('stg_sales_receipts') }} as r
left join contracts as c on r.contract_id = c.contract_id
where c.contract_id is null
union all
select
    {{ gate_finding(
        'unknown_contract', 'warns', 'sales_credits', 'k',
        contract_id='k.contract_id', staff_id='k.staff_id', found='k.contract_id',
    ) }}
from {{ ref('stg_sales_credits') }} as k
left join contracts as c on k.contract_id = c.contract_id
where c.contract_id is null
union all
select
    {{ gate_finding(
        'unknown_contract', 'warns', 'discount_approvals', 'a',
        contract_id='a.contract_id', month=month_start('a.signed_at'), found='a.contract_id',
    ) }}
from {{ ref('stg_discount_approvals') }} as a
left join contracts as c on a.contract_id = c.contract_id
where c.contract_id is null
union all
select
    {{ gate_finding(
        'unknown_contract', 'warns', 'resignation_followers', 'f',
        contract_id='f.contract_id', staff_id='f.from_staff_id', found='f.contract_id',
    ) }}
from {{ ref('stg_resignation_followers') }} as f
left join contracts as c on f.contract_id = c.contract_id
where c.contract_id is null
