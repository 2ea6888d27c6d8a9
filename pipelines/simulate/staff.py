"""The people of one estate and of head office: departments, posts, joiners and leavers.

Belongs here: the register 员工 and who of it handles what. Does not belong here: tickets.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.exports.staff import STAFF
from pipelines.simulate.clock import NEVER, Minutes, as_dates, day_number
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import contract_rows
from pipelines.simulate.vocabulary import person_names

MONEY_DESK = "财务部"
SERVICE_DESK = "客户服务部"


@dataclass(frozen=True)
class Post:
    """A post: people per 1,000 households (at least `least`) and monthly base pay in yuan."""

    department: str
    name: str
    least: int
    per_thousand: float
    base_pay: int
    leads: bool = False


ESTATE_POSTS = (
    Post("客户服务部", "管理处负责人", 1, 0, 9800, leads=True),
    Post("客户服务部", "客户服务经理", 1, 0, 7200, leads=True),
    Post("客户服务部", "客服专员", 2, 2.0, 3900),
    Post("工程部", "维修班长", 1, 0, 5600, leads=True),
    Post("工程部", "维修工", 2, 3.0, 4500),
    Post("秩序部", "秩序主管", 1, 0, 5200, leads=True),
    Post("秩序部", "秩序员", 4, 6.0, 3600),
    Post("保洁部", "保洁主管", 1, 0, 4400, leads=True),
    Post("保洁部", "保洁员", 3, 5.0, 2900),
    Post("财务部", "收费员", 1, 0.8, 3800, leads=True),
)
HEAD_OFFICE_POSTS = (
    Post("总经理室", "总经理", 1, 0, 22000, leads=True),
    Post("总经理室", "副总经理", 1, 0, 18000),
    Post("财务部", "财务经理", 1, 0, 12000),
    Post("人事行政部", "人事行政经理", 1, 0, 11000),
    Post("人事行政部", "行政专员", 2, 0, 4800),
    Post("品质部", "品质主管", 1, 0, 8600),
)
HEAD_OFFICE = 0  # staff numbers of head office begin with 000, those of estate 0 with 001


@dataclass(frozen=True)
class Team:
    """Staff numbers of one estate: who works in each department, who leads, who collects."""

    members: dict[str, list[str]]
    heads: dict[str, str]

    def someone(
        self, random: np.random.Generator, departments: pl.Series, lead_share: float = 0.1
    ) -> pl.Series:
        """A member of each row's department (its head for `lead_share` of the rows)."""
        draw, lead = random.random(len(departments)), random.random(len(departments))
        people = [self.members.get(name) or self.members[SERVICE_DESK] for name in departments]
        leaders = [self.heads.get(name, self.heads[SERVICE_DESK]) for name in departments]
        chosen = [
            leader if is_lead else group[int(place * len(group))]
            for group, leader, place, is_lead in zip(
                people, leaders, draw.tolist(), (lead < lead_share).tolist(), strict=True
            )
        ]
        return pl.Series(chosen, dtype=pl.String)


def build_team(plan: Plan, estate: int) -> tuple[Team, pl.DataFrame]:
    """The team of an estate and its rows of the staff register."""
    random = plan.random(estate, "staff")
    size = plan.households_per_estate / 1000
    posts = [p for p in ESTATE_POSTS for _ in range(max(p.least, round(p.per_thousand * size)))]
    numbers = [f"G{estate + 1:03d}{n:03d}" for n in range(1, len(posts) + 1)]
    heads: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for post, number in zip(posts, numbers, strict=True):
        if post.leads:
            heads.setdefault(post.department, number)
        if not post.leads or post.department == MONEY_DESK:
            members.setdefault(post.department, []).append(number)
    site_head = numbers[0]
    managers = [
        "G000001" if n == site_head else _manager(p, heads, n, site_head)
        for p, n in zip(posts, numbers, strict=True)
    ]
    project = plan.profile(estate).name
    rows = _rows(plan, random, posts, numbers, managers, project, estate_opened(plan, estate))
    return Team(members, heads), rows


def head_office(plan: Plan) -> pl.DataFrame:
    """Staff of head office, who belong to no project."""
    random = plan.random(plan.estates, "head office")
    posts = [p for p in HEAD_OFFICE_POSTS for _ in range(p.least)]
    numbers = [f"G{HEAD_OFFICE:03d}{n:03d}" for n in range(1, len(posts) + 1)]
    managers: list[str | None] = [None] + [numbers[0]] * (len(numbers) - 1)
    opened = min(estate_opened(plan, estate) for estate in range(plan.estates))
    return _rows(plan, random, posts, numbers, managers, None, opened)


def estate_opened(plan: Plan, estate: int) -> int:
    return day_number(plan.profile(estate).opened_on)


def _manager(post: Post, heads: dict[str, str], number: str, site_head: str) -> str:
    head = heads[post.department]
    return site_head if head == number or post.leads else head


def _rows(
    plan: Plan,
    random: np.random.Generator,
    posts: list[Post],
    numbers: list[str],
    managers: list[str | None] | list[str],
    project: str | None,
    opened: int,
) -> pl.DataFrame:
    """One row per person, a second one where pay was raised; a few have left."""
    count = len(posts)
    today, first = day_number(plan.end), day_number(plan.first_day)
    hired = opened + (random.random(count) * max(first - opened - 60, 1)).astype(np.int64)
    left = np.where(random.random(count) < 0.06, today - random.integers(10, 300, count), NEVER)
    left = np.where([p.leads for p in posts], NEVER, np.where(left > hired + 120, left, NEVER))
    raised = np.where(random.random(count) < 0.25, first + random.integers(30, 400, count), NEVER)
    raised = np.where((raised < today) & (raised < left), raised, NEVER)
    names = person_names(random, count).tolist()
    pay = np.array([p.base_pay for p in posts]) + 50 * random.integers(-4, 9, count)
    approved = random.random(count) < 0.85

    def rows(mask: np.ndarray, effective: Minutes, base_pay: np.ndarray) -> pl.DataFrame:
        chosen = np.flatnonzero(mask).tolist()
        return contract_rows(
            STAFF,
            {
                "staff_id": [numbers[i] for i in chosen],
                "staff_name": [names[i] for i in chosen],
                "department": [posts[i].department for i in chosen],
                "post": [posts[i].name for i in chosen],
                "project_name": pl.Series([project] * len(chosen), dtype=pl.String),
                "manager_staff_id": pl.Series([managers[i] for i in chosen], dtype=pl.String),
                "hired_on": as_dates(hired[mask]),
                "confirmed_on": as_dates((hired + 90)[mask]),
                "left_on": as_dates(left[mask]),
                "leaving_approved": pl.Series(
                    [bool(approved[i]) if left[i] < NEVER else None for i in chosen],
                    dtype=pl.Boolean,
                ),
                "base_pay": base_pay[mask] * 100,
                "effective_on": as_dates(effective[mask]),
            },
        )

    joined = rows(np.ones(count, dtype=bool), hired, pay)
    with_raise = rows(raised < NEVER, raised, pay + 300)
    return pl.concat([joined, with_raise]).sort("staff_id", "effective_on")
