-- A follow-up is what the ticket's own register says or a return visit that names the ticket,
-- after the close. Whether visits name tickets at all is known from the whole register.
with links as (
    select count(*) > 0 as has_linked_visits
    from {{ ref('stg_visits') }} as v
    where v.ticket_id is not null and not {{ is_self_rating('v') }}
),

done as (
    select
        t.ticket_kind,
        t.ticket_id,
        t.followed_up_at as done_at,
        t.followed_up_by_staff_id as staff_id
    from {{ ref('int_tickets') }} as t
    where t.followed_up_at is not null
    union all
    select
        v.ticket_kind,
        v.ticket_id,
        v.visited_at as done_at,
        v.staff_id
    from {{ ref('int_ticket_visits') }} as v
    where v.is_contact
),

after_close as (
    select
        d.ticket_kind,
        d.ticket_id,
        d.done_at,
        {{ is_head() }} as is_head
    from done as d
    inner join {{ ref('int_tickets') }} as t
        on d.ticket_kind = t.ticket_kind and d.ticket_id = t.ticket_id
    {{ join_posts('d.staff_id', 't.project_name', 'cast(d.done_at as date)') }}
    where {{ not_before('d.done_at', 't.resolved_at') }}
),

firsts as (
    select
        a.ticket_kind,
        a.ticket_id,
        min(a.done_at) as first_done_at,
        min(case when a.is_head then a.done_at end) as first_done_by_head_at,
        count(case when a.is_head is null then 1 end) > 0 as has_unknown_person
    from after_close as a
    group by a.ticket_kind, a.ticket_id
)

select
    t.ticket_kind,
    t.ticket_id,
    t.project_name,
    t.department,
    t.ticket_class,
    t.is_important,
    t.resolved_at,
    t.withdrawn_at,
    f.first_done_at,
    f.first_done_by_head_at,
    f.has_unknown_person,
    coalesce(t.is_follow_up_recorded, t.is_callback_recorded) or l.has_linked_visits
        as is_recorded,
    t.source_file,
    t.source_sheet,
    t.source_row
from {{ ref('int_tickets') }} as t
cross join links as l
left join firsts as f on t.ticket_kind = f.ticket_kind and t.ticket_id = f.ticket_id
where t.resolved_at is not null and t.ticket_kind in ('complaint', 'work_order')
