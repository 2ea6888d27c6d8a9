"""The arithmetic behind a line of a pay statement, written out: `1,470,000.00 × 0.21% = 3,087.00`.

Belongs here: writing out how published inputs make a published amount. Does not belong here: making
the amount (the warehouse), the words around it (`statement_reading`).

Every equation is recalculated exactly before it is written, rounded once, half up, to the fen. What
does not give the published amount is not written: there is no equation then, never a wrong one.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from dashboards.text import Words, formats

Row = Mapping[str, Any]
# The terms of a plan version by name (`commission_plan_terms`): yuan, rates, counts and days.
Terms = Mapping[str, Decimal]
Written = tuple[str, Fraction]

# What a quantity counts, by kind of line; a kind that is not here counts without a unit.
COUNTED_IN = {
    "lunch_duty": "days",
    "absence": "days",
    "sick_leave": "days",
    "personal_leave": "days",
    "late_fine": "times",
    "early_leave_fine": "times",
    "complaint": "times",
    "unauthorised_fine": "times",
    "site_bonus": "steps",
}
# More people than that never share a deal.
EQUAL_PARTS_AT_MOST = 16
# Days that a month's base pay is divided by: the default and the other readings (0: the calendar).
DAY_DIVISORS = (Decimal(26), Decimal("21.75"), Decimal(0))


@dataclass(frozen=True)
class Inputs:
    """The published inputs of a line; None where the line has no such input."""

    quantity: Fraction | None
    base: Fraction | None
    rate: Fraction | None
    days_in_month: int


def fen(value: Fraction) -> Decimal:
    """Rounded half up, away from zero, to the fen."""
    cents = floor(abs(value) * 100 + Fraction(1, 2))
    return Decimal(cents if value >= 0 else -cents).scaleb(-2)


def number(value: Decimal | Fraction) -> str:
    """`1,470,000.00`, `−1,080.00`: an amount inside an equation."""
    exact = fen(Fraction(value))
    return ("−" if exact < 0 else "") + formats.grouped(abs(exact), 2)


def line_equation(words: Words, line: Row, terms: Terms, contract: Row | None = None) -> str:
    """How a row of `fct_sales_statement_lines` was calculated; '' when its inputs do not say it.

    `contract` is its row of `fct_sales_contracts`, for a compensation. A release and a clawback are
    written from what is behind them (`release_equation`, `clawback_equation`).
    """
    amount = Decimal(line["amount"])
    for text, value in _candidates(words, line, terms, contract):
        result = fen(value)
        if result == amount:
            return f"{text} = {number(amount)}"
        if result == -amount:
            return words("sales.deducted", equation=f"{text} = {number(-amount)}")
    return ""


def commission_equation(words: Words, line: Row) -> str:
    """A row of `fct_commission_lines`: base × rate = earned; with several bands the sum alone."""
    base, earned = Decimal(line["base_amount"]), Decimal(line["earned_amount"])
    if line["outcome"] == "unauthorised":
        return words("sales.nothing_earned", base=number(base))
    if line["rate"] is None:
        return words("sales.several_bands", base=number(base), earned=number(earned))
    rate = Decimal(line["rate"])
    told = formats.rate(words, rate)
    if fen(Fraction(base) * Fraction(rate)) == earned:
        return f"{number(base)} × {told} = {number(earned)}"
    whole, share = Fraction(Decimal(line["contract_base_amount"])), exact_share(line["share"])
    if fen(whole * share * Fraction(rate)) == earned:
        of_share = words("sales.base_of_share", base=number(whole), share=share_text(words, share))
        return f"{of_share} × {told} = {number(earned)}"
    return words("sales.base_and_rate", base=number(base), rate=told, earned=number(earned))


def exact_share(published: Decimal) -> Fraction:
    """The share of a shared deal: as published to four decimals, else the equal part it is a cut
    of (0.333333 is a third)."""
    share = Fraction(Decimal(published))
    if (share * 10_000).denominator == 1:
        return share
    return share.limit_denominator(EQUAL_PARTS_AT_MOST)


def share_text(words: Words, share: Fraction) -> str:
    """`50%`, `1/3`."""
    if (share * 10_000).denominator == 1:
        return formats.rate(words, _decimal(share))
    return f"{share.numerator}/{share.denominator}"


def release_equation(words: Words, amount: Decimal, earned: Sequence[Decimal], terms: Terms) -> str:
    """A part released of what one person earned on one contract, in `earned` lines.

    It is the whole, the first share or the rest after it: of all lines together, or of one alone
    where they are released by different steps. '' if it is none of these.
    """
    lines = [line for line in earned if line]
    for of in (lines, *([line] for line in lines)):
        if equation := _part_of(words, amount, of, terms):
            return equation
    return ""


def _part_of(words: Words, amount: Decimal, of: Sequence[Decimal], terms: Terms) -> str:
    whole = sum(of, Decimal(0))
    told = " + ".join(number(line) for line in of)
    told = f"({told})" if len(of) > 1 else told
    if of and amount == whole:
        return f"{told} × 100% = {number(amount)}"
    for name in ("mortgage_first_share", "instalment_first_share"):
        share = Decimal(terms.get(name, 0))
        first = fen(Fraction(whole) * Fraction(share))
        if first and amount == first:
            return f"{told} × {formats.rate(words, share)} = {number(amount)}"
        if first and amount == whole - first:
            return f"{told} − {number(first)} = {number(amount)}"
    return ""


def clawback_equation(amount: Decimal, released: Sequence[Decimal]) -> str:
    """All that had been released, taken back; '' if these releases are not that amount."""
    if not released or sum(released, Decimal(0)) != -amount:
        return ""
    added = " + ".join(number(line) for line in released)
    return f"−({added}) = {number(amount)}" if len(released) > 1 else ""


def _candidates(words: Words, line: Row, terms: Terms, contract: Row | None) -> Iterator[Written]:
    kind, inputs = str(line["line_kind"]), _inputs(line)
    if kind in ("absence", "sick_leave", "personal_leave"):
        yield from _day_pay(words, kind, inputs, terms)
    if kind == "site_bonus":
        yield from _site_bonus(words, inputs, terms)
        return
    if str(line["statement_column"]) == "awards":
        yield from _shares(words, inputs)
        return
    if kind == "unauthorised_compensation" and contract is not None and contract["floor_amount"]:
        low, sold = Decimal(contract["floor_amount"]), Decimal(contract["sold_amount"])
        yield f"{number(low)} − {number(sold)}", Fraction(low) - Fraction(sold)
    yield from _products(words, kind, inputs)


def _inputs(line: Row) -> Inputs:
    month: date = line["payroll_month"]

    def exact(field: str) -> Fraction | None:
        return None if line[field] is None else Fraction(Decimal(line[field]))

    days = calendar.monthrange(month.year, month.month)[1]
    return Inputs(exact("quantity"), exact("base_amount"), exact("rate"), days)


def _day_pay(words: Words, kind: str, inputs: Inputs, terms: Terms) -> Iterator[Written]:
    """Days × a day's base pay, with the fine of an absent day."""
    quantity, base = inputs.quantity or Fraction(1), inputs.base or Fraction(0)
    fine = Fraction(Decimal(terms.get("absence_fine", 0)))
    days = _counted(words, kind, quantity)
    for divisor in (d or Decimal(inputs.days_in_month) for d in DAY_DIVISORS):
        day = f"{number(base)} ÷ {formats.trimmed(divisor)}"
        value = base / Fraction(divisor)
        if kind == "absence":
            yield f"{days} × ({number(fine)} + {day})", quantity * (fine + value)
        else:
            yield f"{days} × {day}", quantity * value


