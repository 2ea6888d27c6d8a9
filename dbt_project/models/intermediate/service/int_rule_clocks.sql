{{ config(materialized='view') }}

{%- set families = [
    'int_complaint_clocks',
    'int_work_order_clocks',
    'int_follow_up_clocks',
    'int_visit_clocks',
    'int_notice_clocks',
] %}
{%- set columns = [
    'rule_id',
    'subject_kind',
    'subject_id',
    'project_name',
    'department',
    'limit_id',
    'started_at',
    'due_from_at',
    'notified_at',
    'done_at',
    'is_recorded',
    'closed_at',
    'withdrawn_at',
    'condition_reason',
    'broken_reason',
    'fulfilled_reason',
    'missed_reason',
    'is_reopened',
    'source_file',
    'source_sheet',
    'source_row',
] %}
{%- for family in families %}
    select
        {{ listed('c', columns) }}
    from {{ ref(family) }} as c
    {{ 'union all' if not loop.last }}
{%- endfor %}
