"""公告 of one estate: what the lobby's board answers when several households raise a topic.

Belongs here: drawing notices. Does not belong here: what single households complain about.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from pipelines.exports.notices import NOTICES
from pipelines.simulate.clock import (
    DAY,
    HOME_WEEK,
    NEVER,
    RESIDENT_HOURS,
    after,
    as_datetimes,
    into_working_hours,
    lognormal,
    moments,
)
from pipelines.simulate.estate import Estate
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import Register, contract_rows, only_where
from pipelines.simulate.topics import draw_topics
from pipelines.simulate.vocabulary import COMPLAINT_TOPICS

PER_MONTH = 1.3
OWN_NOTICE_SHARE = 0.15  # posted by the estate itself, nobody had raised it
LATE_SHARE = 0.08


def build_notices(plan: Plan, estate: Estate) -> Register:
    """Every notice of the estate; most answer three or more households within a week."""
    random = plan.random(estate.profile.index, "notices")
    count = max(1, int(random.poisson(PER_MONTH * plan.months)))
    raised = moments(random, count, plan.first_day, plan.end, hours=RESIDENT_HOURS, week=HOME_WEEK)
    topic = draw_topics(random, COMPLAINT_TOPICS, raised).tolist()
    days = np.minimum(lognormal(random, count, 3.2, 0.45), 6.4)
    late = random.random(count) < LATE_SHARE
    days = np.where(late, 7.5 + lognormal(random, count, 4, 0.7), days)
    posted = into_working_hours(random, after(raised, days * DAY), 8, 18)
    own = random.random(count) < OWN_NOTICE_SHARE
    households = np.where(random.random(count) < 0.12, 2, 3 + random.poisson(3, count))
    rows = contract_rows(
        NOTICES,
        {
            "notice_id": estate.numbers("GG", raised, digits=4),
            "project_name": pl.Series([estate.profile.name] * count),
            "topic": [COMPLAINT_TOPICS[t].text for t in topic],
            "posted_at": as_datetimes(posted),
            "household_count": only_where(~own, households),
            "first_raised_at": as_datetimes(np.where(own, NEVER, raised)),
        },
    )
    return Register(NOTICES, rows, opened="posted_at")
