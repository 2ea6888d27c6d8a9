-- General complaints and the builder's defects are owed a word every week while they are open.
-- A gap runs from receipt or a contact to the next contact, to the close, or to now.
with tickets as (
    select
        t.*,
        case t.ticket_class when '一般' then 'SV7W' else 'SV8' end as limit_id,
        cast(t.received_at as date) as received_on
    from {{ ref('int_tickets') }} as t
    where t.ticket_kind = 'complaint' and t.ticket_class in ('一般', '遗留工程')
),

owed as (
    select
        t.*,
        {{ in_force('threshold') }} as threshold,
        {{ in_force('unit') }} as unit,
        {{ in_force('is_inclusive') }} as is_inclusive,
        least(
            coalesce(t.resolved_at, t.withdrawn_at), coalesce(t.withdrawn_at, t.resolved_at)
        ) as ended_at
    from tickets as t
    {{ join_rule_in_force('t.limit_id', 't.project_name', 't.received_on') }}
),

contacts as (
    select
        o.ticket_id,
        c.contacted_at
    from owed as o
    inner join {{ ref('int_ticket_contacts') }} as c
        on o.ticket_id = c.ticket_id and o.ticket_kind = c.ticket_kind
    union all
    select
        o.ticket_id,
        v.visited_at as contacted_at
    from owed as o
    inner join {{ ref('int_ticket_visits') }} as v
        on o.ticket_id = v.ticket_id and o.ticket_kind = v.ticket_kind
    where v.is_contact
    union all
    select
        o.ticket_id,
        o.first_replied_at as contacted_at
    from owed as o
    union all
    select
        o.ticket_id,
        o.arrived_at as contacted_at
    from owed as o
),

moments as (
    select
        o.ticket_id,
        {{ whole_second('c.contacted_at') }} as moment_at,
        1 as is_contact
    from owed as o
    inner join contacts as c
        on
            o.ticket_id = c.ticket_id
            and o.received_at <= c.contacted_at
            and coalesce(o.ended_at, c.contacted_at) >= c.contacted_at
    union all
    select
        o.ticket_id,
        {{ whole_second('o.received_at') }} as moment_at,
        0 as is_contact
    from owed as o
),

gaps as (
    select
        m.ticket_id,
        m.moment_at,
        m.is_contact,
        coalesce(
            lead(m.moment_at) over (
                partition by m.ticket_id
                order by m.moment_at nulls last, m.is_contact nulls last
            ),
            {{ whole_second('o.ended_at') }},
            {{ whole_second('build.as_of') }}
        ) as next_at,
        case o.unit
            when 'hour' then {{ add_minutes('m.moment_at', 'o.threshold * 60') }}
            else {{ end_of_day('cast(m.moment_at as date)', 'o.threshold') }}
        end as due_at,
        o.is_inclusive
    from moments as m
    inner join owed as o on m.ticket_id = o.ticket_id
    cross join {{ ref('int_build_parameters') }} as build
    where o.threshold is not null
),

judged as (
    select
        l.*,
        {{ is_past_limit('l.next_at') }} as is_broken
    from gaps as l
),

summed as (
    select
        j.ticket_id,
        sum(j.is_contact) as contact_count,
        max(case when j.is_contact = 1 then j.moment_at end) as last_contact_at,
        min(j.due_at) as first_due_at,
        max(j.due_at) as next_due_at,
        min(case when j.is_broken then j.due_at end) as first_broken_due_at,
        max({{ minutes_between('j.moment_at', 'j.next_at') }}) / 1440 as longest_gap_days
    from judged as j
    group by j.ticket_id
)

select
    case o.ticket_class when '一般' then 'SV7' else 'SV8' end as rule_id,
    o.ticket_kind,
    o.ticket_id,
    o.project_name,
    o.department,
    o.room_name,
    o.received_at,
    o.resolved_at,
    o.withdrawn_at,
    o.ended_at,
    o.is_open,
    s.contact_count,
    s.last_contact_at,
    s.first_due_at,
    s.next_due_at,
    s.first_broken_due_at,
    s.longest_gap_days,
    o.source_file,
    o.source_sheet,
    o.source_row
from owed as o
inner join summed as s on o.ticket_id = s.ticket_id
