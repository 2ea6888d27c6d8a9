"""突发事件处理表 of one estate: emergencies, from the report to the approved form.

Belongs here: drawing incidents with their moments. Does not belong here: complaints of the
class 紧急, which stay in their own register (`complaints`).
"""

from __future__ import annotations

import numpy as np
import polars as pl

from pipelines.exports.incidents import INCIDENTS
from pipelines.simulate.clock import (
    DAY,
    HOME_WEEK,
    NEVER,
    RESIDENT_HOURS,
    Minutes,
    after,
    as_datetimes,
    into_working_hours,
    lognormal,
    moments,
    sometimes,
)
from pipelines.simulate.estate import Estate
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import Appears, Register, contract_rows
from pipelines.simulate.topics import draw_topics
from pipelines.simulate.vocabulary import INCIDENT_TOPICS

PER_HOUSEHOLD_MONTH = 0.0012
APPROVED_SHARE = 0.97
FORGOTTEN_FORM_SHARE = 0.03


def build_incidents(plan: Plan, estate: Estate) -> Register:
    """Every incident of the estate; most are reached within five minutes of the report."""
    random = plan.random(estate.profile.index, "incidents")
    expected = PER_HOUSEHOLD_MONTH * plan.households_per_estate * plan.months
    count = max(1, int(random.poisson(expected)))
    reported = moments(
        random, count, plan.first_day, plan.end, hours=RESIDENT_HOURS, week=HOME_WEEK
    )
    topic = draw_topics(random, INCIDENT_TOPICS, reported).tolist()
    stamps = _handling(random, reported)
    rows = contract_rows(
        INCIDENTS,
        {
            "incident_id": estate.numbers("SJ", reported, digits=4),
            "project_name": pl.Series([estate.profile.name] * count),
            "incident_type": [INCIDENT_TOPICS[t].kind for t in topic],
            "cause": [INCIDENT_TOPICS[t].text for t in topic],
            **{name: as_datetimes(moment) for name, moment in stamps.items()},
        },
    )
    return Register(
        INCIDENTS,
        rows,
        opened="reported_at",
        closed="approved_at",
        appears={"cause": Appears("form_filed_at")},
    )


def _handling(random: np.random.Generator, reported: Minutes) -> dict[str, Minutes]:
    count = len(reported)
    notified = after(reported, random.integers(0, 2, count).astype(float))
    arrived = after(notified, lognormal(random, count, 2.3, 0.45))
    controlled = after(arrived, lognormal(random, count, 40, 0.8))
    filed = into_working_hours(random, after(controlled, lognormal(random, count, 300, 1.2)), 8, 22)
    filed = sometimes(random, 1 - FORGOTTEN_FORM_SHARE, filed)
    approved = into_working_hours(random, after(filed, lognormal(random, count, 0.8 * DAY, 0.6)))
    return {
        "reported_at": reported,
        "notified_at": notified,
        "arrived_at": arrived,
        "controlled_at": controlled,
        "form_filed_at": filed,
        "approved_at": np.where(random.random(count) < APPROVED_SHARE, approved, NEVER),
    }
