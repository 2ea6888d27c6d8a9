"""How the price of a unit comes in: deposits, down payments, instalments, the bank's money.

Belongs here: the receipts of a deal and the steps of its mortgage, none after the deal ended.
Does not belong here: the deal itself (`sales_deals`), or what is released for a receipt.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.simulate.clock import DAY, NEVER
from pipelines.simulate.sales_deals import FULL, LOAN, MORTGAGE, Deal

CUSTOMER, BANK = "客户", "银行按揭"
DEPOSITS_FEN = (1_000_000, 2_000_000, 3_000_000, 5_000_000)
NO_DOCUMENTS_SHARE = 0.035
STOPPED_PAYING_SHARE = 0.08
PAID_AT_SIGNING_SHARE = 0.7
ROUNDED_TO_FEN = 100_000


@dataclass(frozen=True)
class Payments:
    """The receipts of one deal (day, fen, source) and its mortgage's steps as day numbers.

    `settled_day` is when nothing more is to come: all received, or the deal ended.
    """

    receipts: tuple[tuple[int, int, str], ...]
    down_payment: int = NEVER
    documents: int = NEVER
    bank_contract: int = NEVER
    settled_day: int = NEVER


def draw_payments(random: np.random.Generator, deal: Deal) -> Payments:
    """What comes in for a deal, as if nothing lay in the future, up to its end."""
    deposit = DEPOSITS_FEN[int(random.integers(0, len(DEPOSITS_FEN)))]
    booked = (deal.booked // DAY, deposit, CUSTOMER)
    if deal.signed >= NEVER:
        return Payments((booked,), settled_day=deal.ended_day)
    rest = deal.price.sold_fen - deposit
    if deal.payment_plan == MORTGAGE:
        payments = _mortgage(random, deal, deposit)
    elif deal.payment_plan == FULL:
        at_once = random.random() < PAID_AT_SIGNING_SHARE
        day = deal.signed_day + (0 if at_once else int(random.integers(1, 12)))
        payments = Payments(((day, rest, CUSTOMER),), settled_day=day)
    else:
        payments = _instalments(random, deal, deposit)
    return _until_the_end(deal, booked, payments)


def _mortgage(random: np.random.Generator, deal: Deal, deposit: int) -> Payments:
    """Down payment around the contract; documents and the bank's contract weeks later."""
    share = random.choice([0.2, 0.3, 0.3, 0.4])
    down = max(_rounded(deal.price.sold_fen * share), deposit + ROUNDED_TO_FEN)
    paid = max(deal.signed_day + int(random.integers(-4, 12)), deal.booked // DAY)
    receipts = [(paid, down - deposit, CUSTOMER)]
    if random.random() < NO_DOCUMENTS_SHARE:
        return Payments(tuple(receipts), down_payment=paid)
    documents = max(paid, deal.signed_day) + int(random.integers(5, 40))
    contract = documents + int(random.integers(6, 32))
    money = contract + int(random.integers(5, 28))
    receipts.append((money, deal.price.sold_fen - down, BANK))
    return Payments(tuple(receipts), paid, documents, contract, money)


def _instalments(random: np.random.Generator, deal: Deal, deposit: int) -> Payments:
    """A first part at the contract, the rest monthly; with a loan in one sum later on."""
    loan = deal.payment_plan == LOAN
    price = deal.price.sold_fen
    first = max(_rounded(price * random.uniform(0.3, 0.62)), deposit + ROUNDED_TO_FEN)
    day = deal.signed_day + int(random.integers(0, 6))
    receipts = [(day, first - deposit, CUSTOMER)]
    parts = 1 if loan else int(random.integers(2, 6))
    stops = random.random() < STOPPED_PAYING_SHARE
    part, rest = _rounded((price - first) / parts), price - first
    for number in range(parts):
        day += int(random.integers(26, 45))
        amount = rest if number == parts - 1 else part
        if stops and number == parts - 1:
            return Payments(tuple(receipts))
        receipts.append((day, amount, CUSTOMER))
        rest -= amount
    return Payments(tuple(receipts), settled_day=day)


def _until_the_end(deal: Deal, booked: tuple[int, int, str], payments: Payments) -> Payments:
    """Nothing comes in and nothing is signed once the deal has ended."""
    end = deal.ended_day

    def kept(day: int) -> int:
        return day if day <= end else NEVER

    return Payments(
        receipts=(booked, *(r for r in payments.receipts if r[0] <= end)),
        down_payment=kept(payments.down_payment),
        documents=kept(payments.documents),
        bank_contract=kept(payments.bank_contract),
        settled_day=min(payments.settled_day, end),
    )


def _rounded(fen: float) -> int:
    return round(fen / ROUNDED_TO_FEN) * ROUNDED_TO_FEN


def open_on(deal: Deal, payments: Payments, day: int) -> bool:
    """Whether a signed deal has money of its commission still to be released after this day."""
    if deal.signed_day > day or deal.ended_day <= day or deal.payment_plan == FULL:
        return False
    if deal.payment_plan == MORTGAGE:
        return max(payments.down_payment, payments.bank_contract) > day
    return payments.settled_day > day
