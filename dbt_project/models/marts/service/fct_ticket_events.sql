{%- set text = dbt.type_string() -%}
{#- kind of event, its time, whose it was, and the kind of ticket that it is told of -#}
{%- set events = [
    ('received', 'received_at', none, none),
    ('dispatched', 'dispatched_at', 'handler_staff_id', none),
    ('notified', 'notified_at', none, none),
    ('arrived', 'arrived_at', 'handler_staff_id', none),
    ('first_replied', 'first_replied_at', 'replied_by_staff_id', none),
    ('quote_accepted', 'quote_accepted_at', none, none),
    ('written_replied', 'written_reply_at', 'replied_by_staff_id', none),
    ('resolved', 'resolved_at', 'handler_staff_id', none),
    ('promised_until', 'promised_at', none, none),
    ('paid', 'paid_at', none, none),
    ('followed_up', 'followed_up_at', 'followed_up_by_staff_id', 'complaint'),
    ('called_back', 'called_back_at', none, none),
    ('form_filed', 'form_filed_at', none, none),
    ('approved', 'approved_at', none, none),
    ('withdrawn', 'withdrawn_at', none, none),
] -%}
with events as (
    {%- for kind, moment, staff, ticket_kind in events %}
        select
            t.project_name,
            t.department,
            t.ticket_kind,
            t.ticket_id,
            {{ loop.index }} as kind_no,
            '{{ kind }}' as event_kind,
            t.{{ moment }} as event_at,
            {{ 't.' ~ staff if staff else 'cast(null as ' ~ text ~ ')' }} as staff_id,
            t.source_file,
            t.source_sheet,
            t.source_row
        from {{ ref('int_tickets') }} as t
        where
            t.{{ moment }} is not null
            {{ "and t.ticket_kind = '" ~ ticket_kind ~ "'" if ticket_kind }}
        union all
    {%- endfor %}
    select
        c.project_name,
        c.department,
        c.ticket_kind,
        c.ticket_id,
        {{ events | length + 1 }} as kind_no,
        'contacted' as event_kind,
        c.contacted_at as event_at,
        c.staff_id,
        c.source_file,
        c.source_sheet,
        c.source_row
    from {{ ref('int_ticket_contacts') }} as c
    union all
    select
        v.project_name,
        v.department,
        v.ticket_kind,
        v.ticket_id,
        {{ events | length + 2 }} as kind_no,
        case when v.is_contact then 'visited' else 'rated' end as event_kind,
        v.visited_at as event_at,
        v.staff_id,
        v.source_file,
        v.source_sheet,
        v.source_row
    from {{ ref('int_ticket_visits') }} as v
)

select
    cast(e.project_name as {{ text }}) as project_name,
    cast(e.department as {{ text }}) as department,
    cast(e.ticket_kind as {{ text }}) as ticket_kind,
    cast(e.ticket_id as {{ text }}) as ticket_id,
    cast(
        row_number() over (
            partition by e.ticket_kind, e.ticket_id
            order by
                e.event_at nulls last,
                e.kind_no nulls last,
                e.source_file nulls last,
                e.source_sheet nulls last,
                e.source_row nulls last
        ) as integer
    ) as event_no,
    cast(e.event_kind as {{ text }}) as event_kind,
    cast(e.event_at as {{ dbt.type_timestamp() }}) as event_at,
    cast(e.staff_id as {{ text }}) as staff_id,
    cast(e.source_file as {{ text }}) as source_file,
    cast(e.source_sheet as {{ text }}) as source_sheet,
    cast(e.source_row as integer) as source_row
from events as e
order by e.project_name, e.ticket_kind, e.ticket_id, event_no
