"""The deals of one estate's sales office: which unit, when, by whom, and what became of it.

Belongs here: drawing bookings and contracts, cancellations, exchanges and shared deals. Does
not belong here: the money that comes in (`sales_money`), prices (`sales_discounts`), or the
registers made of all this (`sales`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipelines.simulate.clock import DAY, NEVER, Minutes, day_number, moments, pick
from pipelines.simulate.estate import Estate
from pipelines.simulate.plan import Period, Plan
from pipelines.simulate.sales_discounts import BEYOND, Price, agree_price, authority_parts
from pipelines.simulate.sales_people import SalesPerson, SalesTeam, Signatory

FEWEST_BOOKINGS, MOST_BOOKINGS = 5, 10  # a month
SALES_HOURS = np.array([0] * 9 + [60, 90, 90, 40, 50, 80, 90, 90, 60, 20] + [0] * 5, dtype=float)
SALES_WEEK = (0.8, 0.8, 0.8, 0.9, 1.0, 1.7, 1.6)  # Monday first
BUSY_MONTHS = (0.45, 0.15, 0.6, 0.5, 0.6, 0.5, 0.35, 0.4, 0.75, 0.7, 0.5, 0.5)

FULL, MORTGAGE, INSTALMENTS, LOAN = "全款", "按揭", "分期", "借款"
_PAYMENT_PLANS = ((MORTGAGE, 0.6), (FULL, 0.18), (INSTALMENTS, 0.16), (LOAN, 0.06))
IN_FORCE, CANCELLED, EXCHANGED, FORFEITED = "有效", "退房", "换房", "塌定"
FORFEITED_SHARE = 0.06
CANCELLED_AT_ONCE_SHARE, CANCELLED_SHARE, EXCHANGED_SHARE = 0.012, 0.045, 0.02
SHARED_SHARE, SHARED_BY_THREE_SHARE, MANAGER_SHARE = 0.17, 0.1, 0.04
AGREED_SHARES = ((0.7, 0.3), (0.6, 0.4), (0.8, 0.2))
REASONS = ("前期接待与谈判由一方完成", "老客户转介，另一方协助签约", "一方休假，由另一方代为签约")

_AREAS = (62.0, 78.5, 89.0, 96.5, 108.0, 119.5, 128.0, 144.0, 168.0)
LOWEST_PRICE, HIGHEST_PRICE = 400_000, 2_500_000  # yuan
FLOORS, FLATS, ENTRANCES = 18, 4, 2


@dataclass(frozen=True)
class Deal:
    """One booking and the contract it became; moments in minutes, `ended_day` a day number.

    `signed` is NEVER for a booking that came to nothing, `ended_day` NEVER while in force.
    `shares` are None for an equal share; `decided_by` decided on unequal ones.
    """

    unit_name: str
    price: Price
    payment_plan: str
    booked: int
    signed: int
    sellers: tuple[SalesPerson, ...]
    shares: tuple[float | None, ...]
    decided_by: str | None = None
    reason: str | None = None
    status: str = IN_FORCE
    ended_day: int = NEVER
    responsible: str | None = None

    @property
    def signed_day(self) -> int:
        return NEVER if self.signed >= NEVER else self.signed // DAY


@dataclass(frozen=True)
class Office:
    """The sales office of an estate while it draws its deals."""

    plan: Plan
    estate: Estate
    team: SalesTeam
    signatory: Signatory
    random: np.random.Generator
    yuan_per_sqm: float

    def deal(self, unit: int, booked: int, sellers: tuple[SalesPerson, ...] = ()) -> Deal:
        """One deal booked at this minute, by these sellers if all are there when it is signed."""
        random = self.random
        signed = self._signed(booked)
        day = booked // DAY if signed >= NEVER else signed // DAY
        if not sellers or not all(person.works_on(day) for person in sellers):
            sellers = self._sellers(day)
        authority = max(authority_parts(self.plan, person.post, day) for person in sellers)
        name, list_fen = self._unit(unit, booked)
        price = agree_price(
            random, self.signatory, self.team.manager, list_fen, authority, booked, signed
        )
        shares, decided_by, reason = self._shares(len(sellers))
        plans = np.array([share for _, share in _PAYMENT_PLANS])
        deal = Deal(
            unit_name=name,
            price=price,
            payment_plan=_PAYMENT_PLANS[int(pick(random, plans, 1)[0])][0],
            booked=booked,
            signed=signed,
            sellers=sellers,
            shares=shares,
            decided_by=decided_by,
            reason=reason,
        )
        return self._ended(self._answerable(deal))

    def _signed(self, booked: int) -> int:
        """Most sign on the day of the booking or within two weeks, some never do."""
        random = self.random
        if random.random() < FORFEITED_SHARE:
            return NEVER
        if random.random() < 0.35:
            return booked + int(random.integers(60, 180))
        hour = int(pick(random, SALES_HOURS, 1)[0])
        day = booked // DAY + int(random.integers(1, 15))
        return day * DAY + hour * 60 + int(random.integers(0, 60))

    def _sellers(self, day: int) -> tuple[SalesPerson, ...]:
        random, people = self.random, self.team.consultants_on(day)
        if not people or random.random() < MANAGER_SHARE:
            return (self.team.manager,)
        newcomers = np.array([0.5 if day - p.hired < 45 else 1.0 for p in people])
        weight = newcomers * np.array([p.skill for p in people])
        wanted = 1
        if random.random() < SHARED_SHARE:
            wanted = 3 if random.random() < SHARED_BY_THREE_SHARE else 2
        drawn = random.choice(
            len(people), min(wanted, len(people)), replace=False, p=weight / weight.sum()
        )
        sellers = tuple(people[place] for place in drawn.tolist())
        with_manager = len(sellers) == 2 and random.random() < 0.1
        return (sellers[0], self.team.manager) if with_manager else sellers

    def _shares(self, people: int) -> tuple[tuple[float | None, ...], str | None, str | None]:
        """Shares, who decided on them and why; equal ones are mostly left empty."""
        random = self.random
        way, reason = random.random(), REASONS[int(random.integers(0, len(REASONS)))]
        if people == 1:
            return ((1.0,) if way < 0.3 else (None,)), None, None
        if people == 2 and way < 0.3:
            agreed = AGREED_SHARES[int(random.integers(0, len(AGREED_SHARES)))]
            return agreed, self.team.manager.staff_id, reason
        if people == 2 and way < 0.5:
            return (0.5, 0.5), None, None
        return (None,) * people, None, None

    def _unit(self, unit: int, booked: int) -> tuple[str, int]:
        """Name and list price in fen of a unit in the buildings that follow those let already."""
        random = self.random
        building, place = divmod(unit, FLOORS * FLATS * ENTRANCES)
        entrance, flat = divmod(place, FLOORS * FLATS)
        floor = flat // FLATS + 1
        first = int(self.estate.building.max()) + 1
        months = (booked // DAY - day_number(self.plan.first_day)) / 30
        height = 1 + 0.004 * (floor - FLOORS / 2) + 0.002 * months
        area = _AREAS[(unit * 5 + building) % len(_AREAS)]
        yuan = area * self.yuan_per_sqm * height * random.uniform(0.96, 1.05)
        rounded = round(min(max(yuan, LOWEST_PRICE), HIGHEST_PRICE) / 1000) * 1000
        name = f"{first + building}-{entrance + 1}-{floor * 100 + flat % FLATS + 1}"
        return name, rounded * 100

    def _answerable(self, deal: Deal) -> Deal:
        """In a shared deal below the limit somebody is mostly named as responsible."""
        shared = len(deal.sellers) > 1 and deal.price.kind in BEYOND
        if shared and self.random.random() < 0.7:
            return replace(deal, responsible=deal.sellers[0].staff_id)
        return deal

    def _ended(self, deal: Deal) -> Deal:
        """The deal with its end: a booking forfeited, a contract cancelled or exchanged."""
        random, way = self.random, self.random.random()
        if deal.signed >= NEVER:
            ended = deal.booked // DAY + int(random.integers(10, 30))
            return replace(deal, status=FORFEITED, ended_day=ended)
        if way < CANCELLED_AT_ONCE_SHARE:
            ended = deal.signed_day + int(random.integers(1, 8))
            return replace(deal, status=CANCELLED, ended_day=ended)
        if way < CANCELLED_AT_ONCE_SHARE + CANCELLED_SHARE:
            ended = deal.signed_day + int(random.integers(35, 240))
            return replace(deal, status=CANCELLED, ended_day=ended)
        if way < CANCELLED_AT_ONCE_SHARE + CANCELLED_SHARE + EXCHANGED_SHARE:
            ended = deal.signed_day + int(random.integers(12, 75))
            return replace(deal, status=EXCHANGED, ended_day=ended)
        return deal


def draw_deals(
    plan: Plan, estate: Estate, team: SalesTeam, signatory: Signatory
) -> tuple[Deal, ...]:
    """Every deal booked within the run, oldest first; an exchange is followed by a new deal."""
    random = plan.random(estate.profile.index, "sales")
    office = Office(plan, estate, team, signatory, random, float(random.uniform(6800, 11500)))
    booked = np.concatenate([_bookings(random, month) for month in plan.months_covered])
    units = random.permutation(2 * len(booked) + FLATS)
    deals = [office.deal(u, int(b)) for u, b in zip(units.tolist(), booked, strict=False)]
    spare = iter(units[len(booked) :].tolist())
    return tuple(sorted([*deals, *_after_exchanges(office, deals, spare)], key=lambda d: d.booked))


def _bookings(random: np.random.Generator, month: Period) -> Minutes:
    """Minutes of the bookings of one month; fewer in a month that is cut short."""
    busy = BUSY_MONTHS[month.first_day.month - 1]
    count = FEWEST_BOOKINGS + int(random.binomial(MOST_BOOKINGS - FEWEST_BOOKINGS, busy))
    days = (month.last_day - month.first_day).days + 1
    count = max(1, round(count * min(1.0, days / 28)))
    return moments(
        random, count, month.first_day, month.last_day, hours=SALES_HOURS, week=SALES_WEEK
    )


def _after_exchanges(office: Office, deals: Sequence[Deal], units: Iterator[int]) -> list[Deal]:
    """The new deal of everybody who exchanged, by the same people where they are still there."""
    last_day = day_number(office.plan.end)
    followers = []
    for deal in deals:
        if deal.status == EXCHANGED and deal.ended_day <= last_day:
            booked = deal.ended_day * DAY + 16 * 60 + int(office.random.integers(0, 60))
            followers.append(office.deal(next(units), booked, deal.sellers))
    return followers
