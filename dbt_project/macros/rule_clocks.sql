{#
    A clock that a rule starts for a subject. `columns` are expressions over the relation's row:

    started_at        when the subject came in
    done_at           what stops the clock
    is_recorded       false: the register has no column for it, so its absence says nothing
    closed_at         the subject is over, so what is missing was not recorded
    withdrawn_at      the subject fell away
    notified_at       when those concerned were told, for rules that count from there
    due_from_at       from when the limit counts, where that is not when the subject came in
    limit_id          the limit's id, where that is not the rule's
    condition_reason  what is wrong with it although done, until the limit is over
    broken_reason     why the rule is broken whatever the clock says
    fulfilled_reason  why the rule is kept although nothing stopped the clock
    missed_reason     the reason for not having done it, where there is a better word
    is_reopened       the first time it was done is not kept

    `subject` names the alias whose project, department and provenance the clock takes.
#}
{% macro rule_clock(rule_id, alias, subject_kind, subject_id, columns) %}
{%- set text = dbt.type_string() -%}
{%- set moment = dbt.type_timestamp() -%}
{%- set types = {
    'limit_id': text,
    'started_at': moment,
    'due_from_at': moment,
    'notified_at': moment,
    'done_at': moment,
    'is_recorded': 'boolean',
    'closed_at': moment,
    'withdrawn_at': moment,
    'condition_reason': text,
    'broken_reason': text,
    'fulfilled_reason': text,
    'missed_reason': text,
    'is_reopened': 'boolean',
} -%}
select
    '{{ rule_id }}' as rule_id,
    {{ subject_kind }} as subject_kind,
    {{ subject_id }} as subject_id,
    {{ alias }}.project_name,
    {{ columns.get('department', alias ~ '.department') }} as department,
    {%- for name, type in types.items() %}
    {{ columns[name] if name in columns else 'cast(null as ' ~ type ~ ')' }} as {{ name }},
    {%- endfor %}
    {{ alias }}.source_file,
    {{ alias }}.source_sheet,
    {{ alias }}.source_row
{%- endmacro %}
