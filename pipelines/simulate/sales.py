"""The registers of one estate's sales office about its deals: contracts, shares of them,
receipts, signatures on discounts, and who goes on with the deals of those who left.

Belongs here: turning deals into rows with the moments at which an export knows them. Does
not belong here: drawing the deals (`sales_deals`, `sales_discounts`, `sales_money`), targets
or duties (`sales_duties`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl

from pipelines.exports.discount_approvals import DISCOUNT_APPROVALS
from pipelines.exports.resignation_followers import RESIGNATION_FOLLOWERS
from pipelines.exports.sales_contracts import SALES_CONTRACTS
from pipelines.exports.sales_credits import SALES_CREDITS
from pipelines.exports.sales_receipts import SALES_RECEIPTS
from pipelines.simulate.clock import DAY, NEVER, Minutes, as_dates, as_datetimes, day_number
from pipelines.simulate.estate import Estate
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import Appears, Register, contract_rows
from pipelines.simulate.sales_deals import IN_FORCE, Deal, draw_deals
from pipelines.simulate.sales_discounts import build_authority
from pipelines.simulate.sales_money import Payments, draw_payments, open_on
from pipelines.simulate.sales_people import SalesPerson, SalesTeam, Signatory
from pipelines.simulate.sales_targets import build_targets

FORGOTTEN_AT_ESTATE = 0  # where one contract never gets its credits
FEWEST_OPEN_TO_FORGET_ONE = 4


def build_sales(
    plan: Plan, estate: Estate, team: SalesTeam, signatory: Signatory
) -> tuple[Register, ...]:
    """Every register of the sales office that follows from its deals."""
    deals = draw_deals(plan, estate, team, signatory)
    random = plan.random(estate.profile.index, "sales money")
    payments = [draw_payments(random, deal) for deal in deals]
    ids = estate.numbers("XS", np.array([deal.booked for deal in deals]), digits=4).to_list()
    return (
        _contracts(estate, deals, payments, ids),
        _credits(plan, estate, deals, ids),
        _receipts(estate, payments, ids),
        _approvals(deals, ids),
        build_targets(plan, estate, team, deals),
        build_authority(plan, estate.profile.name),
        _followers(plan, estate, team, deals, payments, ids),
    )


def _contracts(
    estate: Estate, deals: Sequence[Deal], payments: Sequence[Payments], ids: list[str]
) -> Register:
    """Contracts come up as bookings and again in every export until they are settled."""
    days = {
        "status_on": [d.ended_day for d in deals],
        "down_payment_on": [p.down_payment for p in payments],
        "mortgage_documents_on": [p.documents for p in payments],
        "mortgage_signed_on": [p.bank_contract for p in payments],
        "_settled": [p.settled_day for p in payments],
    }
    known = {name: _days(values) for name, values in days.items()}
    rows = contract_rows(
        SALES_CONTRACTS,
        {
            "contract_id": ids,
            "project_name": [estate.profile.name] * len(deals),
            "unit_name": [d.unit_name for d in deals],
            "list_price": [d.price.list_fen for d in deals],
            "sold_price": [d.price.sold_fen for d in deals],
            "payment_plan": [d.payment_plan for d in deals],
            "subscribed_on": as_dates(np.array([d.booked // DAY for d in deals])),
            "signed_at": as_datetimes(np.array([d.signed for d in deals])),
            "contract_status": [d.status for d in deals],
            "responsible_staff_id": pl.Series([d.responsible for d in deals], dtype=pl.String),
            **{name: as_dates(day) for name, day in known.items() if not name.startswith("_")},
        },
        _booked_at=as_datetimes(np.array([d.booked for d in deals])),
        **{f"_{name.strip('_')}_at": as_datetimes(_evening(day)) for name, day in known.items()},
    )
    appears = {
        name: Appears(f"_{name}_at") for name in known if not name.startswith("_")
    } | {"contract_status": Appears("_status_on_at", before=IN_FORCE)}  # fmt: skip
    return Register(
        SALES_CONTRACTS, rows, opened="_booked_at", closed="_settled_at", appears=appears
    )


def _credits(plan: Plan, estate: Estate, deals: Sequence[Deal], ids: list[str]) -> Register:
    """Who a contract counts for, known once it is signed; one contract is forgotten."""
    forgotten = _forgotten(plan, estate, deals)
    lines = [
        (contract, deal, person, share)
        for place, (contract, deal) in enumerate(zip(ids, deals, strict=True))
        if deal.signed < NEVER and place != forgotten
        for person, share in zip(deal.sellers, deal.shares, strict=True)
    ]
    rows = contract_rows(
        SALES_CREDITS,
        {
            "contract_id": _texts(contract for contract, *_ in lines),
            "staff_id": _texts(person.staff_id for *_, person, _ in lines),
            "share": pl.Series([share for *_, share in lines], dtype=pl.Float64),
            "decided_by_staff_id": _texts(deal.decided_by for _, deal, *_ in lines),
            "reason": _texts(deal.reason for _, deal, *_ in lines),
        },
        _signed_at=as_datetimes(np.array([deal.signed for _, deal, *_ in lines], dtype=np.int64)),
    )
    return Register(SALES_CREDITS, rows, opened="_signed_at")


def _forgotten(plan: Plan, estate: Estate, deals: Sequence[Deal]) -> int | None:
    """Place of the contract without credits: the first in force of the run's middle month."""
    if estate.profile.index != FORGOTTEN_AT_ESTATE or plan.months < 3:
        return None
    middle = plan.months_covered[plan.months // 2]
    span = range(day_number(middle.first_day), day_number(middle.last_day) + 1)
    places = (p for p, d in enumerate(deals) if d.signed_day in span and d.status == IN_FORCE)
    return next(places, None)


def _receipts(estate: Estate, payments: Sequence[Payments], ids: list[str]) -> Register:
    lines = sorted(
        (day, contract, fen, source)
        for contract, paid in zip(ids, payments, strict=True)
        for day, fen, source in paid.receipts
    )
    day = _days([line[0] for line in lines])
    rows = contract_rows(
        SALES_RECEIPTS,
        {
            "receipt_id": estate.numbers("SK", day * DAY, digits=4),
            "contract_id": [contract for _, contract, _, _ in lines],
            "received_on": as_dates(day),
            "amount": [fen for _, _, fen, _ in lines],
            "source": [source for *_, source in lines],
        },
        _received_at=as_datetimes(_evening(day)),
    )
    return Register(SALES_RECEIPTS, rows, opened="_received_at")


def _approvals(deals: Sequence[Deal], ids: list[str]) -> Register:
    """Every signature, asked for by the one who sells (in a shared deal: the first)."""
    lines = sorted(
        (signature.at, contract, deal.sellers[0].staff_id, signature)
        for contract, deal in zip(ids, deals, strict=True)
        for signature in deal.price.signatures
    )
    rows = contract_rows(
        DISCOUNT_APPROVALS,
        {
            "contract_id": _texts(contract for _, contract, *_ in lines),
            "requested_by_staff_id": _texts(seller for *_, seller, _ in lines),
            "approved_by_staff_id": _texts(signature.staff_id for *_, signature in lines),
            "approver_post": _texts(signature.post for *_, signature in lines),
            "signed_at": as_datetimes(np.array([at for at, *_ in lines], dtype=np.int64)),
        },
    )
    return Register(DISCOUNT_APPROVALS, rows, opened="signed_at")


def _followers(
    plan: Plan,
    estate: Estate,
    team: SalesTeam,
    deals: Sequence[Deal],
    payments: Sequence[Payments],
    ids: list[str],
) -> Register:
    """A colleague for each open deal of whoever resigned with approval; of many, one is missed."""
    random = plan.random(estate.profile.index, "sales followers")
    lines: list[tuple[str, SalesPerson, SalesPerson]] = []
    for leaver in (p for p in team.consultants if p.leaving_approved):
        colleagues = team.consultants_on(leaver.left + 1) or [team.manager]
        open_deals = [
            contract
            for contract, deal, paid in zip(ids, deals, payments, strict=True)
            if leaver in deal.sellers and open_on(deal, paid, leaver.left)
        ]
        followed = open_deals[:-1] if len(open_deals) >= FEWEST_OPEN_TO_FORGET_ONE else open_deals
        lines += [
            (contract, leaver, colleagues[int(random.integers(0, len(colleagues)))])
            for contract in followed
        ]
    left = np.array([leaver.left + 1 for _, leaver, _ in lines], dtype=np.int64)
    rows = contract_rows(
        RESIGNATION_FOLLOWERS,
        {
            "contract_id": _texts(contract for contract, *_ in lines),
            "from_staff_id": _texts(leaver.staff_id for _, leaver, _ in lines),
            "to_staff_id": _texts(colleague.staff_id for *_, colleague in lines),
            "effective_on": as_dates(left),
        },
        _told_at=as_datetimes(left * DAY),
    )
    return Register(RESIGNATION_FOLLOWERS, rows, opened="_told_at")


def _days(days: Sequence[int]) -> Minutes:
    return np.array(days, dtype=np.int64)


def _evening(days: Minutes) -> Minutes:
    """The minute at which what happened on a day is in the books; NEVER stays NEVER."""
    booked: Minutes = np.where(days >= NEVER, NEVER, days * DAY + 18 * 60)
    return booked


def _texts(values: Iterable[str | None]) -> pl.Series:
    return pl.Series(list(values), dtype=pl.String)
