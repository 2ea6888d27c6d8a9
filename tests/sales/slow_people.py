"""Who worked where, in which role, in which month (C10's persons, the months of a project).

Belongs here: reading the staff register for a day or a month. Does not belong here: money.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from tests.sales.office import Office, StaffRow
from tests.sales.slow_plan import (
    CONSULTANT_POSTS,
    MANAGER_POSTS,
    month_end,
    month_of,
    months_from,
)


@dataclass(frozen=True)
class PersonMonth:
    staff_id: str
    month: date
    project: str | None
    role: str  # consultant, manager, none
    is_employed: bool
    is_on_probation: bool
    base_fen: int | None
    effective_on: date | None


def role_of(post: str | None) -> str:
    """consultant, manager or none."""
    if post in CONSULTANT_POSTS:
        return "consultant"
    return "manager" if post in MANAGER_POSTS else "none"


class People:
    """The staff register of an office, asked by day and by month."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.in_month = cache(self._in_month)
        self.project_months = cache(self._project_months)
        self.months_of_person = cache(self._months_of_person)
        self.first_months = self._first_months()
        self.last_month = month_of(office.today)
        first = min(self.first_months.values(), default=self.last_month)
        self.all_months = months_from(first, self.last_month)

    def row_on(self, staff_id: str, day: date) -> StaffRow | None:
        """The newest row in force that day; the first row also answers before."""
        rows = self.office.staff.get(staff_id, [])
        in_force = [row for row in rows if row.effective_on <= day]
        return in_force[-1] if in_force else next(iter(rows), None)

    def post_on(self, staff_id: str, day: date) -> str | None:
        row = self.row_on(staff_id, day)
        return None if row is None else row.post

    def registered_left_on(self, staff_id: str) -> date | None:
        rows = self.office.staff.get(staff_id)
        return rows[-1].left_on if rows else None

    def left_on(self, staff_id: str) -> date | None:
        """The day the person left, if that has happened."""
        left = self.registered_left_on(staff_id)
        return None if left is None or left > self.office.today else left

    def leaving_approved(self, staff_id: str) -> bool | None:
        return self.office.staff[staff_id][-1].leaving_approved

    def walked_out_by(self, staff_id: str, month: date) -> bool:
        """C11: left without approval in this month or an earlier one."""
        left = self.left_on(staff_id)
        if left is None or month_of(left) > month:
            return False
        return self.leaving_approved(staff_id) is False

    def _in_month(self, staff_id: str, month: date) -> PersonMonth:
        end = month_end(month)
        left = self.registered_left_on(staff_id)
        row = self.row_on(staff_id, end if left is None else min(end, left))
        if row is None:
            return PersonMonth(staff_id, month, None, "none", False, False, None, None)
        return PersonMonth(
            staff_id=staff_id,
            month=month,
            project=row.project,
            role=role_of(row.post),
            is_employed=(row.hired_on is None or row.hired_on <= end)
            and (left is None or left >= month),
            is_on_probation=row.confirmed_on is None or row.confirmed_on > end,
            base_fen=row.base_fen,
            effective_on=row.effective_on,
        )

    def is_working_consultant(self, staff_id: str, month: date) -> bool:
        person = self.in_month(staff_id, month)
        return person.is_employed and person.role == "consultant"

    def was_ever_in_sales(self, staff_id: str) -> bool:
        rows = self.office.staff.get(staff_id, [])
        return any(role_of(row.post) != "none" for row in rows)

    def _first_months(self) -> dict[str, date]:
        """The first month of each project: a target, a signing, a subscription."""
        found: dict[str, date] = {}

        def seen(project: str, day: date) -> None:
            found[project] = min(month_of(day), found.get(project, month_of(day)))

        for project, _, month in self.office.targets:
            seen(project, month)
        for contract in self.office.contracts:
            if contract.signed_at is not None and contract.status != "塌定":
                seen(contract.project, contract.signed_at.date())
                if contract.subscribed_on is not None:
                    seen(contract.project, contract.subscribed_on)
        return found

    def _project_months(self, project: str) -> list[date]:
        first = self.first_months.get(project)
        return [] if first is None else months_from(first, self.last_month)

    def _months_of_person(self, staff_id: str) -> list[date]:
        """Months with base pay, lunch duty and deductions: those of the projects worked for."""
        contracts = [c for c in self.office.contracts if c.signed_at and c.status != "塌定"]
        credited = {c.project for c in contracts if staff_id in self.office.credits[c.contract_id]}
        by_credit = {month for project in credited for month in self.project_months(project)}
        by_register = {
            month
            for project in {row.project for row in self.office.staff.get(staff_id, [])} - {None}
            for month in self.project_months(project or "")
            if self.in_month(staff_id, month).project == project
        }
        return sorted(by_credit | by_register)

    def manager_of(self, project: str, month: date) -> str | None:
        """C9: one manager per project and month; of several the newest in the post."""
        managers = [
            person
            for person in (self.in_month(staff_id, month) for staff_id in self.office.staff)
            if person.role == "manager" and person.is_employed and person.project == project
        ]
        newest = max((p.effective_on for p in managers if p.effective_on), default=None)
        return min((p.staff_id for p in managers if p.effective_on == newest), default=None)
