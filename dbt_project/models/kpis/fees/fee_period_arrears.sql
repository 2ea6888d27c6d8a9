{#
    Arrears at the start of a period (due before it and unpaid then) and what of them came in
    during it. An unpaid bill counts from the month after it fell due, a payment on it from
    the month after both; so sums by month are enough, and no bill is looked at per period.

    A bill that was settled at the start, was re-opened by a refund in the period and paid
    again is no recovery: such bills are taken out one by one (rebounds).

    The columns *_of_period_bills repeat the part that belongs to bills of the period itself
    (due before their first service day): the combined rate counts those only once.
#}
{%- set period_kinds = ['month', 'quarter', 'year'] -%}
with bill_months as (
    select
        b.project_name,
        {{ month_start('b.service_from') }} as service_month_on,
        {{ month_start('b.due_on') }} as due_month_on,
        sum(greatest(b.receivable_amount - b.concession_amount, 0)) as due_amount
    from {{ ref('fct_fee_bills') }} as b
    group by
        b.project_name,
        {{ month_start('b.service_from') }},
        {{ month_start('b.due_on') }}
),

paid_months as (
    select
        b.project_name,
        {{ month_start('b.service_from') }} as service_month_on,
        {{ month_start('b.due_on') }} as due_month_on,
        {{ month_start('s.paid_at') }} as paid_month_on,
        sum(s.settled_amount) as settled_amount
    from {{ ref('fct_fee_settlements') }} as s
    inner join {{ ref('fct_fee_bills') }} as b on s.bill_id = b.bill_id
    group by
        b.project_name,
        {{ month_start('b.service_from') }},
        {{ month_start('b.due_on') }},
        {{ month_start('s.paid_at') }}
),

-- `after_month_on`: it stands in the arrears of every period that starts after this month.
arrears_movements as (
    select
        m.project_name,
        m.service_month_on,
        m.due_month_on as after_month_on,
        m.due_amount as arrears_amount
    from bill_months as m
    union all
    select
        m.project_name,
        m.service_month_on,
        greatest(m.due_month_on, m.paid_month_on) as after_month_on,
        -m.settled_amount as arrears_amount
    from paid_months as m
),

project_months as (
    select
        m.project_name,
        m.after_month_on,
        sum(m.arrears_amount) as arrears_amount
    from arrears_movements as m
    group by m.project_name, m.after_month_on
),

days as (
    {{
        date_spine(
            '(select min(f.after_month_on) from project_months as f)',
            'cast(' ~ as_of() ~ ' as date)',
        )
    }}
),

period_starts as (
    {%- for period_kind in period_kinds %}
        select distinct
            '{{ period_kind }}' as period_kind,
            {{ period_start(period_kind, 'd.date_on') }} as period_start_on
        from days as d
        {{ 'union all' if not loop.last }}
    {%- endfor %}
),

reopened_bills as (
    select distinct s.bill_id
    from {{ ref('fct_fee_settlements') }} as s
    where s.settled_amount < 0 and s.bill_id is not null
),

reopened_movements as (
    select
        b.bill_id,
        b.project_name,
        b.service_from,
        b.due_on,
        b.receivable_amount - b.concession_amount as due_amount,
        s.paid_at,
        s.settled_amount
    from reopened_bills as r
    inner join {{ ref('fct_fee_bills') }} as b on r.bill_id = b.bill_id
    inner join {{ ref('fct_fee_settlements') }} as s on r.bill_id = s.bill_id
),

rebounds as (
    {%- for period_kind in period_kinds %}
        select
            '{{ period_kind }}' as period_kind,
            n.period_start_on,
            n.project_name,
            n.service_from,
            n.settled_amount
        from (
            select
                m.bill_id,
                m.project_name,
                m.service_from,
                m.due_amount,
                {{ period_start(period_kind, 'm.paid_at') }} as period_start_on,
                sum(m.settled_amount) as settled_amount
            from reopened_movements as m
            where m.due_on < {{ period_start(period_kind, 'm.paid_at') }}
            group by
                m.bill_id,
                m.project_name,
                m.service_from,
                m.due_amount,
                {{ period_start(period_kind, 'm.paid_at') }}
        ) as n
        inner join reopened_movements as e
            on n.bill_id = e.bill_id and n.period_start_on > e.paid_at
        group by
            n.bill_id,
            n.period_start_on,
            n.project_name,
            n.service_from,
            n.due_amount,
            n.settled_amount
        having sum(e.settled_amount) >= n.due_amount
        {{ 'union all' if not loop.last }}
    {%- endfor %}
),

parts as (
    select
        s.period_kind,
        s.period_start_on,
        m.project_name,
        m.arrears_amount as opening_amount,
        0 as recovered_amount,
        0 as opening_of_period_bills,
        0 as recovered_of_period_bills
    from period_starts as s
    inner join project_months as m on s.period_start_on > m.after_month_on
    {%- for period_kind in period_kinds %}
        union all
        select
            '{{ period_kind }}' as period_kind,
            {{ period_start(period_kind, 'm.paid_month_on') }} as period_start_on,
            m.project_name,
            0 as opening_amount,
            m.settled_amount as recovered_amount,
            0 as opening_of_period_bills,
            case
                when
                    {{ period_start(period_kind, 'm.service_month_on') }}
                    = {{ period_start(period_kind, 'm.paid_month_on') }}
                    then m.settled_amount
                else 0
            end as recovered_of_period_bills
        from paid_months as m
        where m.due_month_on < {{ period_start(period_kind, 'm.paid_month_on') }}
        union all
        select
            '{{ period_kind }}' as period_kind,
            {{ period_start(period_kind, 'm.service_month_on') }} as period_start_on,
            m.project_name,
            0 as opening_amount,
            0 as recovered_amount,
            m.arrears_amount as opening_of_period_bills,
            0 as recovered_of_period_bills
        from arrears_movements as m
        where m.after_month_on < {{ period_start(period_kind, 'm.service_month_on') }}
    {%- endfor %}
    {%- for period_kind in period_kinds %}
        union all
        select
            '{{ period_kind }}' as period_kind,
            r.period_start_on,
            r.project_name,
            0 as opening_amount,
            -r.settled_amount as recovered_amount,
            0 as opening_of_period_bills,
            case
                when {{ period_start(period_kind, 'r.service_from') }} = r.period_start_on
                    then -r.settled_amount
                else 0
            end as recovered_of_period_bills
        from rebounds as r
        where r.period_kind = '{{ period_kind }}'
    {%- endfor %}
)

select
    p.period_kind,
    p.period_start_on,
    p.project_name,
    cast(sum(p.opening_amount) as decimal(38, 4)) as opening_amount,
    cast(sum(p.recovered_amount) as decimal(38, 4)) as recovered_amount,
    cast(sum(p.opening_of_period_bills) as decimal(38, 4)) as opening_of_period_bills,
    cast(sum(p.recovered_of_period_bills) as decimal(38, 4)) as recovered_of_period_bills
from parts as p
cross join {{ ref('int_build_parameters') }} as build
where p.period_start_on <= build.as_of
group by p.period_kind, p.period_start_on, p.project_name
