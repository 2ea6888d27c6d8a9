"""The slow calculator: a sales office's commission and pay, as one would do it by hand.

Belongs here: putting the clauses together into statements. The clauses themselves are in
the other slow_*.py files, each function with its clause. Nothing here is clever: it is what
the warehouse is held against.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from tests.sales.office import Office
from tests.sales.slow_awards import awards
from tests.sales.slow_deductions import base_pay, day_rate, deduction_lines
from tests.sales.slow_lines import CommissionLine, commission_lines, penalties
from tests.sales.slow_manager import manager_lines
from tests.sales.slow_movements import Movement, Position, movements_of, positions_of
from tests.sales.slow_people import People
from tests.sales.slow_performance import Sales
from tests.sales.slow_plan import DEFAULT_READINGS, PlanBook, Readings, half_up, month_of
from tests.sales.slow_releases import Part, parts_of

# What is earned and paid out hangs on these; the other readings leave it as it is.
COMMISSION_READINGS = (
    "performance_date",
    "performance_amount",
    "late_cancellation",
    "target_unit",
    "tier_mode",
    "discount_base",
    "unsigned_within_authority",
    "late_approval",
    "unauthorised_performance",
    "exclusion",
    "full_payment_release",
    "discount_release",
)
ATTENDANCE_READINGS = ("early_leave", "sick_leave", "day_rate")

Shared = dict[tuple[str, ...], Any]

T = TypeVar("T")

COLUMNS = (
    "base_pay",
    "released_commission",
    "clawback",
    "awards",
    "override",
    "site_bonus",
    "lunch_duty",
    "deductions",
)


@dataclass(frozen=True)
class StatementLine:
    staff_id: str
    month: date
    column: str
    kind: str
    amount: int


@dataclass(frozen=True)
class Statement:
    """One person and month in fen; `columns` in the order of COLUMNS."""

    staff_id: str
    month: date
    columns: tuple[int, ...]
    net: int
    brought_forward: int
    payable: int
    carried_forward: int
    forfeited: int

    def amount(self, column: str) -> int:
        return self.columns[COLUMNS.index(column)]


class SlowOffice:
    """Everything that follows from an office's rows under one set of readings.

    `people` and `shared` may be handed from one to the next of the same rows, plans and targets, so
    that what two sets of readings have in common is worked out once.
    """

    def __init__(
        self,
        office: Office,
        plans: PlanBook | None = None,
        readings: Readings = DEFAULT_READINGS,
        people: People | None = None,
        shared: Shared | None = None,
    ) -> None:
        self.office = office
        self.plans = plans or PlanBook()
        self.readings = readings
        self.people = people or People(office)
        self.shared: Shared = {} if shared is None else shared
        self.sales = Sales(office, self.people, self.plans, readings)

    def _once(self, what: str, matters: tuple[str, ...], compute: Callable[[], T]) -> T:
        """The value worked out for these readings, as far as they matter to it."""
        key = (what, *(self.readings[reading] for reading in matters))
        if key not in self.shared:
            self.shared[key] = compute()
        found: T = self.shared[key]
        return found

    @property
    def lines(self) -> list[CommissionLine]:
        return self._once("lines", COMMISSION_READINGS, lambda: commission_lines(self.sales))

    @property
    def parts(self) -> list[Part]:
        return self._once("parts", COMMISSION_READINGS, lambda: parts_of(self.sales, self.lines))

    @property
    def movements(self) -> list[Movement]:
        return self._once(
            "movements", COMMISSION_READINGS, lambda: movements_of(self.sales, self.parts)
        )

    @cached_property
    def positions(self) -> list[Position]:
        return positions_of(self.sales, self.lines, self.parts, self.movements)

    @cached_property
    def statement_lines(self) -> list[StatementLine]:
        found = [
            StatementLine(
                m.staff_id,
                m.month,
                "clawback" if m.reason == "cancelled" else "released_commission",
                "clawback" if m.reason == "cancelled" else "release",
                m.amount,
            )
            for m in self.movements
        ]
        for award in awards(self.sales):
            place = (award.staff_id, award.month, "awards", award.kind)
            found.append(StatementLine(*place, award.amount))
        for line in manager_lines(self.sales, self.lines, self.movements):
            place = (line.staff_id, line.month, line.kind, line.kind)
            found.append(StatementLine(*place, line.amount))
        for penalty in penalties(self.sales):
            who = (penalty.staff_id, penalty.month, "deductions")
            found.append(StatementLine(*who, "unauthorised_compensation", -penalty.compensation))
            found.append(StatementLine(*who, "unauthorised_fine", -penalty.fine))
        return found + self._once(
            "own lines",
            ATTENDANCE_READINGS,
            lambda: [
                line
                for staff_id in self.office.staff
                if self.people.was_ever_in_sales(staff_id)
                for line in self._lines_of_person(staff_id)
            ],
        )

    def _lines_of_person(self, staff_id: str) -> list[StatementLine]:
        """C10 and C13 of one person, month by month."""
        deductions = defaultdict(list)
        for row in self.office.deductions:
            if row.staff_id == staff_id:
                deductions[month_of(row.occurred_on)].append(row)
        duties: dict[date, int] = defaultdict(int)
        for whose, day in self.office.lunch_days:
            duties[month_of(day)] += whose == staff_id
        found = []
        for month in self.people.months_of_person(staff_id):
            base = 0
            plan = self.plans.on(self._project_of(staff_id, month), month)
            if self._has_base(staff_id, month):
                base = base_pay(plan, self.people.in_month(staff_id, month))
                found.append(StatementLine(staff_id, month, "base_pay", "base_pay", base))
            if duties[month]:
                lunch = half_up(duties[month] * plan.lunch_duty)
                found.append(StatementLine(staff_id, month, "lunch_duty", "lunch_duty", lunch))
            day = day_rate(self.readings, base, month)
            for kind, amount in deduction_lines(plan, self.readings, day, deductions[month]):
                found.append(StatementLine(staff_id, month, "deductions", kind, amount))
        return found

    def _project_of(self, staff_id: str, month: date) -> str:
        """Whose plan a person is paid by: the registered project's, else that of his sales."""
        registered = self.people.in_month(staff_id, month).project
        if registered is not None and month in self.people.project_months(registered):
            return registered
        return min(
            c.project
            for c in self.office.contracts
            if c.signed_at is not None
            and c.status != "塌定"
            and staff_id in self.office.credits[c.contract_id]
            and month in self.people.project_months(c.project)
        )

    def _has_base(self, staff_id: str, month: date) -> bool:
        """C10: everybody employed in a sales post."""
        person = self.people.in_month(staff_id, month)
        return person.is_employed and person.role != "none"

    @cached_property
    def statements(self) -> list[Statement]:
        """C7, C11: month after month, what is owed is carried forward."""
        lines = [line for line in self.statement_lines if line.amount]
        by_month: dict[tuple[str, date], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for line in lines:
            by_month[line.staff_id, line.month][line.column] += line.amount
        found = []
        for staff_id in sorted({*self.office.staff, *(who for who, _ in by_month)}):
            brought_forward = 0
            own_months = self.people.months_of_person(staff_id)
            for month in self.people.all_months:
                has_lines = (staff_id, month) in by_month
                is_employed = month in own_months and self._has_base(staff_id, month)
                if not (has_lines or brought_forward or is_employed):
                    continue
                columns = by_month[staff_id, month] if has_lines else {}
                net = sum(columns.values())
                total = net + brought_forward
                is_forfeited = self.people.walked_out_by(staff_id, month)
                found.append(
                    Statement(
                        staff_id=staff_id,
                        month=month,
                        columns=tuple(columns.get(column, 0) for column in COLUMNS),
                        net=net,
                        brought_forward=brought_forward,
                        payable=0 if is_forfeited else max(0, total),
                        carried_forward=min(0, total),
                        forfeited=max(0, total) if is_forfeited else 0,
                    )
                )
                brought_forward = min(0, total)
        return found

    def statement(self, staff_id: str, month: date) -> Statement:
        """The statement of one person and month."""
        return next(s for s in self.statements if (s.staff_id, s.month) == (staff_id, month))
