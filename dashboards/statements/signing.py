"""How far a month is signed off, what that means for its figures, and where people sign.

Belongs here: the marks of a provisional statement and the signature lines. Does not belong here:
signing a month off (a command of its own writes that ledger).
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.statements.cells import amount_of
from dashboards.statements.content import Month, Row
from dashboards.text import Words, formats

# From these stages on a statement is what will be paid; before, it is marked as not final.
FINAL = ("approved", "paid")
# Who signs: their role, and the stage that their signature is recorded as.
SIGNERS = (("person", None), ("manager", "computed"), ("accountant", "audited"),
           ("superior", "approved"))  # fmt: skip


@dataclass(frozen=True)
class Signature:
    """A line to sign on; `recorded` says who has signed off already, and when."""

    role: str
    recorded: str


def is_final(row: Row) -> bool:
    """Whether a statement's figures are approved for a month that is over."""
    return bool(row["is_complete"]) and row["sign_off_stage"] in FINAL


def provisional_words(words: Words, month: Month, row: Row) -> str:
    """Why a statement is not final yet; '' for a final one."""
    if not row["is_complete"]:
        return words("statements.month_open", as_of=formats.moment(words, month.as_of))
    if is_final(row):
        return ""
    return words("statements.not_approved" if row["sign_off_stage"] else "statements.not_signed")


def flags(words: Words, month: Month, row: Row) -> tuple[str, ...]:
    """What a reader must know before the figures; nothing for an ordinary approved statement."""
    said = [provisional_words(words, month, row)]
    if row["is_blocked"]:
        said.append(words("statements.blocked"))
    if row["is_part_month"]:
        said.append(words("statements.part_month"))
    if amount_of(row, "forfeited_amount"):
        said.append(words("statements.forfeited_legal"))
    return tuple(line for line in said if line)


def signatures(
    words: Words, month: Month, project: str | None, *, with_person: bool
) -> tuple[Signature, ...]:
    """The signature lines, with what is on record of each stage."""
    by_stage = {row["stage"]: row for row in month.sign_offs_of(project)}
    return tuple(
        Signature(
            words(f"statements.signer.{role}"), _recorded(words, month, by_stage.get(stage or ""))
        )
        for role, stage in SIGNERS
        if with_person or stage
    )


def _recorded(words: Words, month: Month, row: Row | None) -> str:
    if row is None:
        return ""
    at = formats.moment(words, row["recorded_at"])
    if month.names is None:
        return words("statements.recorded", at=at)
    return words("statements.recorded_by", at=at, name=row["signed_by"])
