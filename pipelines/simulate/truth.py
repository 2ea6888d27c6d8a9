"""What is true of a simulated company: exact counts and sums, and what was planted.

Belongs here: the figures of `truth.json`, counted from the registers as finally known.
Does not belong here: KPI definitions of the warehouse; a figure here is a plain count or a
sum in fen that anyone can repeat from the files.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

import polars as pl

from pipelines.simulate.company import EstateBooks
from pipelines.simulate.plan import Plan
from pipelines.simulate.truth_of_fees import collection_by_quarter, fee_sums
from pipelines.simulate.truth_of_promises import kept_and_late, months_with_enough_visits
from pipelines.simulate.truth_of_sales import sales_by_month, sales_sums
from pipelines.simulate.truth_of_surveys import drivers, quiet_building, survey_figures

DISPATCH_LIMIT_MINUTES = 10
SATISFIED = ("很满意", "满意", "基本满意")
SAME_DAY_TYPES = ("报修", "家政")
TOP_COMPLAINERS = 10


@dataclass
class Truth:
    """Adds up the books of one estate after the other."""

    plan: Plan
    _rows: Counter[str] = field(default_factory=Counter)
    _sums: dict[str, Counter[str]] = field(default_factory=dict)
    _projects: list[dict[str, Any]] = field(default_factory=list)
    _collection: list[dict[str, Any]] = field(default_factory=list)
    _satisfaction: list[dict[str, Any]] = field(default_factory=list)
    _departments: dict[str, Counter[str]] = field(default_factory=dict)
    _turnaround: dict[str, list[float]] = field(default_factory=dict)
    _complainers: list[dict[str, Any]] = field(default_factory=list)
    _debtors: list[dict[str, Any]] = field(default_factory=list)
    _promises: dict[str, Counter[str]] = field(default_factory=dict)
    _surveys: list[dict[str, Any]] = field(default_factory=list)
    _quiet: dict[str, str] = field(default_factory=dict)
    _sales: list[dict[str, Any]] = field(default_factory=list)

    def take(self, books: EstateBooks) -> None:
        """Counts one estate."""
        known = {name: r.known_at(self.plan.horizon) for name, r in books.registers.items()}
        project = books.estate.profile.name
        self._rows.update({name: rows.height for name, rows in known.items()})
        money = fee_sums(known["fee_bills"], known["fee_payments"])
        self._add("fees", money)
        self._add("complaints", _complaints(known["complaints"]))
        self._add("work_orders", _work_orders(known["work_orders"]))
        self._add("visits", _visits(known["visits"]))
        self._projects.append(
            {"project_name": project, **money, **_complaints(known["complaints"])}
        )
        self._collection += collection_by_quarter(project, books, self.plan.horizon)
        self._satisfaction += _satisfaction(project, known["visits"])
        self._take_departments(known["complaints"])
        self._complainers += _complainers(project, known["complaints"])
        self._take_promises(known)
        self._surveys += survey_figures(books, known)
        self._add("sales", sales_sums(known))
        self._sales += sales_by_month(project, known)
        quiet = quiet_building(self.plan, books)
        self._quiet |= {project: quiet} if quiet else {}
        self._debtors += [
            {"project_name": project, "room_name": room} for room in books.chronic_debtors
        ]

    def as_document(self, whole_rows: dict[str, int]) -> dict[str, Any]:
        """The document of `truth.json`; `whole_rows` are the rows of the master data."""
        plan = self.plan
        troubled = plan.troubled_quarter
        slow = plan.effects.slow_department if plan.effects.slow_factor != 1 else None
        return {
            **plan_arguments(plan),
            "as_of": plan.exported_at.isoformat(),
            "rows": dict(sorted({**self._rows, **whole_rows}.items())),
            **{name: dict(sums) for name, sums in self._sums.items()},
            "projects": self._projects,
            "complaint_departments": self._department_figures(),
            "collection_by_quarter": self._collection,
            "satisfaction_by_quarter": self._satisfaction,
            "top_complainers": sorted(
                self._complainers,
                key=lambda r: (-r["complaints"], r["project_name"], r["room_name"]),
            )[:TOP_COMPLAINERS],
            "chronic_debtors": self._debtors,
            "promises": {rule: dict(counts) for rule, counts in sorted(self._promises.items())},
            "surveys": self._surveys,
            "sales_by_month": self._sales,
            "planted": {
                "parameters": asdict(plan.effects),
                "slow_department": slow,
                "troubled_project": plan.profile(plan.troubled_estate).name if troubled else None,
                "troubled_quarter_start_on": troubled.isoformat() if troubled else None,
                "quiet_buildings": self._quiet,
                "drivers": drivers(plan.effects),
            },
        }

    def _add(self, subject: str, sums: dict[str, int]) -> None:
        self._sums.setdefault(subject, Counter()).update(sums)

    def _take_departments(self, complaints: pl.DataFrame) -> None:
        minutes = (pl.col("resolved_at") - pl.col("received_at")).dt.total_minutes()
        named = complaints.with_columns(
            pl.col("responsible_department").fill_null("未注明"), minutes=minutes
        )
        for (department,), rows in named.group_by("responsible_department", maintain_order=True):
            counts = self._departments.setdefault(str(department), Counter())
            counts.update({"received": rows.height, "resolved": rows["minutes"].count()})
            self._turnaround.setdefault(str(department), []).extend(
                rows["minutes"].drop_nulls().to_list()
            )

    def _take_promises(self, known: dict[str, pl.DataFrame]) -> None:
        found = kept_and_late(known)
        found["SV11"] = months_with_enough_visits(known["visits"], self.plan.end)
        for rule, counts in found.items():
            self._promises.setdefault(rule, Counter()).update(counts)

    def _department_figures(self) -> list[dict[str, Any]]:
        return [
            {
                "department": name,
                "received": counts["received"],
                "resolved": counts["resolved"],
                "median_minutes_of_resolved": pl.Series(self._turnaround[name]).median(),
            }
            for name, counts in sorted(self._departments.items())
        ]


def plan_arguments(plan: Plan) -> dict[str, int | str]:
    """The arguments of a run as they stand in its `truth.json`."""
    return {
        "estates": plan.estates,
        "months": plan.months,
        "end": plan.end.isoformat(),
        "seed": plan.seed,
        "households_per_estate": plan.households_per_estate,
    }


def _complaints(complaints: pl.DataFrame) -> dict[str, int]:
    waited = (pl.col("dispatched_at") - pl.col("received_at")).dt.total_minutes()
    closed = pl.col("resolved_at").is_not_null() | pl.col("withdrawn_at").is_not_null()
    return _counts(
        complaints,
        complaints_received=pl.lit(True),
        complaints_open=~closed,
        complaints_withdrawn=pl.col("withdrawn_at").is_not_null(),
        complaints_resolved=pl.col("resolved_at").is_not_null(),
        complaints_reopened=pl.col("reopened_count") > 0,
        complaints_dispatched=pl.col("dispatched_at").is_not_null(),
        complaints_dispatched_in_time=waited <= DISPATCH_LIMIT_MINUTES,
        complaints_followed_up=pl.col("followed_up_at").is_not_null(),
    )


def _work_orders(orders: pl.DataFrame) -> dict[str, int]:
    judged = pl.col("work_order_type").is_in(SAME_DAY_TYPES)
    done = pl.col("completed_at")
    return _counts(
        orders,
        work_orders_opened=pl.lit(True),
        work_orders_open=done.is_null() & pl.col("cancelled_at").is_null(),
        work_orders_cancelled=pl.col("cancelled_at").is_not_null(),
        repair_and_home_orders=judged,
        repair_and_home_orders_done_same_day=judged
        & (done.dt.date() == pl.col("opened_at").dt.date()),
    )


def _visits(visits: pl.DataFrame) -> dict[str, int]:
    monthly = pl.col("visit_type") == "月度走访"
    graded = monthly & pl.col("was_reached") & pl.col("satisfaction_grade").is_not_null()
    return _counts(
        visits,
        visits=pl.lit(True),
        monthly_visits=monthly,
        monthly_visits_not_reached=monthly & ~pl.col("was_reached"),
        monthly_visits_graded=graded,
        monthly_visits_satisfied=graded & pl.col("satisfaction_grade").is_in(SATISFIED),
    )


def _counts(rows: pl.DataFrame, **conditions: pl.Expr) -> dict[str, int]:
    return {
        name: rows.filter(condition.fill_null(False)).height
        for name, condition in conditions.items()
    }


def _satisfaction(project: str, visits: pl.DataFrame) -> list[dict[str, Any]]:
    graded = visits.filter(
        pl.col("visit_type") == "月度走访",
        pl.col("was_reached"),
        pl.col("satisfaction_grade").is_not_null(),
    )
    quarters = (
        graded.group_by(pl.col("visited_at").dt.truncate("1q").dt.date().alias("quarter_start_on"))
        .agg(graded=pl.len(), satisfied=pl.col("satisfaction_grade").is_in(SATISFIED).sum())
        .sort("quarter_start_on")
        .with_columns(pl.col("quarter_start_on").cast(pl.String))
    )
    return [{"project_name": project, **row} for row in quarters.to_dicts()]


def _complainers(project: str, complaints: pl.DataFrame) -> list[dict[str, Any]]:
    rooms = (
        complaints.group_by("room_name")
        .agg(complaints=pl.len())
        .sort(["complaints", "room_name"], descending=[True, False])
        .head(TOP_COMPLAINERS)
    )
    return [{"project_name": project, **row} for row in rooms.to_dicts()]
