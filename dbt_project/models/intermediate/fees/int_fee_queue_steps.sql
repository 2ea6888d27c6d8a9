{#
    Queues settled step by step: one movement of every queue per round. A queue's state is
    a set of purses: each bill's own purse (owner_no 0) holds what is still to be paid on
    it; each payment that may be refunded has a purse per bill it may reach and one for its
    credit (bill_no after the last bill), which hold what it has laid there. A payment moves
    money out of bill purses, oldest due first; a refund empties purses of what it undoes,
    last part first, and the bills are open again.
#}
with recursive steps (
    queue_id,
    movement_no,
    bill_no,
    owner_no,
    is_credit,
    fee_item,
    needed_until_no,
    held_fen,
    moved_fen
) as (
    select
        p.queue_id,
        cast(0 as bigint) as movement_no,
        p.bill_no,
        p.owner_no,
        p.is_credit,
        p.fee_item,
        p.needed_until_no,
        p.held_fen,
        cast(0 as bigint) as moved_fen
    from {{ ref('int_fee_step_purses') }} as p
    where p.held_fen > 0 or p.needed_until_no > 0
    union all
    select
        t.queue_id,
        t.movement_no,
        t.bill_no,
        t.owner_no,
        t.is_credit,
        t.fee_item,
        t.needed_until_no,
        case
            when t.value_fen > 0 and t.owner_no = 0 then t.held_fen - t.taken_fen
            when t.value_fen > 0 and t.owner_no = t.movement_no and t.is_credit
                then t.value_fen - t.taken_in_all_fen
            when t.value_fen > 0 and t.owner_no = t.movement_no then t.taken_here_fen
            when t.value_fen > 0 then t.held_fen
            when t.owner_no = 0 then t.held_fen + t.taken_here_fen
            else t.held_fen - t.taken_fen
        end as held_fen,
        case
            when t.owner_no > 0 then 0
            when t.value_fen > 0 then t.taken_here_fen
            else -t.taken_here_fen
        end as moved_fen
    from (
        select
            g.*,
            cast(
                sum(g.taken_fen) over (partition by g.queue_id, g.bill_no) as bigint
            ) as taken_here_fen,
            cast(sum(g.taken_fen) over (partition by g.queue_id) as bigint) as taken_in_all_fen
        from (
            select
                o.*,
                greatest(
                    least(
                        o.open_fen,
                        abs(o.value_fen) - coalesce(
                            cast(
                                sum(o.open_fen) over (
                                    partition by o.queue_id
                                    order by o.first_owner, o.first_bill
                                    rows between unbounded preceding and 1 preceding
                                ) as bigint
                            ),
                            0
                        )
                    ),
                    0
                ) as taken_fen
            from (
                select
                    s.queue_id,
                    s.bill_no,
                    s.owner_no,
                    s.is_credit,
                    s.fee_item,
                    s.needed_until_no,
                    s.held_fen,
                    m.movement_no,
                    m.value_fen,
                    case when m.value_fen > 0 then s.owner_no else -s.owner_no end as first_owner,
                    case when m.value_fen > 0 then s.bill_no else -s.bill_no end as first_bill,
                    case
                        when m.movement_kind = 'credit' then 0
                        when m.value_fen > 0 and s.owner_no > 0 then 0
                        when m.movement_kind = 'named' and s.bill_no <> m.bill_no then 0
                        when
                            m.movement_kind = 'oldest_first' and s.fee_item <> m.fee_item
                            then 0
                        when m.movement_kind = 'refund' and s.owner_no = 0 then 0
                        when
                            m.movement_kind = 'refund'
                            and not m.is_open_refund
                            and coalesce(s.owner_no <> m.refunded_no, true)
                            then 0
                        when m.is_open_refund and s.bill_no <> m.bill_no then 0
                        when
                            m.is_open_refund and m.bill_no is null
                            and s.fee_item <> m.fee_item
                            then 0
                        else s.held_fen
                    end as open_fen
                from steps as s
                inner join {{ ref('int_fee_step_movements') }} as m
                    on s.queue_id = m.queue_id and m.movement_no = s.movement_no + 1
                where
                    (s.owner_no = 0 and s.held_fen > 0)
                    or s.needed_until_no > s.movement_no
            ) as o
        ) as g
    ) as t
)

select
    s.queue_id,
    s.movement_no,
    s.bill_no,
    s.moved_fen as laid_fen
from steps as s
where s.owner_no = 0 and s.moved_fen <> 0
