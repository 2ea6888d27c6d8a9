{#
    Queues settled by running sums, exactly as if step by step: those without refunds where all
    money that names no bill reaches the same bills.

    Such money goes to the oldest bill until that is full, then to the next: laid end to
    end, each bill takes one stretch of it, (level before, level after]. A bill that
    nobody names takes all it asks for, so its level is the level before plus its due. A
    payment that names a bill takes the place of such money if it comes before the bill is
    full. Bill i, asking d, with named payments k = 1, 2 … that bring c(k) in all, each
    arriving when u(k) of the other money had been paid, is full at

        level(i) = min( level(i-1) + d,  min over k of max( u(k), level(i-1) + d - c(k) ) )

    (with d - c(k) at least 0): the first time at which a falling need meets the rising money.
    Only named payments need the recursion, one round each, all queues at once.
#}
with recursive movements as (
    select
        m.queue_id,
        m.movement_no,
        m.movement_kind,
        m.bill_no,
        m.fee_item,
        m.value_fen
    from {{ ref('int_fee_queue_movements') }} as m
),

stepwise_queues as (
    select q.queue_id
    from {{ ref('int_fee_stepwise_queues') }} as q
),

money as (
    select
        m.queue_id,
        m.movement_no,
        m.movement_kind,
        m.bill_no,
        m.value_fen,
        cast(
            sum(case when m.movement_kind = 'oldest_first' then m.value_fen else 0 end) over (
                partition by m.queue_id
                order by m.movement_no
                rows between unbounded preceding and current row
            ) as bigint
        ) as poured_fen
    from movements as m
    left join stepwise_queues as x on m.queue_id = x.queue_id
    where x.queue_id is null
),

named as (
    select
        m.queue_id,
        m.movement_no,
        m.bill_no,
        m.value_fen,
        m.poured_fen,
        cast(
            sum(m.value_fen) over (
                partition by m.queue_id, m.bill_no
                order by m.movement_no
                rows between unbounded preceding and current row
            ) as bigint
        ) as offered_fen
    from money as m
    where m.movement_kind = 'named'
),

named_bills as (
    select
        n.queue_id,
        n.bill_no,
        cast(sum(n.value_fen) as bigint) as offered_fen
    from named as n
    group by n.queue_id, n.bill_no
),

-- `plain_fen`: what the bills nobody names ask for, up to here; levels are counted above it.
bills as (
    select
        b.queue_id,
        b.bill_no,
        b.due_fen,
        n.offered_fen,
        cast(
            sum(case when n.bill_no is null then b.due_fen else 0 end) over (
                partition by b.queue_id
                order by b.bill_no
                rows between unbounded preceding and current row
            ) as bigint
        ) as plain_fen
    from {{ ref('int_fee_queue_bills') }} as b
    left join stepwise_queues as x on b.queue_id = x.queue_id
    left join named_bills as n on b.queue_id = n.queue_id and b.bill_no = n.bill_no
    where x.queue_id is null
),

gates as (
    select
        n.queue_id,
        n.bill_no,
        b.due_fen,
        n.offered_fen = n.value_fen as is_first_of_bill,
        n.offered_fen = b.offered_fen as is_last_of_bill,
        n.poured_fen - b.plain_fen as poured_fen,
        greatest(b.due_fen - n.offered_fen, 0) as need_fen,
        cast(
            row_number() over (
                partition by n.queue_id
                order by n.bill_no, n.movement_no
            ) as bigint
        ) as gate_no
    from named as n
    inner join bills as b on n.queue_id = b.queue_id and n.bill_no = b.bill_no
),

levels (queue_id, gate_no, bill_no, is_last_of_bill, entry_fen, level_fen) as (
    select
        g.queue_id,
        g.gate_no,
        g.bill_no,
        g.is_last_of_bill,
        cast(0 as bigint) as entry_fen,
        least(g.due_fen, greatest(g.poured_fen, g.need_fen)) as level_fen
    from gates as g
    where g.gate_no = 1
    union all
    select
        g.queue_id,
        g.gate_no,
        g.bill_no,
        g.is_last_of_bill,
        case when g.is_first_of_bill then l.level_fen else l.entry_fen end as entry_fen,
        least(
            case when g.is_first_of_bill then l.level_fen + g.due_fen else l.level_fen end,
            greatest(
                g.poured_fen,
                case when g.is_first_of_bill then l.level_fen else l.entry_fen end + g.need_fen
            )
        ) as level_fen
    from levels as l
    inner join gates as g on l.queue_id = g.queue_id and g.gate_no = l.gate_no + 1
),

-- Levels above the plain sum never fall, so the last one is the highest.
bill_levels as (
    select
        b.queue_id,
        b.bill_no,
        b.due_fen,
        b.offered_fen,
        b.plain_fen + coalesce(
            max(l.level_fen) over (
                partition by b.queue_id
                order by b.bill_no
                rows between unbounded preceding and current row
            ),
            0
        ) as level_fen
    from bills as b
    left join levels as l
        on b.queue_id = l.queue_id and b.bill_no = l.bill_no and l.is_last_of_bill
),

poured_totals as (
    select
        m.queue_id,
        max(m.poured_fen) as poured_fen
    from money as m
    group by m.queue_id
),

-- What is left of a bill for the payments that name it.
named_shares as (
    select
        b.queue_id,
        b.bill_no,
        b.offered_fen,
        b.due_fen - (
            least(b.level_fen, t.poured_fen) - least(
                coalesce(
                    lag(b.level_fen) over (partition by b.queue_id order by b.bill_no), 0
                ),
                t.poured_fen
            )
        ) as share_fen
    from bill_levels as b
    inner join poured_totals as t on b.queue_id = t.queue_id
),

named_laid as (
    select
        n.queue_id,
        n.movement_no,
        n.bill_no,
        least(n.value_fen, s.share_fen - (n.offered_fen - n.value_fen)) as laid_fen
    from named as n
    inner join named_shares as s on n.queue_id = s.queue_id and n.bill_no = s.bill_no
    where n.offered_fen - n.value_fen < s.share_fen
),

marks as (
    select
        b.queue_id,
        b.bill_no,
        cast(null as bigint) as movement_no,
        b.level_fen as position_fen
    from bill_levels as b
    union all
    select
        m.queue_id,
        cast(null as bigint) as bill_no,
        m.movement_no,
        m.poured_fen as position_fen
    from money as m
    where m.movement_kind = 'oldest_first'
),

-- Two rulers side by side, read from the far end: between two neighbouring marks lies
-- money of the nearest payment met so far on the nearest bill met so far.
stretches as (
    select
        k.queue_id,
        min(k.bill_no) over (
            partition by k.queue_id
            order by
                k.position_fen desc, k.bill_no desc nulls last, k.movement_no desc nulls last
            rows between unbounded preceding and current row
        ) as bill_no,
        min(k.movement_no) over (
            partition by k.queue_id
            order by
                k.position_fen desc, k.bill_no desc nulls last, k.movement_no desc nulls last
            rows between unbounded preceding and current row
        ) as movement_no,
        k.position_fen - coalesce(
            lead(k.position_fen) over (
                partition by k.queue_id
                order by
                    k.position_fen desc, k.bill_no desc nulls last, k.movement_no desc nulls last
            ),
            0
        ) as laid_fen
    from marks as k
)

select
    s.queue_id,
    s.movement_no,
    s.bill_no,
    s.laid_fen
from stretches as s
where s.laid_fen > 0 and s.bill_no is not null and s.movement_no is not null
union all
select
    n.queue_id,
    n.movement_no,
    n.bill_no,
    n.laid_fen
from named_laid as n
