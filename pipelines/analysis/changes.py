"""What has changed since the survey a year before.

Belongs here: which surveys are compared and the intervals of the differences. Does not belong
here: the figures of one survey (the mart `satisfaction_groups`), or which may be shown.

Both surveys are read as published: a group too small to be shown has no figures there and so
none here, and nothing can be told from the difference of two tables.
"""

from __future__ import annotations

import polars as pl

from pipelines.analysis.rounding import rounded_figures
from pipelines.analysis.sheets import ALL_PROJECTS

YEAR_DAYS = 365
# "A year before" is the survey closest to it that began nine to fifteen months earlier.
NEAREST_DAYS, FARTHEST_DAYS = 274, 457
NORMAL_975 = 1.959963984540054
BEFORE = "_before"
GROUP = ["project_name", "dimension", "level"]
RATE = ("satisfaction_rate", "low", "high")
SCORE = ("satisfaction_score", "score_low", "score_high")
FIGURES = ["answer_count", "household_count", "satisfied_count", *RATE, *SCORE]

Interval = tuple[pl.Expr, pl.Expr, pl.Expr]


def satisfaction_changes(groups: pl.DataFrame) -> pl.DataFrame:
    """One row per survey, project ('all' too), dimension and level that stand in both years.

    `groups` are the surveys' rows of `satisfaction_groups`: survey_id, period_start_on (the
    survey's start), project_name, dimension, level and `FIGURES`. Changes are later less
    earlier: rates with Newcombe's interval of two independent shares, scores with the same
    construction from each score's own interval (MOVER). Where the surveys covered different
    projects, the rows of 'all' are those of the projects in both.
    """
    if groups.is_empty():
        return pl.DataFrame()
    typed = groups.with_columns(pl.col(FIGURES).cast(pl.Float64))
    compared = [_differences(_both_years(typed, *pair)) for pair in survey_pairs(typed)]
    return rounded_figures(pl.concat(compared)) if compared else pl.DataFrame()


def survey_pairs(groups: pl.DataFrame) -> list[tuple[str, str, str]]:
    """(project, survey, the survey that it is compared with), in order."""
    begun = groups.select("project_name", "survey_id", "period_start_on").unique()
    days = (pl.col("period_start_on") - pl.col("period_start_on_before")).dt.total_days()
    pairs = (
        begun.join(begun, on="project_name", suffix="_before")
        .filter(days.is_between(NEAREST_DAYS, FARTHEST_DAYS))
        .sort((days - YEAR_DAYS).abs(), "period_start_on_before", "survey_id_before")
        .unique(["project_name", "survey_id"], keep="first", maintain_order=True)
        .select("project_name", "survey_id", "survey_id_before")
    )
    return sorted(pairs.iter_rows())


def _both_years(
    groups: pl.DataFrame, project: str, survey_id: str, earlier_id: str
) -> pl.DataFrame:
    """The figures of one project's two surveys side by side, the earlier ones `_before`."""
    surveys = [groups.filter(pl.col("survey_id") == one) for one in (survey_id, earlier_id)]
    covered = [set(rows["project_name"]) - {ALL_PROJECTS} for rows in surveys]
    if project == ALL_PROJECTS and covered[0] != covered[1]:
        later, earlier = (_pooled(rows, covered[0] & covered[1]) for rows in surveys)
    else:
        later, earlier = (rows.filter(pl.col("project_name") == project) for rows in surveys)
    key = ["dimension", "level"]
    return later.join(earlier.select(*key, *FIGURES), on=key, suffix=BEFORE).with_columns(
        earlier_survey_id=pl.lit(earlier_id)
    )


def _pooled(rows: pl.DataFrame, projects: set[str]) -> pl.DataFrame:
    """The named projects as one, each weighing as much as it has answers.

    Rates get Wilson's interval with the households as their number, scores' intervals add in
    squares. Where the figures of any project are hidden there is no row: they could be told
    from this one and the survey's whole.
    """
    named = pl.col("project_name").is_in(list(projects))
    rate = pl.col("satisfied_count") / pl.col("answer_count")
    low, high = wilson(rate, pl.col("household_count"))
    count = pl.col("answer_count").filter(named)
    score = pl.col("satisfaction_score").filter(named)
    mean = (count * score).sum() / count.sum()

    def reach(end: str) -> pl.Expr:
        return (count / count.sum() * (pl.col(end).filter(named) - score)).pow(2).sum().sqrt()

    counts = ("answer_count", "household_count", "satisfied_count")
    return (
        rows.filter(pl.col("project_name") != ALL_PROJECTS)
        .sort("project_name")
        .group_by("survey_id", "dimension", "level")
        .agg(
            project_name=pl.lit(ALL_PROJECTS),
            is_shown=pl.col("satisfied_count").is_not_null().all() & named.any(),
            satisfaction_score=mean,
            score_low=mean - reach("score_low"),
            score_high=mean + reach("score_high"),
            **{name: pl.col(name).filter(named).sum() for name in counts},
        )
        .filter(pl.col("is_shown"))
        .with_columns(satisfaction_rate=rate, low=low, high=high)
    )


def _differences(both: pl.DataFrame) -> pl.DataFrame:
    rate_now, rate_then = _interval(RATE, ""), _interval(RATE, BEFORE)
    score_now, score_then = _interval(SCORE, ""), _interval(SCORE, BEFORE)
    rate_low, rate_high = difference_interval(rate_now, rate_then)
    score_low, score_high = difference_interval(score_now, score_then)
    return both.select(
        pl.lit("survey").alias("instrument"),
        *GROUP,
        "survey_id",
        "earlier_survey_id",
        rate_now[0].alias("rate"),
        rate_then[0].alias("earlier_rate"),
        (rate_now[0] - rate_then[0]).alias("rate_change"),
        rate_low.alias("rate_low"),
        rate_high.alias("rate_high"),
        (score_now[0] - score_then[0]).alias("score_change"),
        score_low.alias("score_low"),
        score_high.alias("score_high"),
        _excludes_zero(rate_low, rate_high).alias("has_changed_rate"),
        _excludes_zero(score_low, score_high).alias("has_changed_score"),
        score_now[0].alias("score"),
        score_then[0].alias("earlier_score"),
        pl.col("answer_count").cast(pl.Int64),
        pl.col(f"answer_count{BEFORE}").cast(pl.Int64).alias("earlier_answer_count"),
    )


def _interval(names: tuple[str, str, str], suffix: str) -> Interval:
    value, low, high = (pl.col(name + suffix) for name in names)
    return value, low, high


def wilson(rate: pl.Expr, answers: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Wilson's 95 % interval of a share of so many answers."""
    square = NORMAL_975**2
    centre = (rate + square / (2 * answers)) / (1 + square / answers)
    inside = rate * (1 - rate) / answers + square / (4 * answers**2)
    half = NORMAL_975 / (1 + square / answers) * inside.sqrt()
    return centre - half, centre + half


def difference_interval(later: Interval, earlier: Interval) -> tuple[pl.Expr, pl.Expr]:
    """The interval of later − earlier from each one's (value, low, high).

    Newcombe's method 10 for two shares, MOVER for two means: the ends' distances add in
    squares, so that an interval that leans stays leaning.
    """
    (one, one_low, one_high), (two, two_low, two_high) = later, earlier
    below = ((one - one_low).pow(2) + (two_high - two).pow(2)).sqrt()
    above = ((one_high - one).pow(2) + (two - two_low).pow(2)).sqrt()
    return one - two - below, one - two + above


def _excludes_zero(low: pl.Expr, high: pl.Expr) -> pl.Expr:
    return (low > 0) | (high < 0)
