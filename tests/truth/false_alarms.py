"""How often the analysis cries wolf: companies in which nothing is planted, analysed in memory.

`python -m tests.truth.false_alarms --seeds 200` simulates that many companies without effects
and prints, for each kind of statement, how many could have been made, how many were made, and
in how many companies at least one was. Every statement made is a false alarm.

Belongs here: asking the pure functions of `pipelines.analysis` (and, for what dbt computes, the
same definitions in `plain_figures`) about such companies. Does not belong here: files, dbt.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from pipelines.analysis.changes import satisfaction_changes
from pipelines.analysis.drivers import satisfaction_drivers
from pipelines.analysis.intervals import difference_interval, wilson
from pipelines.analysis.sheets import OVERALL
from pipelines.analysis.turnaround import LEVEL, turnaround_comparisons
from pipelines.simulate import WITHOUT_EFFECTS, Effects, simulate_frames
from tests.truth.plain_figures import (
    Frames,
    control_signals,
    graded_answers,
    monthly_shares,
    survey_groups,
    tickets,
)

MONTHS, ESTATES, HOUSEHOLDS = 24, 2, 600
AS_OF = datetime(2026, 11, 1, 9)
LEAST_SHOWN = 5


@dataclass(frozen=True)
class Asked:
    """One kind of statement about one company: how often it could be made, and was."""

    statement: str
    chances: int
    made: int


@dataclass
class Tally:
    """Adds up companies."""

    companies: int = 0
    chances: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    companies_with_any: Counter[str] = field(default_factory=Counter)

    def add(self, asked: list[Asked]) -> None:
        self.companies += 1
        for one in asked:
            self.chances[one.statement] += one.chances
            self.made[one.statement] += one.made
            self.companies_with_any[one.statement] += one.made > 0

    def share(self, statement: str) -> float:
        """Statements made of those that could be; 0 when none could."""
        chances = self.chances[statement]
        return self.made[statement] / chances if chances else 0.0

    def lines(self) -> Iterator[str]:
        yield f"{'statement':<52}{'chances':>9}{'made':>7}{'share':>9}{'companies':>11}"
        for name in self.chances:
            yield (
                f"{name:<52}{self.chances[name]:>9}{self.made[name]:>7}{self.share(name):>9.4f}"
                f"{self.companies_with_any[name] / self.companies:>11.3f}"
            )


def false_alarms(seeds: range, effects: Effects = WITHOUT_EFFECTS) -> Tally:
    """The tally over the companies of these seeds."""
    tally = Tally()
    for seed in seeds:
        tally.add(statements(seed, effects))
    return tally


def statements(seed: int, effects: Effects) -> list[Asked]:
    """Everything that the analysis claims about the company of this seed."""
    frames = simulate_frames(
        estates=ESTATES,
        months=MONTHS,
        seed=seed,
        households_per_estate=HOUSEHOLDS,
        effects=effects,
    )
    groups = survey_groups(frames)
    months = monthly_shares(frames)
    return [
        *_slow_groups(frames),
        *_drivers(frames, groups),
        *_changes(groups),
        *_signals(months),
        *_month_changes(months),
    ]


def _slow_groups(frames: Frames) -> list[Asked]:
    """Of every test of how long complaints take: a group that differs (log-rank, adjusted).

    Only complaints, from receipt to resolution: who is sent and who replies first differs by
    department in every company, because a leak needs a plumber on the spot and a bill does not.
    """
    compared = turnaround_comparisons(tickets(frames), AS_OF)
    resolved = compared.filter(
        pl.col("ticket_kind") == "complaint",
        pl.col("stage") == "resolve",
        pl.col("p_value").is_not_null(),
    )
    asked = []
    for compared_by in ("department", "ticket_class", "project"):
        rows = resolved.filter(pl.col("compared_by") == compared_by)
        slower = rows.filter("differs", "slower").height
        asked.append(Asked(f"turnaround: a {compared_by} is slower", rows.height, slower))
        unadjusted = rows.filter("slower", pl.col("p_value") <= LEVEL).height
        asked.append(Asked(f"  the same, not adjusted: {compared_by}", rows.height, unadjusted))
    return asked


def _drivers(frames: Frames, groups: pl.DataFrame) -> list[Asked]:
    """Of every survey and project: an area to improve first, and an area ahead of all others."""
    of_areas = groups.filter(pl.col("dimension") == "service_area").rename(
        {"level": "service_area"}
    )
    drivers = satisfaction_drivers(graded_answers(frames), of_areas, LEAST_SHOWN)
    analyses = drivers.filter(pl.col("method") == "shapley").group_by("survey_id", "project_name")
    found = analyses.agg(
        improve=(pl.col("quadrant") == "improve_first").any(),
        lows=pl.col("importance_low"),
        highs=pl.col("importance_high"),
    )
    ahead = [
        _one_is_ahead(lows, highs) for lows, highs in found.select("lows", "highs").iter_rows()
    ]
    return [
        Asked("driver: an area to improve first", found.height, int(found["improve"].sum())),
        Asked("driver: one area's interval above all others", found.height, sum(ahead)),
    ]


def _one_is_ahead(lows: list[float], highs: list[float]) -> bool:
    """Whether one interval lies above every other."""
    first = max(range(len(lows)), key=lambda place: lows[place])
    return all(lows[first] > high for place, high in enumerate(highs) if place != first)


def _changes(groups: pl.DataFrame) -> list[Asked]:
    """Of every survey with one a year before: a change of the overall rate, of the score, and
    of the figures of one service area."""
    changes = satisfaction_changes(groups)
    asked = []
    for dimension, words in (("all", "overall"), ("service_area", "one area")):
        rows = changes.filter(pl.col("dimension") == dimension, pl.col("level") != OVERALL)
        for figure in ("rate", "score"):
            made = int(rows[f"has_changed_{figure}"].sum())
            asked.append(Asked(f"year on year: {words} {figure} changed", rows.height, made))
    return asked


def _signals(months_of_kpis: pl.DataFrame) -> list[Asked]:
    """Of every month of every chart: outside its limits, or the eighth on one side."""
    charts = control_signals(months_of_kpis)
    judged = charts.filter(pl.col("denominator") >= LEAST_SHOWN)
    asked = []
    for (kpi,), months in judged.group_by("kpi_id", maintain_order=True):
        outside = int(months["signal"].is_in(["above", "below"]).sum())
        asked.append(Asked(f"p-chart: {kpi} outside", months.height, outside))
        run = int((months["signal"] == "run").sum())
        asked.append(Asked(f"p-chart: {kpi} run of 8", months.height, run))
    return asked


def _month_changes(months: pl.DataFrame) -> list[Asked]:
    """Of every month of every KPI: changed since the month before, and since a year before."""
    value = pl.col("numerator") / pl.col("denominator")
    low, high = wilson(value, pl.col("denominator"))
    shares = months.with_columns(value=value, low=low, high=high)
    now = (pl.col("value"), pl.col("low"), pl.col("high"))
    then = (pl.col("value_before"), pl.col("low_before"), pl.col("high_before"))
    least, most = difference_interval(now, then)
    asked = []
    for words, offset in (("month", "1mo"), ("year", "1y")):
        before = shares.with_columns(pl.col("month").dt.offset_by(offset))
        both = shares.join(before, on=["kpi_id", "project_name", "month"], suffix="_before")
        changed = both.select(changed=(least > 0) | (most < 0))["changed"]
        asked.append(Asked(f"kpi changed since a {words} before", both.height, int(changed.sum())))
    return asked


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=20, help="number of companies")
    parser.add_argument("--first", type=int, default=1, help="first seed")
    parser.add_argument("--planted", action="store_true", help="with the usual effects instead")
    arguments = parser.parse_args()
    effects = Effects() if arguments.planted else WITHOUT_EFFECTS
    seeds = range(arguments.first, arguments.first + arguments.seeds)
    for line in false_alarms(seeds, effects).lines():
        print(line)


if __name__ == "__main__":
    main()
