"""What households write: how many comments speak of which topic, and their words.

Belongs here: counting topics by project and period, what is hidden, quotes. Does not belong
here: finding topics (`topics`), masking (`masking`), the limit of hiding (`hiding`).
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.analysis.hiding import hidden_cells
from pipelines.analysis.masking import MASK, masked
from pipelines.analysis.rounding import rounded_figures
from pipelines.analysis.sheets import ALL_PROJECTS
from pipelines.analysis.topics import Topics, known_topics

PERIOD = ["instrument", "period_kind", "period_start_on", "survey_id"]
HOUSEHOLD = ["project_name", "room_name"]
NEVER = pl.lit(False)
SOURCE = ["source_file", "source_sheet", "source_row"]


def with_topics(comments: pl.DataFrame, topics: Topics | None = None) -> pl.DataFrame:
    """Each comment once per topic: the columns of `comments` and `topic`.

    `comments` has `PERIOD` (survey_id null outside surveys), `HOUSEHOLD`, service_area (null
    outside surveys), comment, satisfaction_grade, is_satisfied (null: no grade) and `SOURCE`.
    """
    known = topics or known_topics()
    found = [
        list(known.of(comment, area))
        for comment, area in comments.select("comment", "service_area").iter_rows()
    ]
    return comments.with_columns(topic=pl.Series("topic", found, dtype=pl.List(pl.String))).explode(
        "topic"
    )


def comment_topics(spoken: pl.DataFrame, least: int, topics: Topics | None = None) -> pl.DataFrame:
    """One row per instrument, period, project ('all' too) and topic that anybody spoke of.

    `spoken` is what `with_topics` gives. A comment counts once for each of its topics. Counts
    from fewer than `least` households are hidden, and so is what they would follow from;
    `dissatisfied_count` (comments on sheets with an unsatisfied grade) by itself.
    """
    if spoken.is_empty():
        return pl.DataFrame()
    english = (topics or known_topics()).english
    counted = _with_hidden(_counted(spoken), least, "households", "is_hidden")
    counted = _with_hidden(
        counted, least, "dissatisfied_households", "is_blame_hidden", always=pl.col("is_hidden")
    )
    shown = ~pl.col("is_hidden")
    return rounded_figures(
        counted.select(
            *PERIOD,
            "project_name",
            "topic",
            pl.col("topic").replace_strict(english).alias("topic_en"),
            pl.when(shown).then(pl.col("comment_count")).alias("comment_count"),
            "total_comment_count",
            pl.when(shown)
            .then(pl.col("comment_count") / pl.col("total_comment_count"))
            .alias("share"),
            pl.when(~pl.col("is_blame_hidden"))
            .then(pl.col("dissatisfied_count"))
            .alias("dissatisfied_count"),
            "is_hidden",
        )
    )


def comment_quotes(spoken: pl.DataFrame) -> pl.DataFrame:
    """One row per comment and topic: `spoken` with the `quote` of `with_quotes`."""
    if spoken.is_empty():
        return pl.DataFrame()
    return spoken.select(
        "instrument",
        "survey_id",
        "period_start_on",
        "project_name",
        "topic",
        "quote",
        "satisfaction_grade",
        *SOURCE,
    )


def with_quotes(
    comments: pl.DataFrame, people: pl.DataFrame, staff_names: Sequence[str]
) -> pl.DataFrame:
    """`comments` with `quote`, the comment without what says who is meant.

    `people` has `HOUSEHOLD` and occupant_name: names that are masked in the comments of their
    own home; `staff_names` are masked everywhere.
    """
    at_home: dict[tuple[str, str], list[str]] = {}
    for project, room, name in people.select(*HOUSEHOLD, "occupant_name").iter_rows():
        at_home.setdefault((project, room), []).append(name)
    whole_names = sorted({name for name in staff_names if len(name) > 1})
    masks = pl.Series([MASK] * len(whole_names), dtype=pl.String)
    without_staff = comments["comment"].str.replace_many(
        pl.Series(whole_names, dtype=pl.String).implode(), masks.implode()
    )
    rooms = comments.select(HOUSEHOLD).iter_rows()
    quotes = [
        masked(comment, at_home.get(room, ()))
        for comment, room in zip(without_staff, rooms, strict=True)
    ]
    return comments.with_columns(pl.Series("quote", quotes, dtype=pl.String))


def _counted(spoken: pl.DataFrame) -> pl.DataFrame:
    """Comments and households per cell, with the rows of 'all'."""
    at_all = spoken.with_columns(scope=pl.lit(ALL_PROJECTS))
    both = pl.concat([spoken.with_columns(scope=pl.col("project_name")), at_all])
    household = pl.struct(HOUSEHOLD)
    blames = ~pl.col("is_satisfied").fill_null(True)
    cells = both.group_by(*PERIOD, "scope", "topic").agg(
        comment_count=pl.len().cast(pl.Int64),
        households=household.n_unique(),
        dissatisfied_count=blames.sum().cast(pl.Int64),
        dissatisfied_households=household.filter(blames).n_unique(),
    )
    totals = both.group_by(*PERIOD, "scope").agg(
        total_comment_count=pl.struct(SOURCE).n_unique().cast(pl.Int64)
    )
    return cells.join(totals, on=[*PERIOD, "scope"], nulls_equal=True).rename(
        {"scope": "project_name"}
    )


def _with_hidden(
    counted: pl.DataFrame, least: int, count: str, name: str, always: pl.Expr = NEVER
) -> pl.DataFrame:
    """`counted` with the column `name`: whether the cell's `count` is hidden, because it is
    small, because a small one would follow from it, or because of `always`."""
    cell = [*PERIOD, "topic"]
    of_projects = (
        counted.filter(pl.col("project_name") != ALL_PROJECTS)
        .select(*cell, project=pl.col("project_name"), count=pl.col(count), always=always)
        .group_by(cell)
        .agg("project", "count", pl.col("project").filter("always").alias("always"))
    )
    kept_back = []
    for projects, counts, forced in of_projects.select("project", "count", "always").iter_rows():
        hidden, with_total = hidden_cells(
            dict(zip(projects, counts, strict=True)), least, frozenset(forced)
        )
        kept_back.append([*hidden, ALL_PROJECTS] if with_total else list(hidden))
    told = of_projects.select(cell).with_columns(
        pl.Series("kept_back", kept_back, dtype=pl.List(pl.String))
    )
    is_hidden = pl.col("project_name").is_in(pl.col("kept_back")) | always
    return (
        counted.join(told, on=cell, nulls_equal=True)
        .with_columns(is_hidden.alias(name))
        .drop("kept_back")
    )
