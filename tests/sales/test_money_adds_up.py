"""What must add up in every office and scenario, whoever computed it: nothing is lost or made.

Asked of the published tables of the build over random offices; what they do not publish for
every scenario (parts held, forfeited, cancelled), of the slow calculator that they equal.
"""

from __future__ import annotations

import pytest

from tests.sales.company_plan import scenarios
from tests.sales.conftest import Both
from tests.sales.office import Office
from tests.sales.random_offices import AS_OF, phases_of, random_office
from tests.sales.slow_office import SlowOffice


def offenders(both: Both, sql: str) -> list[tuple[object, ...]]:
    with both.connect() as con:
        return con.execute(f"{sql} limit 10").fetchall()


def test_what_was_earned_is_paid_held_forfeited_or_cancelled_at_every_month_end(
    both: Both,
) -> None:
    assert not offenders(
        both,
        """select * from marts.commission_positions
        where released_amount
            <> earned_amount - held_amount - forfeited_amount - cancelled_amount
            or held_amount < 0 or forfeited_amount < 0 or cancelled_amount < 0""",
    )


@pytest.mark.parametrize("seed", range(1, 7))
def test_nothing_earned_is_lost_in_any_scenario(seed: int) -> None:
    office = Office(random_office(seed, phases_of(seed)), AS_OF)
    for scenario_id, scenario in scenarios().items():
        slow = SlowOffice(office, readings=scenario.readings)
        for p in slow.positions:
            assert p.released == p.earned - p.held - p.forfeited - p.cancelled, (scenario_id, p)
            assert min(p.released, p.held, p.forfeited, p.cancelled) >= 0, (scenario_id, p)


def test_positions_are_the_lines_and_the_movements_up_to_the_month_end(both: Both) -> None:
    assert not offenders(
        both,
        """with earned as (
            select p.contract_id, p.staff_id, p.month, sum(l.earned_amount) as amount
            from marts.commission_positions as p
            inner join marts.fct_commission_lines as l
                on l.scenario_id = 'actual' and l.contract_id = p.contract_id
                and l.staff_id = p.staff_id and l.commission_month <= p.month
            group by all
        ), released as (
            select p.contract_id, p.staff_id, p.month, sum(r.released_amount) as amount
            from marts.commission_positions as p
            inner join marts.fct_commission_releases as r
                on r.scenario_id = 'actual' and r.contract_id = p.contract_id
                and r.original_staff_id = p.staff_id and r.payroll_month <= p.month
            group by all
        )
        select p.*, e.amount, r.amount
        from marts.commission_positions as p
        left join earned as e using (contract_id, staff_id, month)
        left join released as r using (contract_id, staff_id, month)
        where p.earned_amount <> coalesce(e.amount, 0)
            or p.released_amount <> coalesce(r.amount, 0)""",
    )


def test_no_more_is_paid_than_was_earned_and_a_cancelled_sale_leaves_nothing(both: Both) -> None:
    assert not offenders(
        both,
        """with earned as (
            select scenario_id, contract_id, staff_id, sum(earned_amount) as earned
            from marts.fct_commission_lines group by all
        ), moved as (
            select scenario_id, contract_id, original_staff_id as staff_id, released_on,
                max(case when reason = 'cancelled' then 1 else 0 end) as is_cancelled,
                sum(released_amount) as amount
            from marts.fct_commission_releases group by all
        ), running as (
            select *, sum(amount) over (
                partition by scenario_id, contract_id, staff_id order by released_on
            ) as paid
            from moved
        )
        select r.*, e.earned
        from running as r left join earned as e using (scenario_id, contract_id, staff_id)
        where r.paid < 0 or r.paid > coalesce(e.earned, 0)
            or (r.is_cancelled = 1 and r.paid <> 0)""",
    )


def test_statement_lines_add_up_to_the_columns_of_the_statement(both: Both) -> None:
    columns = (
        "base_pay",
        "released_commission",
        "clawback",
        "awards",
        "override",
        "site_bonus",
        "lunch_duty",
        "deductions",
        "adjustments",
    )
    sums = ", ".join(
        f"coalesce(sum(amount) filter (where statement_column = '{c}'), 0) as {c}" for c in columns
    )
    differ = " or ".join(f"s.{c}_amount <> coalesce(l.{c}, 0)" for c in columns)
    net = " + ".join(f"s.{c}_amount" for c in columns)

    assert not offenders(
        both,
        f"""with l as (
            select scenario_id, staff_id, payroll_month, {sums}
            from marts.fct_sales_statement_lines group by all
        )
        select * from marts.fct_sales_statements as s
        full join l using (scenario_id, staff_id, payroll_month)
        where s.net_amount is null or {differ} or s.net_amount <> {net}""",
    )


def test_what_is_owed_is_carried_from_month_to_month(both: Both) -> None:
    assert not offenders(
        both,
        """with s as (
            select *, lag(carried_forward_amount, 1, 0) over w as carried_before,
                lead(payroll_month) over w as next_month
            from marts.fct_sales_statements
            window w as (partition by scenario_id, staff_id order by payroll_month)
        )
        select * from s
        where brought_forward_amount <> carried_before
            or carried_forward_amount <> least(0, net_amount + brought_forward_amount)
            or payable_amount + forfeited_amount
                <> greatest(0, net_amount + brought_forward_amount)
            or (payable_amount <> 0 and forfeited_amount <> 0)
            or brought_forward_amount > 0 or clawback_amount > 0 or deductions_amount > 0
            or (carried_forward_amount <> 0
                and next_month is distinct from payroll_month + interval 1 month
                and payroll_month <> date '2015-12-01')
            or pay_on <> payroll_month + interval 1 month + interval 19 day""",
    )
