"""联系记录 of one estate: the contacts with a household while its ticket stays open.

Belongs here: who is contacted when about a ticket that takes long. Does not belong here:
the tickets, or return visits (`visits`).
"""

from __future__ import annotations

import numpy as np
import polars as pl

from pipelines.exports.contacts import CONTACTS
from pipelines.simulate.clock import (
    DAY,
    NEVER,
    Minutes,
    after,
    as_datetimes,
    into_working_hours,
    pick,
)
from pipelines.simulate.estate import Estate
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import Register, contract_rows
from pipelines.simulate.staff import SERVICE_DESK, Team
from pipelines.simulate.vocabulary import CONTACT_WORDS

MOST_CONTACTS = 26  # half a year of weeks; what is older than that is hardly called any more
USUAL_DAYS = (3.5, 6.4)
LATE_DAYS = (7.6, 15.0)
LATE_SHARE = 0.09
FORGOTTEN_SHARE = 0.05
_METHODS = (("电话", 0.66), ("微信", 0.18), ("上门", 0.14), ("书面", 0.02))


def build_contacts(
    plan: Plan, estate: Estate, team: Team, complaints: Register, work_orders: Register
) -> Register:
    """Contacts about every ticket that stays open for days: about weekly, some too late."""
    random = plan.random(estate.profile.index, "contacts")
    drawn = pl.concat(
        [
            _while_open(random, complaints.rows, "complaint_id", "received_at"),
            _while_open(random, work_orders.rows, "work_order_id", "opened_at"),
        ]
    ).sort("at", "ticket_id")
    at, count = drawn["at"].to_numpy(), drawn.height
    method = pick(random, np.array([share for _, share in _METHODS]), count).tolist()
    words = random.integers(0, len(CONTACT_WORDS), count).tolist()
    rows = contract_rows(
        CONTACTS,
        {
            "contact_id": estate.numbers("LX", at, digits=5),
            "ticket_id": drawn["ticket_id"],
            "contacted_at": as_datetimes(at),
            "contact_method": [_METHODS[m][0] for m in method],
            "staff_id": team.someone(random, pl.Series([SERVICE_DESK] * count, dtype=pl.String)),
            "content": pl.Series([CONTACT_WORDS[w] for w in words], dtype=pl.String),
        },
    )
    return Register(CONTACTS, rows, opened="contacted_at")


def _while_open(
    random: np.random.Generator, tickets: pl.DataFrame, key: str, opened: str
) -> pl.DataFrame:
    """One row per contact before the ticket is closed, counted on from when it was opened."""
    count = tickets.height
    start = (tickets[opened].dt.epoch("s") // 60).to_numpy()
    stop = (tickets["_closed_at"].dt.epoch("s") // 60).fill_null(NEVER).to_numpy()
    late = random.random((count, MOST_CONTACTS)) < LATE_SHARE
    days = np.where(
        late,
        random.uniform(*LATE_DAYS, (count, MOST_CONTACTS)),
        random.uniform(*USUAL_DAYS, (count, MOST_CONTACTS)),
    )
    elapsed = np.cumsum(days * DAY, axis=1)
    forgotten = random.random(count) < FORGOTTEN_SHARE
    ticket, place = np.nonzero((start[:, None] + elapsed < stop[:, None]) & ~forgotten[:, None])
    at: Minutes = after(start[ticket], elapsed[ticket, place])
    at = into_working_hours(random, at, 9, 20)
    inside = at < stop[ticket]
    return pl.DataFrame(
        {"at": at[inside], "ticket_id": tickets[key].gather(ticket[inside])},
        schema={"at": pl.Int64, "ticket_id": pl.String},
    )
