"""What has changed since the survey a year before.

Belongs here: which surveys are compared, and which changes are looked at together. Does not
belong here: the figures of one survey (the mart `satisfaction_groups`), which may be shown, the
formulas (`intervals`).

Both surveys are read as published: a group too small to be shown has no figures there and so
none here, and nothing can be told from the difference of two tables.

Of eight areas one "changes" by chance in a third of all pairs of surveys if each is looked at
by itself. The levels of one dimension at one project are looked at together: their intervals
are as wide as it takes for all of them to hold at once in 95 of 100 pairs. The whole is one
question and keeps its 95 %.
"""

from __future__ import annotations

import polars as pl

from pipelines.analysis.intervals import (
    NORMAL_975,
    Interval,
    difference_interval,
    shared_quantiles,
    student_quantile,
    wilson,
)
from pipelines.analysis.rounding import rounded_figures
from pipelines.analysis.sheets import ALL_PROJECTS, OVERALL

YEAR_DAYS = 365
# "A year before" is the survey closest to it that began nine to fifteen months earlier.
NEAREST_DAYS, FARTHEST_DAYS = 274, 457
BEFORE = "_before"
GROUP = ["project_name", "dimension", "level"]
RATE, SCORE = "satisfaction_rate", "satisfaction_score"
COUNTS = ["answer_count", "household_count", "satisfied_count"]
FIGURES = [*COUNTS, RATE, SCORE, "score_low", "score_high"]


def satisfaction_changes(groups: pl.DataFrame) -> pl.DataFrame:
    """One row per survey, project ('all' too), dimension and level that stand in both years.

    `groups` are the surveys' rows of `satisfaction_groups`: survey_id, period_start_on (the
    survey's start), project_name, dimension, level and `FIGURES`. Changes are later less
    earlier: rates with Newcombe's interval of two independent shares, scores with the same
    construction from each score's own interval (MOVER). `compared_count` says how many levels
    share the 5 % of one row's interval. Where the surveys covered different projects, the rows of
    'all' are those of the projects in both.
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

    Scores' intervals add in squares. Where the figures of any project are hidden there is no row:
    they could be told from this one and the survey's whole.
    """
    named = pl.col("project_name").is_in(list(projects))
    rate = pl.col("satisfied_count") / pl.col("answer_count")
    count = pl.col("answer_count").filter(named)
    score = pl.col("satisfaction_score").filter(named)
    mean = (count * score).sum() / count.sum()

    def reach(end: str) -> pl.Expr:
        return (count / count.sum() * (pl.col(end).filter(named) - score)).pow(2).sum().sqrt()

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
            **{name: pl.col(name).filter(named).sum() for name in COUNTS},
        )
        .filter(pl.col("is_shown"))
        .with_columns(satisfaction_rate=rate)
    )


def _differences(both: pl.DataFrame) -> pl.DataFrame:
    rows = _looked_at_together(both)
    rate_low, rate_high = difference_interval(_rate_interval(""), _rate_interval(BEFORE))
    score_low, score_high = difference_interval(_score_interval(""), _score_interval(BEFORE))
    rate, rate_then, score, score_then = (
        pl.col(name + when) for name in (RATE, SCORE) for when in ("", BEFORE)
    )
    return rows.select(
        pl.lit("survey").alias("instrument"),
        *GROUP,
        "survey_id",
        "earlier_survey_id",
        rate.alias("rate"),
        rate_then.alias("earlier_rate"),
        (rate - rate_then).alias("rate_change"),
        rate_low.alias("rate_low"),
        rate_high.alias("rate_high"),
        (score - score_then).alias("score_change"),
        score_low.alias("score_low"),
        score_high.alias("score_high"),
        _excludes_zero(rate_low, rate_high).alias("has_changed_rate"),
        _excludes_zero(score_low, score_high).alias("has_changed_score"),
        score.alias("score"),
        score_then.alias("earlier_score"),
        pl.col("answer_count").cast(pl.Int64),
        pl.col(f"answer_count{BEFORE}").cast(pl.Int64).alias("earlier_answer_count"),
        "compared_count",
    )


def _looked_at_together(both: pl.DataFrame) -> pl.DataFrame:
    """`both` with `compared_count`, the levels of its dimension that have figures in both years,
    and `quantile`, where their intervals end. The overall question is the whole again."""
    is_whole = (pl.col("dimension") == "all") | (pl.col("level") == OVERALL)
    counts = ~is_whole & (pl.col(RATE) - pl.col(RATE + BEFORE)).is_not_null()
    together = counts.sum().over("dimension").clip(lower_bound=1).cast(pl.Int64)
    rows = both.with_columns(compared_count=pl.when(is_whole).then(1).otherwise(together))
    quantiles = shared_quantiles(rows["compared_count"].unique())
    return rows.with_columns(
        quantile=pl.col("compared_count").replace_strict(quantiles, return_dtype=pl.Float64)
    )


def _rate_interval(suffix: str) -> Interval:
    """A rate with Wilson's interval at the row's quantile, its households as their number."""
    rate, households = pl.col(RATE + suffix), pl.col("household_count" + suffix)
    return (rate, *wilson(rate, households, pl.col("quantile")))


def _score_interval(suffix: str) -> Interval:
    """A score with its published 95 % interval, widened to the row's quantile within 0 to 100.

    The end that the scale does not cut tells how wide it is.
    """
    score, low, high = (pl.col(name + suffix) for name in (SCORE, "score_low", "score_high"))
    degrees = pl.col("household_count" + suffix) - 1
    factor = student_quantile(pl.col("quantile"), degrees) / student_quantile(NORMAL_975, degrees)
    reach = pl.max_horizontal(score - low, high - score) * factor
    alone = pl.col("compared_count") == 1
    return (
        score,
        pl.when(alone).then(low).otherwise((score - reach).clip(lower_bound=0)),
        pl.when(alone).then(high).otherwise((score + reach).clip(upper_bound=100)),
    )


def _excludes_zero(low: pl.Expr, high: pl.Expr) -> pl.Expr:
    return (low > 0) | (high < 0)
