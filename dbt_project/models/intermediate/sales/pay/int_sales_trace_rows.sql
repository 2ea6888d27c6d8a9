{#
    Which row of which export a thing was made from, and which of its columns were used. Every
    column that can move a figure is named; what is only shown (a unit's name, who decided a
    share) is not.
#}
{%- set credit_columns = ['contract_id', 'staff_id', 'share'] -%}
{%- set post_columns = ['staff_id', 'post', 'effective_on', 'hired_on'] -%}
with register as (
    select
        p.staff_id,
        p.post,
        p.in_force_from,
        p.in_force_before,
        s.source_file,
        s.source_sheet,
        s.source_row
    from {{ ref('int_staff_posts') }} as p
    inner join {{ ref('stg_staff') }} as s
        on p.staff_id = s.staff_id and p.effective_on is not distinct from s.effective_on
),

signed as (
    select
        c.contract_id,
        c.project_name,
        c.signed_on,
        c.responsible_staff_id,
        c.source_file,
        c.source_sheet,
        c.source_row
    from {{ ref('int_sales_contracts') }} as c
    where c.is_signed
),

-- Who was who on the signing day: the credited people and who answers for the contract.
involved as (
    select
        i.contract_id,
        r.post,
        r.source_file,
        r.source_sheet,
        r.source_row
    from
        (
            select
                k.contract_id,
                k.staff_id
            from {{ ref('stg_sales_credits') }} as k
            union
            select
                s.contract_id,
                s.responsible_staff_id as staff_id
            from signed as s
        ) as i
    inner join signed as c on i.contract_id = c.contract_id
    inner join register as r
        on
            i.staff_id = r.staff_id
            and c.signed_on >= r.in_force_from
            and c.signed_on < r.in_force_before
),

people as (
    select
        {{ monthly_id('p.staff_id', 'p.month') }} as person_id,
        r.source_file,
        r.source_sheet,
        r.source_row
    from {{ ref('int_sales_people') }} as p
    inner join register as r
        on
            p.staff_id = r.staff_id
            and least(p.month_end_on, coalesce(p.left_on, p.month_end_on)) >= r.in_force_from
            and least(p.month_end_on, coalesce(p.left_on, p.month_end_on)) < r.in_force_before
),

-- The rows that decide in which month a project's sales office begins.
first_months as (
    select
        m.project_name,
        min(m.month) as month
    from {{ ref('int_sales_months') }} as m
    group by m.project_name
)

-- The sale, and whose it is.
select
    {{ trace_row(
        'deal',
        'c.contract_id',
        'sales_contracts',
        [
            'contract_id',
            'project_name',
            'sold_price',
            'signed_at',
            'contract_status',
            'status_on',
        ],
        'c',
    ) }}
from signed as c
union all
select
    {{ trace_row('deal', 'c.contract_id', 'sales_credits', credit_columns, 'k') }}
from signed as c
inner join {{ ref('stg_sales_credits') }} as k on c.contract_id = k.contract_id
union all
-- Its discount: prices, authority, signatures, who answers for it.
select
    {{ trace_row(
        'discount',
        'c.contract_id',
        'sales_contracts',
        ['list_price', 'sold_price', 'signed_at', 'responsible_staff_id'],
        'c',
    ) }}
from signed as c
union all
select
    {{ trace_row(
        'discount',
        'c.contract_id',
        'discount_approvals',
        [
            'contract_id',
            'requested_by_staff_id',
            'approved_by_staff_id',
            'approver_post',
            'signed_at',
        ],
        'a',
    ) }}
from signed as c
inner join {{ ref('stg_discount_approvals') }} as a on c.contract_id = a.contract_id
union all
select
    {{ trace_row('discount', 'c.contract_id', 'staff', post_columns, 'r') }}
from signed as c
inner join {{ ref('stg_discount_approvals') }} as a on c.contract_id = a.contract_id
inner join register as r
    on
        a.approved_by_staff_id = r.staff_id
        and cast(a.signed_at as date) >= r.in_force_from
        and cast(a.signed_at as date) < r.in_force_before
where a.approver_post is null
union all
select
    {{ trace_row('discount', 'i.contract_id', 'staff', post_columns, 'i') }}
from involved as i
union all
select
    {{ trace_row(
        'discount',
        'c.contract_id',
        'discount_authority',
        ['project_name', 'post', 'authority_rate', 'valid_from', 'valid_to'],
        'a',
    ) }}
from signed as c
inner join {{ ref('stg_discount_authority') }} as a
    on
        c.project_name = a.project_name
        and {{ is_valid_on('a', 'c.signed_on') }}
        and exists (
            select 1
            from involved as i
            where c.contract_id = i.contract_id and a.post = i.post
        )
union all
-- How it is paid, and what came in.
select
    {{ trace_row(
        'payment',
        'c.contract_id',
        'sales_contracts',
        ['payment_plan', 'down_payment_on', 'mortgage_documents_on', 'mortgage_signed_on'],
        'c',
    ) }}
from signed as c
union all
select
    {{ trace_row(
        'payment',
        'c.contract_id',
        'sales_receipts',
        ['contract_id', 'received_on', 'amount'],
        'm',
    ) }}
from signed as c
inner join {{ ref('stg_sales_receipts') }} as m on c.contract_id = m.contract_id
union all
-- Who sees it through after its consultant left.
select
    {{ trace_row(
        'followers',
        'f.contract_id',
        'resignation_followers',
        ['contract_id', 'from_staff_id', 'to_staff_id', 'effective_on'],
        'f',
    ) }}
from {{ ref('stg_resignation_followers') }} as f
union all
-- What a person or a project is to sell in a month.
select
    {{ trace_row(
        'attainment',
        monthly_id(pair_id('t.project_name', "coalesce(t.staff_id, 'all')"), 't.month'),
        'sales_targets',
        ['project_name', 'staff_id', 'month', 'target_amount'],
        't',
    ) }}
from {{ ref('stg_sales_targets') }} as t
union all
-- Who somebody was in a month, and whether he left.
select
    {{ trace_row(
        'person',
        'p.person_id',
        'staff',
        ['staff_id', 'post', 'project_name', 'hired_on', 'effective_on'],
        'p',
    ) }}
from people as p
union all
select
    {{ trace_row(
        'base_pay',
        'p.person_id',
        'staff',
        ['staff_id', 'base_pay', 'confirmed_on', 'effective_on'],
        'p',
    ) }}
from people as p
union all
select
    {{ trace_row(
        'leaving',
        'r.staff_id',
        'staff',
        ['staff_id', 'left_on', 'leaving_approved', 'effective_on', 'hired_on'],
        'r',
    ) }}
from register as r
where
    r.in_force_before = cast('9999-12-31' as date)
    and (
        r.staff_id in (select p.staff_id from {{ ref('int_sales_people') }} as p)
        or r.staff_id in (select f.to_staff_id from {{ ref('stg_resignation_followers') }} as f)
    )
union all
select
    {{ trace_row('sales_post', 'r.staff_id', 'staff', ['staff_id', 'post'], 'r') }}
from register as r
inner join {{ ref('int_sales_posts') }} as s
    on r.post = s.post and s.sales_role in ('consultant', 'manager')
union all
-- When the sales office began.
select
    {{ trace_row('horizon', 'f.project_name', 'sales_targets', ['project_name', 'month'], 't') }}
from first_months as f
inner join {{ ref('stg_sales_targets') }} as t
    on f.project_name = t.project_name and f.month = {{ month_start('t.month') }}
union all
select
    {{ trace_row(
        'horizon',
        'f.project_name',
        'sales_contracts',
        ['project_name', 'signed_at', 'subscribed_on', 'contract_status'],
        'c',
    ) }}
from first_months as f
inner join {{ ref('int_sales_contracts') }} as c
    on
        f.project_name = c.project_name
        and c.is_signed
        and f.month in (c.sign_month, {{ month_start('c.subscribed_on') }})
union all
-- Duties and deductions as they were entered.
select
    {{ trace_row(
        'lunch_duties',
        monthly_id('l.staff_id', 'l.duty_on'),
        'lunch_duties',
        ['staff_id', 'duty_on'],
        'l',
    ) }}
from {{ ref('stg_lunch_duties') }} as l
union all
select
    {{ trace_row(
        'deductions',
        pair_id(monthly_id('d.staff_id', 'd.occurred_on'), 'd.deduction_kind'),
        'sales_deductions',
        [
            'staff_id',
            'occurred_on',
            'deduction_kind',
            'minutes',
            'occurrences',
            'days',
            'amount',
            'verified_by_staff_id',
            'is_approved',
        ],
        'd',
    ) }}
from {{ ref('stg_sales_deductions') }} as d
