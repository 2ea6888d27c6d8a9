{#
    A signed month stays as it was signed. What the same lines would be by what is known now,
    less what was signed, less what was adjusted in months signed since, is a line of the first
    open month. A line is told apart by its person, month, kind, contract and detail.

    What somebody who walked out forfeits is no line but follows from all of them: what was paid
    or forfeited up to a month is the highest sum of the months so far, if above zero.
#}
with closed as (
    select max(s.month) as month
    from {{ ref('stg_sign_offs') }} as s
    where s.stage = 'computed'
),

open_month as (
    select {{ next_period_start("'month'", 'c.month') }} as month
    from closed as c
    where c.month is not null
),

computed as (
    select
        l.staff_id,
        l.payroll_month,
        l.line_kind,
        l.clause,
        l.project_name,
        l.contract_id,
        l.detail,
        l.plan_version,
        {{ fees_fen('l.amount') }} as amount_fen,
        l.source_file,
        l.source_sheet,
        l.source_row
    from {{ ref('int_sales_computed_lines') }} as l
    inner join closed as m on l.payroll_month <= m.month
    where l.scenario_id = 'actual'
),

-- The highest sum of a person's months so far.
monthly as (
    select
        c.staff_id,
        c.payroll_month,
        sum(c.amount_fen) as net_fen
    from computed as c
    group by c.staff_id, c.payroll_month
),

summed as (
    select
        m.staff_id,
        m.payroll_month,
        sum(m.net_fen) over (
            partition by m.staff_id
            order by m.payroll_month nulls last
            rows between unbounded preceding and current row
        ) as sum_fen
    from monthly as m
),

paid as (
    select
        s.staff_id,
        s.payroll_month,
        greatest(
            0,
            max(s.sum_fen) over (
                partition by s.staff_id
                order by s.payroll_month nulls last
                rows between unbounded preceding and current row
            )
        ) as paid_fen
    from summed as s
),

paid_by_month as (
    select
        p.staff_id,
        p.payroll_month,
        p.paid_fen - coalesce(
            lag(p.paid_fen) over (partition by p.staff_id order by p.payroll_month nulls last), 0
        ) as paid_fen
    from paid as p
),

walked_out as (
    select
        s.staff_id,
        s.left_on,
        f.source_file,
        f.source_sheet,
        f.source_row
    from {{ ref('int_staff_posts') }} as s
    inner join {{ ref('stg_staff') }} as f
        on s.staff_id = f.staff_id and s.effective_on is not distinct from f.effective_on
    cross join {{ ref('int_build_parameters') }} as build
    where
        s.in_force_before = cast('9999-12-31' as date)
        and s.left_on <= cast(build.as_of as date)
        and not s.leaving_approved
),

counted as (
    select
        c.staff_id,
        c.payroll_month,
        c.line_kind,
        c.clause,
        c.project_name,
        c.contract_id,
        c.detail,
        c.plan_version,
        c.amount_fen,
        0 as signed_fen,
        1 as is_known_now,
        c.source_file,
        c.source_sheet,
        c.source_row
    from computed as c
    union all
    select
        p.staff_id,
        p.payroll_month,
        'forfeited' as line_kind,
        'C11' as clause,
        cast(null as {{ dbt.type_string() }}) as project_name,
        cast(null as {{ dbt.type_string() }}) as contract_id,
        cast(null as {{ dbt.type_string() }}) as detail,
        cast(null as {{ dbt.type_string() }}) as plan_version,
        -p.paid_fen as amount_fen,
        0 as signed_fen,
        1 as is_known_now,
        w.source_file,
        w.source_sheet,
        w.source_row
    from paid_by_month as p
    inner join walked_out as w
        on p.staff_id = w.staff_id and p.payroll_month >= {{ month_start('w.left_on') }}
    where p.paid_fen <> 0
    union all
    select
        s.staff_id,
        case when s.line_kind = 'adjustment' then s.origin_month else s.payroll_month end
            as payroll_month,
        case
            when s.line_kind = 'adjustment' then {{ dbt.split_part('s.detail', "'|'", 1) }}
            else s.line_kind
        end as line_kind,
        s.clause,
        s.project_name,
        s.contract_id,
        case
            when s.line_kind <> 'adjustment' then s.detail
            else
                nullif(
                    substring(
                        s.detail, length({{ dbt.split_part('s.detail', "'|'", 1) }}) + 2
                    ),
                    ''
                )
        end as detail,
        s.plan_version,
        0 as amount_fen,
        {{ fees_fen('s.amount') }} as signed_fen,
        0 as is_known_now,
        s.source_file,
        s.source_sheet,
        s.source_row
    from {{ ref('stg_signed_off_lines') }} as s
    union all
    select
        s.staff_id,
        s.payroll_month,
        'forfeited' as line_kind,
        'C11' as clause,
        cast(null as {{ dbt.type_string() }}) as project_name,
        cast(null as {{ dbt.type_string() }}) as contract_id,
        cast(null as {{ dbt.type_string() }}) as detail,
        cast(null as {{ dbt.type_string() }}) as plan_version,
        0 as amount_fen,
        -{{ fees_fen('s.forfeited_amount') }} as signed_fen,
        0 as is_known_now,
        s.source_file,
        s.source_sheet,
        s.source_row
    from {{ ref('stg_signed_off_statements') }} as s
    where s.forfeited_amount <> 0
),

-- Of rows with the same identity the one that is known now tells where it comes from.
ranked as (
    select
        c.*,
        row_number() over (
            partition by c.staff_id, c.payroll_month, c.line_kind, c.contract_id, c.detail
            order by
                c.is_known_now desc nulls last,
                c.source_file asc nulls last,
                c.source_sheet asc nulls last,
                c.source_row asc nulls last
        ) as preference
    from counted as c
),

compared as (
    select
        r.staff_id,
        r.payroll_month as origin_month,
        r.line_kind,
        r.contract_id,
        r.detail,
        cast(sum(r.amount_fen) as bigint) as now_fen,
        cast(sum(r.signed_fen) as bigint) as signed_fen,
        max(r.is_known_now) = 1 as is_known_now,
        max(case when r.preference = 1 then r.clause end) as clause,
        max(case when r.preference = 1 then r.project_name end) as project_name,
        max(case when r.preference = 1 then r.plan_version end) as plan_version,
        max(case when r.preference = 1 then r.source_file end) as source_file,
        max(case when r.preference = 1 then r.source_sheet end) as source_sheet,
        max(case when r.preference = 1 then r.source_row end) as source_row
    from ranked as r
    group by r.staff_id, r.payroll_month, r.line_kind, r.contract_id, r.detail
),

worded as (
    select
        c.*,
        concat(
            {{ month_code('c.origin_month') }},
            ' ',
            {{ line_kind_words('c.line_kind', 'zh') }},
            coalesce(concat(' ', c.contract_id), '')
        ) as line_zh,
        concat(
            {{ month_code('c.origin_month') }},
            ' ',
            {{ line_kind_words('c.line_kind', 'en') }},
            coalesce(concat(' ', c.contract_id), '')
        ) as line_en,
        cast({{ sales_yuan('c.signed_fen') }} as {{ dbt.type_string() }}) as signed_yuan,
        cast({{ sales_yuan('c.now_fen') }} as {{ dbt.type_string() }}) as now_yuan,
        coalesce(
            concat(
                c.source_file,
                case when c.source_sheet <> '' then concat(' ', c.source_sheet) else '' end,
                ' #',
                cast(c.source_row as {{ dbt.type_string() }})
            ),
            ''
        ) as place
    from compared as c
    where c.now_fen <> c.signed_fen
),

-- They stand below the lines that the open month has anyhow.
lines_before as (
    select
        l.staff_id,
        max(l.line_no) as line_no
    from {{ ref('int_sales_computed_lines') }} as l
    inner join open_month as o on l.payroll_month = o.month
    where l.scenario_id = 'actual'
    group by l.staff_id
)

select
    'actual' as scenario_id,
    w.staff_id,
    o.month as payroll_month,
    coalesce(b.line_no, 0) + row_number() over (
        partition by w.staff_id
        order by
            w.origin_month nulls last,
            w.line_kind nulls last,
            w.contract_id nulls last,
            w.detail nulls last
    ) as line_no,
    'adjustments' as statement_column,
    'adjustment' as line_kind,
    w.clause,
    w.project_name,
    w.contract_id,
    case when w.detail is null then w.line_kind else concat(w.line_kind, '|', w.detail) end
        as detail,
    cast(null as decimal(18, 4)) as quantity,
    cast(null as decimal(18, 2)) as base_amount,
    cast(null as decimal(12, 7)) as rate,
    {{ sales_yuan('w.now_fen - w.signed_fen') }} as amount,
    w.origin_month,
    w.plan_version,
    case
        when w.is_known_now
            then concat(
                w.line_zh, '：签核时 ', w.signed_yuan, ' 元，现为 ', w.now_yuan, ' 元；依据 ', w.place
            )
        else concat(w.line_zh, '：签核时 ', w.signed_yuan, ' 元，现已不成立；原依据 ', w.place)
    end as cause_zh,
    case
        when w.is_known_now
            then concat(
                w.line_en, ': signed as ', w.signed_yuan, ', now ', w.now_yuan, '; from ', w.place
            )
        else
            concat(
                w.line_en, ': signed as ', w.signed_yuan, ', no longer arises; was from ', w.place
            )
    end as cause_en,
    w.source_file,
    w.source_sheet,
    w.source_row
from worded as w
cross join open_month as o
cross join {{ ref('int_build_parameters') }} as build
left join lines_before as b on w.staff_id = b.staff_id
where o.month <= cast(build.as_of as date)
