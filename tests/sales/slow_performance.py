"""Whose sale it is and how much of the task is done (C1, attainment of C2).

Belongs here: signed contracts, shares, performance, targets, attainment. Does not belong
here: what it earns (slow_lines), who wins what (slow_awards).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time
from fractions import Fraction
from functools import cache

from tests.sales.office import Authority, Contract, Office
from tests.sales.slow_people import People
from tests.sales.slow_plan import VICE_PRESIDENTS, Plan, PlanBook, Readings, month_of

MOST_PEOPLE = 16
WHOLE_PROJECT = "all"


class Sales:
    """The signed contracts of an office under one set of readings."""

    def __init__(self, office: Office, people: People, plans: PlanBook, readings: Readings) -> None:
        self.office = office
        self.people = people
        self.plans = plans
        self.readings = readings
        self.floor = cache(self._floor)
        self.is_unauthorised = cache(self._is_unauthorised)
        self.contracts = [c for c in office.contracts if self.counts_at_all(c)]
        self.shares = {c.contract_id: self._shares(c) for c in self.contracts}
        self.performance = self._performance()

    def counts_at_all(self, contract: Contract) -> bool:
        """C1: a booking, a forfeited one and a sale cancelled in its own month count for nothing.

        The month of a cancellation is that of the signing, whatever `performance_date` says.
        """
        if contract.signed_at is None or contract.status == "塌定":
            return False
        cancelled_on = self.cancelled_on(contract)
        return cancelled_on is None or month_of(cancelled_on) > month_of(contract.signed_at.date())

    def cancelled_on(self, contract: Contract) -> date | None:
        """C7: the day of the status, else the day of the first export that said so."""
        if contract.status not in ("退房", "换房"):
            return None
        return contract.status_on or self.office.today

    def moment(self, contract: Contract) -> datetime:
        """C1 (a): when the sale counts as made."""
        if self.readings["performance_date"] == "subscribed" and contract.subscribed_on:
            return datetime.combine(contract.subscribed_on, time())
        assert contract.signed_at is not None
        return contract.signed_at

    def commission_month(self, contract: Contract) -> date:
        return month_of(self.moment(contract).date())

    def plan_of(self, contract: Contract) -> Plan:
        """The plan of the month in which the commission is earned."""
        return self.plans.on(contract.project, self.commission_month(contract))

    def signing_day(self, contract: Contract) -> date:
        assert contract.signed_at is not None
        return contract.signed_at.date()

    def _shares(self, contract: Contract) -> Mapping[str, Fraction] | None:
        """C1: equal shares unless given; None when nobody can be credited."""
        credited = self.office.credits[contract.contract_id]
        if not credited or len(credited) > MOST_PEOPLE:
            return None
        if all(share is None for share in credited.values()):
            return {staff_id: Fraction(1, len(credited)) for staff_id in credited}
        given = {staff_id: share for staff_id, share in credited.items() if share is not None}
        is_whole = len(given) == len(credited) and sum(given.values()) == 1
        return given if is_whole and all(share > 0 for share in given.values()) else None

    def _floor(self, contract: Contract) -> Fraction | None:
        """C3: list × (1 − authority), None when it cannot be known.

        The greatest authority on the signing day among the credited and the responsible.
        """
        day = self.signing_day(contract)
        people = set(self.office.credits[contract.contract_id])
        if contract.responsible:
            people.add(contract.responsible)
        posts = {self.people.post_on(staff_id, day) for staff_id in people}
        found = [self._authority(contract, post) for post in posts]
        rates = [authority.rate for authority in found if authority is not None]
        if not rates or contract.list_fen <= 0 or contract.sold_fen <= 0:
            return None
        return contract.list_fen * (1 - max(rates))

    def _authority(self, contract: Contract, post: str | None) -> Authority | None:
        """C3 (b): a post's authority on the signing day; a later row replaces an open one."""
        day = self.signing_day(contract)
        in_force = [
            a
            for a in self.office.authorities
            if a.project == contract.project
            and a.post == post
            and a.valid_from <= day
            and (a.valid_to is None or day <= a.valid_to)
        ]
        return max(in_force, key=lambda a: a.valid_from, default=None)

    def _is_unauthorised(self, contract: Contract) -> bool:
        """C4: below the floor, and no vice-president signed in time."""
        floor = self.floor(contract)
        if floor is None or contract.sold_fen >= floor:
            return False
        return not self.has_valid_approval(contract)

    def has_valid_approval(self, contract: Contract) -> bool:
        """A vice-president's signature no later than the contract (or any, if late ones count)."""
        signatures = self.vice_president_signatures(contract)
        if self.readings["late_approval"] == "valid":
            return bool(signatures)
        assert contract.signed_at is not None
        if contract.signed_at.time() == time():  # the register gives the day only
            return any(s.date() <= contract.signed_at.date() for s in signatures)
        return any(s <= contract.signed_at for s in signatures)

    def vice_president_signatures(self, contract: Contract) -> list[datetime]:
        found = []
        for approval in self.office.approvals[contract.contract_id]:
            post = approval.approver_post
            if post is None and approval.approved_by:
                post = self.people.post_on(approval.approved_by, approval.signed_at.date())
            if post in VICE_PRESIDENTS:
                found.append(approval.signed_at)
        return found

    def amount(self, contract: Contract) -> int:
        """C1 (b): what the sale counts toward the task; a unit is 100 so that it reads as 1.00."""
        if self.readings["target_unit"] == "units":
            return 100
        is_list = self.readings["performance_amount"] == "list"
        return contract.list_fen if is_list else contract.sold_fen

    def _performance(self) -> dict[tuple[str, str, date], Fraction]:
        """C1: Σ amount × share per project, person and month; the project has every contract."""
        found: dict[tuple[str, str, date], Fraction] = defaultdict(Fraction)
        for contract in self.contracts:
            is_restated = self.readings["late_cancellation"] == "restated"
            if is_restated and self.cancelled_on(contract) is not None:
                continue
            month = self.commission_month(contract)
            found[contract.project, WHOLE_PROJECT, month] += self.amount(contract)
            is_left_out = self.readings["unauthorised_performance"] == "excluded"
            if is_left_out and self.is_unauthorised(contract):
                continue
            for staff_id, share in (self.shares[contract.contract_id] or {}).items():
                found[contract.project, staff_id, month] += self.amount(contract) * share
        return found

    def target(self, project: str, staff_id: str, month: date) -> Fraction | None:
        """The month's task in fen; None when there is none or it is not above zero."""
        whose = None if staff_id == WHOLE_PROJECT else staff_id
        target = self.office.targets.get((project, whose, month))
        return target * self.plans.target_factor if target is not None and target > 0 else None

    def attainment(self, project: str, staff_id: str, month: date) -> Fraction | None:
        """C2: performance ÷ target, exact; None: blocked."""
        target = self.target(project, staff_id, month)
        if target is None:
            return None
        return self.performance.get((project, staff_id, month), Fraction(0)) / target

    def is_met(self, project: str, staff_id: str, month: date) -> bool:
        attainment = self.attainment(project, staff_id, month)
        return attainment is not None and attainment >= 1

    def whose_task(self, project: str, staff_id: str, month: date) -> str:
        """C9: a manager without a task of his own is measured by the project's."""
        has_own = (project, staff_id, month) in self.office.targets
        is_manager = self.people.in_month(staff_id, month).role == "manager"
        return WHOLE_PROJECT if is_manager and not has_own else staff_id
