{#
    The lines as computed. A signed month and all before it keep the lines that were signed; what
    they would be today is an adjustment in the first open month. Only 'actual' is signed.
#}
{%- set text = dbt.type_string() -%}
{%- set columns = [
    'scenario_id',
    'staff_id',
    'payroll_month',
    'line_no',
    'statement_column',
    'line_kind',
    'clause',
    'project_name',
    'contract_id',
    'detail',
    'quantity',
    'base_amount',
    'rate',
    'amount',
    'origin_month',
    'plan_version',
    'source_file',
    'source_sheet',
    'source_row',
] -%}
with closed as (
    select max(s.month) as month
    from {{ ref('stg_sign_offs') }} as s
    where s.stage = 'computed'
),

lines as (
    select
        {{ listed('l', columns) }},
        cast(null as {{ text }}) as cause_zh,
        cast(null as {{ text }}) as cause_en
    from {{ ref('int_sales_computed_lines') }} as l
    cross join closed as c
    where l.scenario_id <> 'actual' or coalesce(l.payroll_month > c.month, true)
    union all
    select
        {{ listed('s', columns) }},
        s.cause_zh,
        s.cause_en
    from {{ ref('stg_signed_off_lines') }} as s
    union all
    select
        {{ listed('a', columns) }},
        a.cause_zh,
        a.cause_en
    from {{ ref('int_sales_adjustments') }} as a
)

select
    cast(l.scenario_id as {{ text }}) as scenario_id,
    cast(l.staff_id as {{ text }}) as staff_id,
    cast(l.payroll_month as date) as payroll_month,
    cast(l.line_no as bigint) as line_no,
    cast(l.statement_column as {{ text }}) as statement_column,
    cast(l.line_kind as {{ text }}) as line_kind,
    cast(l.clause as {{ text }}) as clause,
    cast(l.project_name as {{ text }}) as project_name,
    cast(l.contract_id as {{ text }}) as contract_id,
    cast(l.detail as {{ text }}) as detail,
    cast(l.quantity as decimal(18, 4)) as quantity,
    cast(l.base_amount as decimal(18, 2)) as base_amount,
    cast(l.rate as decimal(12, 7)) as rate,
    cast(l.amount as decimal(18, 2)) as amount,
    cast(l.origin_month as date) as origin_month,
    cast(l.plan_version as {{ text }}) as plan_version,
    cast(l.cause_zh as {{ text }}) as cause_zh,
    cast(l.cause_en as {{ text }}) as cause_en,
    cast(l.source_file as {{ text }}) as source_file,
    cast(l.source_sheet as {{ text }}) as source_sheet,
    cast(l.source_row as bigint) as source_row
from lines as l
order by l.scenario_id, l.payroll_month, l.staff_id, l.line_no