def _site_bonus(words: Words, inputs: Inputs, terms: Terms) -> Iterator[Written]:
    if not {"site_bonus", "site_bonus_step", "site_shortfall"} <= set(terms):
        return
    bonus, step = (Fraction(terms[name]) for name in ("site_bonus", "site_bonus_step"))
    steps = inputs.quantity or Fraction(0)
    told = number(bonus)
    if steps:
        told = f"{told} + {_counted(words, 'site_bonus', steps)} × {number(step)}"
        yield told, bonus + steps * step
    if "site_extra" in terms:
        extra = Fraction(terms["site_extra"])
        yield f"{told} + {number(extra)}", bonus + steps * step + extra


def _shares(words: Words, inputs: Inputs) -> Iterator[Written]:
    """The part of an award, as published to four decimals or the equal part it is a cut of."""
    if inputs.base is None or inputs.quantity is None or inputs.quantity == 1:
        return
    for share in (inputs.quantity, inputs.quantity.limit_denominator(EQUAL_PARTS_AT_MOST)):
        yield f"{number(inputs.base)} × {share_text(words, share)}", inputs.base * share


def _products(words: Words, kind: str, inputs: Inputs) -> Iterator[Written]:
    """Quantity × amount × rate as far as the line has them."""
    quantity, base, rate = inputs.quantity, inputs.base, inputs.rate
    parts = [
        (_counted(words, kind, quantity), quantity) if quantity is not None else None,
        (number(base), base) if base is not None else None,
        (formats.rate(words, _decimal(rate)), rate) if rate is not None else None,
    ]
    for chosen in (parts, parts[1:], parts[:2]):
        known = [part for part in chosen if part is not None]
        if len(known) > 1:
            value = Fraction(1)
            for _, factor in known:
                value *= factor
            yield " × ".join(text for text, _ in known), value


def _counted(words: Words, kind: str, quantity: Fraction) -> str:
    text = formats.trimmed(_decimal(quantity))
    unit = COUNTED_IN.get(kind)
    return words(f"sales.counted_{unit}", n=text) if unit else text


def _decimal(value: Fraction) -> Decimal:
    """A published decimal that went through a fraction, as it was."""
    return Decimal(value.numerator) / Decimal(value.denominator)
