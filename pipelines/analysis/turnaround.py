"""Who is slower: departments, classes and projects compared by the log-rank test.

Belongs here: which groups of tickets are compared with which, and the verdicts. Does not belong
here: the test's sums (`logrank`), or the curves and their quantiles (the mart
`ticket_turnaround_quantiles`).

Tickets are compared from receipt to dispatch, to the first reply and to the resolution, within
the quarter and the year of their receipt. Open ones count up to as_of; withdrawn ones and closed
ones without the stage's time stay out. A group is tested against the others of its comparison
taken together: departments and projects within each class of ticket, classes within each
department, since a team that gets the hard cases is not slow. Holm's correction runs over all
tests of one period, so that some hundred comparisons a quarter do not find by chance what is not
there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import numpy as np
import polars as pl

from pipelines.analysis.logrank import log_rank
from pipelines.analysis.rounding import rounded_figures

ALL = "all"
# Fewer say nothing: the test's distribution holds for large groups only.
LEAST_TICKETS = 20
LEAST_EVENTS = 10
# Below this adjusted p-value a group differs from the others.
LEVEL = 0.01
STAGES = {
    "dispatch": "minutes_to_dispatch",
    "first_reply": "minutes_to_first_reply",
    "resolve": "minutes_to_resolve",
}
PERIODS = {"quarter": "1q", "year": "1y"}
IN_THE_COMPANY = ("department", "ticket_class", "project")
IN_A_PROJECT = ("department", "ticket_class")
# What else decides how long a ticket takes: groups are compared among tickets alike in it.
ALIKE_IN = {"department": "ticket_class", "ticket_class": "department", "project": "ticket_class"}
COHORT = ("ticket_kind", "stage", "period_kind", "period_start_on")
KEY = (*COHORT, "project_name", "compared_by", "group_name")
FIGURES = {
    "ticket_count": pl.Int64,
    "event_count": pl.Int64,
    "median_hours": pl.Float64,
    "expected_events": pl.Float64,
    "chi_square": pl.Float64,
    "degrees_of_freedom": pl.Int64,
    "p_value": pl.Float64,
}


def turnaround_comparisons(tickets: pl.DataFrame, as_of: datetime) -> pl.DataFrame:
    """One row per group of a comparison: a department, a class or a project of one ticket kind,
    stage and period, in one project or ('all') in the company.

    `tickets` has the columns of `fct_tickets`. A group of fewer than LEAST_TICKETS tickets or
    LEAST_EVENTS events is listed with its counts and median, without a test, and is not among
    the others that a group is tested against. `expected_events` are those that the group would
    have at the pace of all on tickets like its own, so `slower` is fewer events than expected;
    `differs` says whether that can be told from chance. A comparison of fewer than two groups
    has no rows.
    """
    cohorts = _waits(tickets, as_of).partition_by(COHORT, as_dict=True, include_key=True)
    parts = [_compared(rows) for _, rows in sorted(cohorts.items())]
    compared = [part for part in parts if not part.is_empty()]
    if not compared:
        return pl.DataFrame()
    return rounded_figures(_with_verdicts(pl.concat(compared)).sort(KEY))


def _waits(tickets: pl.DataFrame, as_of: datetime) -> pl.DataFrame:
    """One row per ticket, stage and period: hours waited and whether the stage was reached."""
    known = tickets.filter(pl.col("status") != "withdrawn")
    so_far = (pl.lit(as_of) - pl.col("received_at")).dt.total_microseconds() / 60e6
    stages = [
        known.select(
            "ticket_kind",
            "project_name",
            "department",
            pl.col("ticket_class").fill_null("未注明"),
            "received_at",
            stage=pl.lit(stage),
            is_reached=pl.col(minutes).is_not_null(),
            hours=pl.col(minutes).fill_null(pl.when("is_open").then(so_far)).clip(0) / 60,
        )
        for stage, minutes in STAGES.items()
    ]
    # A register in which nothing ever reached the stage has no column for it: no wait there.
    is_recorded = pl.col("is_reached").any().over("ticket_kind", "stage", "project_name")
    waits = pl.concat(stages).filter(is_recorded).drop_nulls("hours")
    return pl.concat(
        waits.with_columns(
            period_kind=pl.lit(kind),
            period_start_on=pl.col("received_at").dt.truncate(every).dt.date(),
        )
        for kind, every in PERIODS.items()
    ).sort("hours")


def _compared(waits: pl.DataFrame) -> pl.DataFrame:
    """All comparisons of one ticket kind, stage and period; `waits` by rising hours."""
    rows = [row for comparison in _comparisons(waits) for row in _groups_of(*comparison)]
    schema = {"project_name": pl.String, "compared_by": pl.String, "group_name": pl.String}
    columns = [*schema, *FIGURES, "test_no"]
    found = pl.DataFrame(rows, schema={**schema, **FIGURES, "test_no": pl.Int64}, orient="row")
    return waits.select(COHORT).head(1).join(found, how="cross").select(*COHORT, *columns)


def _comparisons(waits: pl.DataFrame) -> Iterator[tuple[str, str, pl.DataFrame]]:
    for compared_by in IN_THE_COMPANY:
        yield ALL, compared_by, waits
    if waits["project_name"].n_unique() > 1:
        projects = waits.partition_by("project_name", as_dict=True)
        for (project,), rows in sorted(projects.items()):
            for compared_by in IN_A_PROJECT:
                yield str(project), compared_by, rows


def _groups_of(project: str, compared_by: str, waits: pl.DataFrame) -> Iterator[tuple[object, ...]]:
    """The rows of one comparison in the order of `FIGURES`, with a number of the test: of two
    groups each is tested against the other, which is one test."""
    group_column = "project_name" if compared_by == "project" else compared_by
    names = sorted(waits[group_column].unique())
    if len(names) < 2:
        return
    group = waits[group_column].replace_strict(names, range(len(names)), return_dtype=pl.Int64)
    codes, hours = group.to_numpy(), waits["hours"].to_numpy()
    reached = waits["is_reached"].to_numpy()
    count = len(names)
    tickets = np.bincount(codes, minlength=count)
    events = np.bincount(codes[reached], minlength=count)
    medians = [_median(hours[codes == code], reached[codes == code]) for code in range(count)]
    is_large = (tickets >= LEAST_TICKETS) & (events >= LEAST_EVENTS)
    is_tested = is_large & (is_large.sum() > 1)
    place = np.cumsum(is_tested) - 1
    among = is_tested[codes]
    alike = waits[ALIKE_IN[compared_by]].rank("dense").to_numpy()
    test = log_rank(
        hours[among], reached[among], place[codes[among]], int(is_tested.sum()), alike[among]
    )
    for code, name in enumerate(names):
        counted = (project, compared_by, name, int(tickets[code]), int(events[code]), medians[code])
        if not is_tested[code]:
            yield (*counted, None, None, None, None, None)
            continue
        at = int(place[code])
        test_no = 0 if is_tested.sum() == 2 else at
        yield (
            *counted,
            float(test.expected[at]),
            float(test.chi_square[at]),
            1,
            float(test.p_value[at]),
            test_no,
        )


def _median(hours: np.ndarray, reached: np.ndarray) -> float | None:
    """Kaplan-Meier's median of rising waits: the first at which the curve is at or below one
    half, None when it never is."""
    at_risk = np.arange(len(hours), 0, -1)
    # Of equal waits those that reach the stage leave first, while the open are still at risk.
    order = np.lexsort((~reached, hours))
    curve = np.cumprod(np.where(reached[order], 1 - 1 / at_risk, 1.0))
    below = np.flatnonzero(curve <= 0.5 + 1e-9)
    return float(hours[order][below[0]]) if len(below) else None


def _with_verdicts(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with Holm's adjusted p-values and what follows from them."""
    test = [*COHORT, "project_name", "compared_by", "test_no"]
    tests = rows.drop_nulls("test_no").select(*test, "p_value").unique(test).sort(test)
    judged = rows.join(_adjusted(tests).drop("p_value"), on=test, how="left")
    return judged.with_columns(
        differs=pl.col("adjusted_p_value") <= LEVEL,
        slower=pl.col("event_count") < pl.col("expected_events"),
    ).select(*KEY, *FIGURES, "adjusted_p_value", "differs", "slower")


def _adjusted(tests: pl.DataFrame) -> pl.DataFrame:
    """One row per test, with its p-value adjusted over all tests of its period (Holm): the
    smallest counts as often as there are tests, the next once less, and none falls again."""
    period = ("period_kind", "period_start_on")
    still_to_pass = pl.len() - pl.int_range(pl.len())
    holm = (pl.col("p_value") * still_to_pass).cum_max().clip(upper_bound=1.0).over(period)
    return (
        tests.filter(pl.col("p_value").is_not_nan())
        .sort("p_value", *tests.columns)
        .with_columns(adjusted_p_value=holm)
    )
