{#
    All that a survey's respondents are compared with: the project's rooms at its start (those
    handed over by then, not standing empty) and whomever it invited. Arrears are bills due
    before the start and not settled by then; a bill that last became settled before it was.
-#}
{%- set text = dbt.type_string() -%}
{%- set household = ['survey_id', 'project_name', 'room_name'] -%}
with surveys as (
    select
        s.survey_id,
        s.project_name,
        s.started_on,
        cast(s.started_on as {{ dbt.type_timestamp() }}) as started_at
    from {{ ref('fct_surveys') }} as s
),

households as (
    select
        s.survey_id,
        s.project_name,
        s.started_on,
        s.started_at,
        r.room_name,
        coalesce(nullif(trim(r.building_name), ''), '未注明') as building_name,
        i.disposition,
        d.outcome,
        coalesce(d.is_eligible, true) as is_eligible
    from surveys as s
    inner join {{ ref('dim_rooms') }} as r on s.project_name = r.project_name
    left join {{ ref('stg_survey_invites') }} as i
        on
            s.survey_id = i.survey_id
            and s.project_name = i.project_name
            and r.room_name = i.room_name
    left join {{ ref('survey_dispositions') }} as d on i.disposition = d.disposition
    where
        i.room_name is not null
        or (
            r.is_registered
            and coalesce(r.occupancy_status, '') <> '空置'
            and coalesce(r.handed_over_on, s.started_on) <= s.started_on
        )
),

tenures as (
    select
        {{ listed('s', household) }},
        max(case when h.tenure = '租户' then 1 else 0 end) as has_tenant,
        max(case when h.tenure = '业主' then 1 else 0 end) as has_owner
    from households as s
    inner join {{ ref('dim_households') }} as h
        on
            s.project_name = h.project_name
            and s.room_name = h.room_name
            and s.started_on >= h.moved_in_on
            and (h.moved_out_on is null or s.started_on < h.moved_out_on)
    group by {{ listed('s', household) }}
),

open_bills as (
    select
        s.survey_id,
        s.project_name,
        s.started_at,
        b.room_name,
        b.bill_id,
        b.receivable_amount - coalesce(b.concession_amount, 0) as due_amount
    from surveys as s
    inner join {{ ref('fct_fee_bills') }} as b
        on
            s.project_name = b.project_name
            and s.started_on > b.due_on
            and (b.settled_on is null or s.started_on <= b.settled_on)
),

settled_by_then as (
    select
        o.survey_id,
        o.bill_id,
        sum(p.settled_amount) as settled_amount
    from open_bills as o
    inner join {{ ref('fct_fee_settlements') }} as p
        on o.bill_id = p.bill_id and o.started_at > p.paid_at
    group by o.survey_id, o.bill_id
),

debtors as (
    select distinct {{ listed('o', household) }}
    from open_bills as o
    left join settled_by_then as p on o.survey_id = p.survey_id and o.bill_id = p.bill_id
    where o.due_amount > coalesce(p.settled_amount, 0)
),

complainants as (
    select distinct
        s.survey_id,
        s.project_name,
        t.room_name
    from surveys as s
    inner join {{ ref('fct_tickets') }} as t
        on
            s.project_name = t.project_name
            and t.ticket_kind = 'complaint'
            and t.received_at >= s.started_at - interval '12' month
            and s.started_at > t.received_at
),

-- A project whose bills or complaints nobody handed in has households of unknown standing.
billed_projects as (
    select
        b.project_name,
        min(b.due_on) as first_due_on
    from {{ ref('fct_fee_bills') }} as b
    group by b.project_name
),

complaining_projects as (
    select
        t.project_name,
        min(t.received_at) as first_received_at
    from {{ ref('fct_tickets') }} as t
    where t.ticket_kind = 'complaint'
    group by t.project_name
)

select
    cast(h.survey_id as {{ text }}) as survey_id,
    cast(h.project_name as {{ text }}) as project_name,
    cast(h.room_name as {{ text }}) as room_name,
    cast(h.building_name as {{ text }}) as building_name,
    cast(
        case
            when t.has_tenant = 1 then '租户'
            when t.has_owner = 1 then '业主'
            else '未注明'
        end as {{ text }}
    ) as tenure,
    cast(
        case when b.first_due_on < h.started_on then a.room_name is not null end as boolean
    ) as has_arrears,
    cast(
        case when c.first_received_at < h.started_at then m.room_name is not null end as boolean
    ) as had_complaint,
    cast(h.outcome is not null as boolean) as is_invited,
    cast(h.outcome as {{ text }}) as outcome,
    cast(h.is_eligible as boolean) as is_eligible,
    cast(coalesce(h.outcome = 'completed', false) as boolean) as is_respondent
from households as h
left join tenures as t on {{ same_key('h', 't', household) }}
left join debtors as a on {{ same_key('h', 'a', household) }}
left join complainants as m on {{ same_key('h', 'm', household) }}
left join billed_projects as b on h.project_name = b.project_name
left join complaining_projects as c on h.project_name = c.project_name
order by h.survey_id, h.project_name, h.room_name
