"""Kaplan-Meier by counting, slowly and obviously: the oracle of the turnaround models."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

Z95 = 1.959963984540054


@dataclass(frozen=True)
class Wait:
    """How long a ticket has waited, in hours, and whether it was resolved then."""

    hours: Fraction
    is_resolved: bool


@dataclass(frozen=True)
class Step:
    """The curve from `hours` on: the share unresolved and its 95 % log-log band."""

    hours: Fraction
    share: Fraction
    low: float
    high: float | None


def curve(waits: Sequence[Wait]) -> list[Step]:
    """One step per time at which something was resolved."""
    steps = []
    share, greenwood = Fraction(1), Fraction(0)
    for hours in sorted({w.hours for w in waits if w.is_resolved}):
        at_risk = sum(w.hours >= hours for w in waits)
        resolved = sum(w.is_resolved and w.hours == hours for w in waits)
        share *= 1 - Fraction(resolved, at_risk)
        if share:
            greenwood += Fraction(resolved, at_risk * (at_risk - resolved))
        steps.append(Step(hours, share, *band(share, greenwood)))
    return steps


def band(share: Fraction, greenwood: Fraction) -> tuple[float, float | None]:
    """Low and high; a curve at 0 has no upper bound."""
    if share == 0:
        return 0.0, None
    log_share = math.log(share)
    spread = Z95 * math.sqrt(greenwood) / abs(log_share)
    return math.exp(log_share * math.exp(spread)), math.exp(log_share * math.exp(-spread))


def median(waits: Sequence[Wait]) -> tuple[float | None, float | None, float | None]:
    """Median hours and the first times at which either side of the band reaches one half."""
    steps = curve(waits)
    half = 0.5 + 1e-9
    reached = [s.hours for s in steps if s.share <= half]
    low = [s.hours for s in steps if s.low <= half]
    high = [s.hours for s in steps if s.high is not None and s.high <= half]
    return first(reached), first(low), first(high)


def first(times: Sequence[Fraction]) -> float | None:
    return float(times[0]) if times else None
