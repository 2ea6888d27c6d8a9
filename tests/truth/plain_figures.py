"""The figures of some marts, counted in memory from simulated frames: no files, no SQL.

Belongs here: just enough of the marts' definitions to feed the analysis of hundreds of
companies. Does not belong here: expectations; the marts themselves are tested in tests/dbt.
"""

from __future__ import annotations

import polars as pl

POINTS = {"很满意": 100.0, "满意": 75.0, "基本满意": 50.0, "不满意": 25.0, "很不满意": 0.0}
SATISFIED = ["很满意", "满意", "基本满意"]
NORMAL_975 = 1.959963984540054
MONTHS_POOLED, MONTHS_OF_A_RUN, LEAST_CASES = 24, 8, 5

Frames = dict[str, pl.DataFrame]


def graded_answers(frames: Frames) -> pl.DataFrame:
    """survey_id, project_name, room_name, service_area, satisfaction_score of what is graded."""
    return (
        frames["survey_answers"]
        .drop_nulls("satisfaction_grade")
        .select(
            *("survey_id", "project_name", "room_name", "service_area"),
            satisfaction_score=pl.col("satisfaction_grade").replace_strict(
                POINTS, return_dtype=pl.Float64
            ),
            is_satisfied=pl.col("satisfaction_grade").is_in(SATISFIED),
        )
    )


def survey_groups(frames: Frames) -> pl.DataFrame:
    """Like `satisfaction_groups` of surveys, dimensions 'all' (the overall question) and
    'service_area', with the rows of all projects."""
    started = frames["surveys"].select("survey_id", "project_name", period_start_on="started_on")
    answers = graded_answers(frames).join(started, on=["survey_id", "project_name"])
    by_area = answers.with_columns(dimension=pl.lit("service_area"), level="service_area")
    overall = answers.filter(pl.col("service_area") == "总体").with_columns(
        dimension=pl.lit("all"), level=pl.lit("all")
    )
    both = pl.concat([by_area, overall])
    everywhere = both.with_columns(project_name=pl.lit("all"))
    score, count = pl.col("satisfaction_score"), pl.len()
    rate = pl.col("satisfied_count") / pl.col("answer_count")
    square = NORMAL_975**2 / pl.col("answer_count")
    half = (rate * (1 - rate) / pl.col("answer_count") * NORMAL_975**2 + square**2 / 4).sqrt()
    spread = NORMAL_975 * pl.col("deviation") / pl.col("answer_count").sqrt()
    return (
        pl.concat([both, everywhere])
        .group_by("survey_id", "period_start_on", "project_name", "dimension", "level")
        .agg(
            answer_count=count,
            household_count=count,
            satisfied_count=pl.col("is_satisfied").sum(),
            satisfaction_score=score.mean(),
            deviation=score.std(),
        )
        .with_columns(
            satisfaction_rate=rate,
            low=(rate + square / 2 - half) / (1 + square),
            high=(rate + square / 2 + half) / (1 + square),
            score_low=pl.col("satisfaction_score") - spread,
            score_high=pl.col("satisfaction_score") + spread,
        )
        .sort("survey_id", "project_name", "dimension", "level")
    )


def monthly_shares(frames: Frames) -> pl.DataFrame:
    """kpi_id, project_name ('all' too), month, numerator, denominator of three share KPIs."""
    visits = frames["visits"].filter(
        pl.col("visit_type") == "月度走访",
        "was_reached",
        pl.col("satisfaction_grade").is_not_null(),
    )
    complaints = frames["complaints"].drop_nulls("dispatched_at")
    opened_on = pl.col("opened_at").dt.date()
    # What was cancelled on its day was never due; what nobody completed was missed.
    due = frames["work_orders"].filter(
        pl.col("work_order_type").is_in(["报修", "家政"]),
        pl.col("completed_at").is_not_null()
        | (pl.col("cancelled_at").dt.date() > opened_on).fill_null(True),
    )
    waited = pl.col("dispatched_at") - pl.col("received_at")
    same_day = pl.col("completed_at").dt.date() == opened_on
    counted = [
        _by_month(visits, "satisfaction_rate", "visited_at", _graded_well()),
        _by_month(
            complaints, "complaint_dispatch_rate", "received_at", waited <= pl.duration(minutes=10)
        ),
        _by_month(due, "work_order_same_day_rate", "opened_at", same_day.fill_null(False)),
    ]
    cells = pl.concat(counted)
    everywhere = cells.group_by("kpi_id", "month").agg(
        pl.col("numerator", "denominator").sum(), project_name=pl.lit("all")
    )
    return pl.concat([cells, everywhere.select(cells.columns)]).sort(
        "kpi_id", "project_name", "month"
    )


