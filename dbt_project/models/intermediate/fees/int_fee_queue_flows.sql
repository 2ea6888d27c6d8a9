{#
    Queues settled by running sums instead of step by step. Each bill keeps room for the
    payments that name it; the money that names none is poured over what is left, oldest due
    first. Bill and money are two rulers laid side by side: between two neighbouring marks
    lies money of one payment on one bill.

    This equals the sequence exactly if every payment that names a bill came before money
    flowed past that bill; `is_exact` is false in queues where one came later (money had
    then already taken its place). Queues with refunds or with money of different reach
    are not tried.
#}
with movements as (
    select
        m.queue_id,
        m.movement_no,
        m.movement_kind,
        m.bill_no,
        m.fee_item,
        m.value_fen
    from {{ ref('int_fee_queue_movements') }} as m
),

untried_queues as (
    select distinct m.queue_id
    from movements as m
    inner join {{ ref('int_fee_queues') }} as q on m.queue_id = q.queue_id
    where
        m.movement_kind = 'refund'
        or (q.reach = 'room' and m.movement_kind = 'oldest_first' and m.fee_item is not null)
),

tried as (
    select
        m.queue_id,
        m.movement_no,
        m.movement_kind,
        m.bill_no,
        m.value_fen
    from movements as m
    left join untried_queues as u on m.queue_id = u.queue_id
    where u.queue_id is null
),

named_running as (
    select
        m.queue_id,
        m.movement_no,
        m.bill_no,
        m.value_fen,
        b.due_fen,
        cast(
            sum(m.value_fen) over (
                partition by m.queue_id, m.bill_no
                order by m.movement_no
                rows between unbounded preceding and current row
            ) as bigint
        ) as offered_fen
    from tried as m
    inner join {{ ref('int_fee_queue_bills') }} as b
        on m.queue_id = b.queue_id and m.bill_no = b.bill_no
    where m.movement_kind = 'named'
),

named_laid as (
    select
        n.queue_id,
        n.movement_no,
        n.bill_no,
        least(n.value_fen, n.due_fen - (n.offered_fen - n.value_fen)) as laid_fen
    from named_running as n
    where n.offered_fen - n.value_fen < n.due_fen
),

named_totals as (
    select
        n.queue_id,
        n.bill_no,
        cast(sum(n.laid_fen) as bigint) as laid_fen,
        max(n.movement_no) as last_movement_no
    from named_laid as n
    group by n.queue_id, n.bill_no
),

{# At one position payments come before bills: a bill's next payment then flows past it. -#}
marks as (
    select
        b.queue_id,
        1 as mark_order,
        b.bill_no,
        cast(null as bigint) as movement_no,
        n.last_movement_no,
        cast(
            sum(b.due_fen - coalesce(n.laid_fen, 0)) over (
                partition by b.queue_id
                order by b.bill_no
                rows between unbounded preceding and current row
            ) as bigint
        ) as position_fen
    from {{ ref('int_fee_queue_bills') }} as b
    left join untried_queues as u on b.queue_id = u.queue_id
    left join named_totals as n on b.queue_id = n.queue_id and b.bill_no = n.bill_no
    where u.queue_id is null
    union all
    select
        m.queue_id,
        0 as mark_order,
        cast(null as bigint) as bill_no,
        m.movement_no,
        cast(null as bigint) as last_movement_no,
        cast(
            sum(m.value_fen) over (
                partition by m.queue_id
                order by m.movement_no
                rows between unbounded preceding and current row
            ) as bigint
        ) as position_fen
    from tried as m
    where m.movement_kind = 'oldest_first'
),

{# Read from the far end, so that "the next bill" is the smallest met so far. -#}
intervals as (
    select
        k.queue_id,
        k.mark_order,
        k.last_movement_no,
        min(k.bill_no) over (
            partition by k.queue_id
            order by
                k.position_fen desc,
                k.mark_order desc,
                k.bill_no desc nulls last,
                k.movement_no desc nulls last
            rows between unbounded preceding and current row
        ) as bill_no,
        min(k.movement_no) over (
            partition by k.queue_id
            order by
                k.position_fen desc,
                k.mark_order desc,
                k.bill_no desc nulls last,
                k.movement_no desc nulls last
            rows between unbounded preceding and current row
        ) as movement_no,
        k.position_fen - coalesce(
            lead(k.position_fen) over (
                partition by k.queue_id
                order by
                    k.position_fen desc,
                    k.mark_order desc,
                    k.bill_no desc nulls last,
                    k.movement_no desc nulls last
            ),
            0
        ) as laid_fen
    from marks as k
),

overtaken_queues as (
    select distinct i.queue_id
    from intervals as i
    where i.mark_order = 1 and i.movement_no < i.last_movement_no
),

laid as (
    select
        i.queue_id,
        i.movement_no,
        i.bill_no,
        i.laid_fen
    from intervals as i
    where i.laid_fen > 0 and i.bill_no is not null and i.movement_no is not null
    union all
    select
        n.queue_id,
        n.movement_no,
        n.bill_no,
        n.laid_fen
    from named_laid as n
)

select
    l.queue_id,
    l.movement_no,
    l.bill_no,
    l.laid_fen,
    o.queue_id is null as is_exact
from laid as l
left join overtaken_queues as o on l.queue_id = o.queue_id
