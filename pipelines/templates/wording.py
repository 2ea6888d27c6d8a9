"""The shape of a column in words.

Belongs here: what a description of a column is made of. Does not belong here: the descriptions
(`meanings`, `settings_meanings`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Value = str | int | Decimal | date | datetime


@dataclass(frozen=True)
class Meaning:
    """A column in words, and a value that somebody could write there."""

    zh: str
    en: str
    example: Value
