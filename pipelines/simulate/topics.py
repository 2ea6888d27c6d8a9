"""What a ticket is about, by season, and whether it falls into the planted bad quarter.

Belongs here: what complaints, work orders, visits and bills share in drawing their rows.
Does not belong here: the words (`vocabulary`) or the sizes of effects (`plan`).
"""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

from pipelines.simulate.clock import DAY, Minutes, calendar_months, day_number
from pipelines.simulate.estate import Estate
from pipelines.simulate.plan import Plan
from pipelines.simulate.vocabulary import Topic


def draw_topics(random: np.random.Generator, topics: tuple[Topic, ...], moment: Minutes) -> Minutes:
    """The place in `topics` for each moment, weighted by its calendar month."""
    months = np.arange(1, 13)
    weight = np.array(
        [[t.weight * (t.season_factor if m in t.seasons else 1.0) for t in topics] for m in months]
    )
    edges = np.cumsum(weight, axis=1) / weight.sum(axis=1, keepdims=True)
    draw = random.random(len(moment))
    chosen: Minutes = (draw[:, None] >= edges[calendar_months(moment // DAY) - 1]).sum(axis=1)
    return np.minimum(chosen, len(topics) - 1)


def in_troubled_quarter(plan: Plan, estate: Estate, moment: Minutes) -> npt.NDArray[np.bool_]:
    """Whether each moment lies in the planted bad quarter of this estate."""
    start = plan.troubled_quarter
    if start is None or estate.profile.index != plan.troubled_estate:
        return np.zeros(len(moment), dtype=bool)
    month = start.year * 12 + start.month + 2
    stop = date(month // 12, month % 12 + 1, 1)
    inside: npt.NDArray[np.bool_] = (moment >= day_number(start) * DAY) & (
        moment < day_number(stop) * DAY
    )
    return inside