def control_signals(months: pl.DataFrame) -> pl.DataFrame:
    """`monthly_shares` with `signal`: none, above, below or run, as in `kpi_control_limits`."""
    chart = ["kpi_id", "project_name"]
    pooled = [
        pl.col(n).rolling_sum(MONTHS_POOLED, min_samples=1).over(chart).alias(f"pooled_{n}")
        for n in ("numerator", "denominator")
    ]
    value = pl.col("numerator") / pl.col("denominator")
    centre = pl.col("pooled_numerator") / pl.col("pooled_denominator")
    reach = 3 * (pl.col("centre") * (1 - pl.col("centre")) / pl.col("denominator")).sqrt()
    lowest = pl.col("value").rolling_min(MONTHS_OF_A_RUN).over(chart)
    highest = pl.col("value").rolling_max(MONTHS_OF_A_RUN).over(chart)
    one_side = (lowest > pl.col("centre")) | (highest < pl.col("centre"))
    return (
        months.with_columns(*pooled, value=value)
        .with_columns(centre=centre)
        .with_columns(
            signal=pl.when(pl.col("denominator") < LEAST_CASES)
            .then(pl.lit("none"))
            .when(pl.col("value") > pl.min_horizontal(pl.col("centre") + reach, 1.0))
            .then(pl.lit("above"))
            .when(pl.col("value") < pl.max_horizontal(pl.col("centre") - reach, 0.0))
            .then(pl.lit("below"))
            .when(one_side.fill_null(False))
            .then(pl.lit("run"))
            .otherwise(pl.lit("none"))
        )
    )


def tickets(frames: Frames) -> pl.DataFrame:
    """The columns of `fct_tickets` that comparisons of turnaround read: complaints and orders."""
    complaints = frames["complaints"].select(
        "project_name",
        "received_at",
        "dispatched_at",
        "first_replied_at",
        "resolved_at",
        "withdrawn_at",
        ticket_kind=pl.lit("complaint"),
        ticket_class="complaint_class",
        department="responsible_department",
    )
    orders = frames["work_orders"].select(
        "project_name",
        pl.col("opened_at").alias("received_at"),
        "dispatched_at",
        pl.col("replied_at").alias("first_replied_at"),
        pl.col("completed_at").alias("resolved_at"),
        pl.col("cancelled_at").alias("withdrawn_at"),
        ticket_kind=pl.lit("work_order"),
        ticket_class="work_order_type",
        department="responsible_department",
    )
    waits = {
        "minutes_to_dispatch": "dispatched_at",
        "minutes_to_first_reply": "first_replied_at",
        "minutes_to_resolve": "resolved_at",
    }
    withdrawn = pl.col("withdrawn_at").is_not_null()
    resolved = pl.col("resolved_at").is_not_null()
    return pl.concat([complaints, orders]).with_columns(
        pl.col("department").fill_null("未注明"),
        is_open=~withdrawn & ~resolved,
        status=pl.when(withdrawn)
        .then(pl.lit("withdrawn"))
        .when(resolved)
        .then(pl.lit("resolved"))
        .otherwise(pl.lit("open")),
        **{
            name: (pl.col(stamp) - pl.col("received_at")).dt.total_microseconds() / 60e6
            for name, stamp in waits.items()
        },
    )


def _graded_well() -> pl.Expr:
    return pl.col("satisfaction_grade").is_in(SATISFIED)


def _by_month(rows: pl.DataFrame, kpi: str, moment: str, good: pl.Expr) -> pl.DataFrame:
    return (
        rows.group_by("project_name", pl.col(moment).dt.month_start().dt.date().alias("month"))
        .agg(numerator=good.sum().cast(pl.Int64), denominator=pl.len().cast(pl.Int64))
        .select(pl.lit(kpi).alias("kpi_id"), "project_name", "month", "numerator", "denominator")
    )
