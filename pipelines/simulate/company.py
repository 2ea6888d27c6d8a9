"""The whole company, estate by estate: all its registers.

Belongs here: in which order an estate's registers are drawn and what each needs of the
others. Does not belong here: files, or the figures that tests compare with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from pipelines.simulate.calls import build_calls
from pipelines.simulate.clock import as_datetimes
from pipelines.simulate.complaints import build_complaints
from pipelines.simulate.contacts import build_contacts
from pipelines.simulate.estate import Estate, build_estate, project_row
from pipelines.simulate.fee_bills import build_fee_bills
from pipelines.simulate.fee_payments import build_fee_payments
from pipelines.simulate.incidents import build_incidents
from pipelines.simulate.notices import build_notices
from pipelines.simulate.paying_habits import CHRONIC, PREPAYING, paying_habits
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import Register
from pipelines.simulate.sales import build_sales
from pipelines.simulate.sales_duties import build_deductions, build_lunch_duties
from pipelines.simulate.sales_people import Signatory, build_sales_team, build_signatory
from pipelines.simulate.staff import build_team
from pipelines.simulate.survey_tallies import build_survey_tallies
from pipelines.simulate.surveys import build_surveys
from pipelines.simulate.visits import build_visits
from pipelines.simulate.work_orders import build_work_orders


@dataclass(frozen=True)
class EstateBooks:
    """Everything of one estate: `whole` by export name, `registers` of what happens over time.

    `bill_paid_at` is when each row of the bill register is first paid (null: never),
    `chronic_debtors` are the names of the rooms that hardly ever pay, `everybody` is what
    every household would have answered in each survey (see `surveys.SurveyBooks`).
    """

    estate: Estate
    whole: dict[str, pl.DataFrame]
    registers: dict[str, Register]
    bill_paid_at: pl.Series
    chronic_debtors: tuple[str, ...]
    everybody: pl.DataFrame


def estate_books(plan: Plan) -> Iterator[EstateBooks]:
    """The books of each estate in turn, so that any number of them needs little memory."""
    signatory = build_signatory(plan)
    for index in range(plan.estates):
        yield _books(plan, index, signatory)


def _books(plan: Plan, index: int, signatory: Signatory) -> EstateBooks:
    estate = build_estate(plan, index)
    team, people = build_team(plan, index)
    sales_team, sales_people = build_sales_team(plan, index, people["staff_id"].n_unique())
    habit = paying_habits(plan, estate)
    complaints = build_complaints(plan, estate, team)
    work_orders = build_work_orders(plan, estate, team)
    bills = build_fee_bills(plan, estate, habit == PREPAYING)
    payments = build_fee_payments(plan, estate, team, bills, habit)
    tickets = (complaints, work_orders)
    surveys = build_surveys(plan, estate)
    visits = build_visits(plan, estate, team, tickets, surveys.unhappy)
    registers = (
        *tickets,
        bills.register,
        payments.register,
        visits,
        build_calls(plan, estate, team, *tickets),
        build_incidents(plan, estate),
        build_contacts(plan, estate, team, *tickets),
        build_notices(plan, estate),
        *surveys.registers,
        build_survey_tallies(surveys.registers[0], surveys.registers[2]),
        *build_sales(plan, estate, sales_team, signatory),
        build_deductions(plan, estate, sales_team),
        build_lunch_duties(plan, estate, sales_team),
    )
    return EstateBooks(
        estate=estate,
        whole={
            "projects": project_row(plan, estate.profile),
            "rooms": estate.rooms,
            "households": estate.households,
            "staff": pl.concat([people, sales_people]),
        },
        registers={register.export.name: register for register in registers},
        bill_paid_at=as_datetimes(payments.bill_paid_at),
        chronic_debtors=tuple(estate.room_name.filter(pl.Series(habit == CHRONIC)).to_list()),
        everybody=surveys.everybody,
    )
