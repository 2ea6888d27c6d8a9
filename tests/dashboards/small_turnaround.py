"""Turnaround of a small snapshot, counted from its own facts.

Belongs here: curves, quantiles, backlog, weekly cohorts; comparisons with invented p-values. Does
not belong here: the real computation (dbt, `pipelines.analysis`), which has its own tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb

from tests.dashboards.tables import AS_OF, Row, insert

STAGES = {
    "dispatch": "minutes_to_dispatch",
    "first_reply": "minutes_to_first_reply",
    "resolve": "minutes_to_resolve",
}
HOURS = {
    "dispatch": (1 / 60, 0.05, 0.1, 1 / 6, 0.2, 0.5, 1, 24, 720),
    "first_reply": (0.1, 1 / 6, 0.5, 1, 2, 24, 720),
    "resolve": (0.25, 1, 2, 4, 8, 12, 18, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720),
}


def turnaround(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill every table of `turnaround_tables.sql` from the snapshot's tickets."""
    curves, quantiles = [], []
    for stage in STAGES:
        for cohort in _cohorts(connection, stage):
            if cohort["key"][0] != "all":
                curves += list(_curve(stage, cohort))
            quantiles.append(_quantiles(stage, cohort))
    insert(connection, "ticket_turnaround_curves", curves)
    insert(connection, "ticket_turnaround_quantiles", quantiles)
    _backlog(connection)
    _weeks(connection)
    _comparisons(connection)


def _cohorts(connection: duckdb.DuckDBPyConnection, stage: str) -> Iterator[dict[str, Any]]:
    minutes = STAGES[stage]
    counted = f"status <> 'withdrawn' and ({minutes} is not null or is_open)"
    rows = connection.execute(f"""
        select kind, case when kind = 'all' then date '1900-01-01'
                else date_trunc(kind, received_at)::date end, p, d,
            list(coalesce({minutes}, open_minutes) / 60) filter ({counted}),
            list({minutes} is not null) filter ({counted}),
            count(*) filter (status = 'withdrawn'),
            count(*) filter (status = 'resolved' and {minutes} is null)
        from marts.fct_tickets, unnest(['month', 'quarter', 'year', 'all']) as kinds(kind),
            unnest([project_name, 'all']) as projects(p), unnest([department, 'all']) as depts(d)
        where ticket_kind = 'complaint'
        group by 1, 2, 3, 4 order by 1, 2, 3, 4""").fetchall()
    for kind, start, project, department, hours, reached, withdrawn, not_recorded in rows:
        if hours:
            yield {
                "key": (kind, start, project, department),
                "waits": sorted(zip(hours, reached, strict=True)),
                "left_out": (withdrawn, not_recorded),
            }


def _survival(waits: list[tuple[float, bool]]) -> list[tuple[float, float]]:
    share, steps = 1.0, []
    for place, (hours, reached) in enumerate(waits):
        if reached:
            share *= 1 - 1 / (len(waits) - place)
            steps.append((hours, share))
    return steps


def _curve(stage: str, cohort: dict[str, Any]) -> Iterator[Row]:
    waits = cohort["waits"]
    steps = _survival(waits)
    for elapsed in HOURS[stage]:
        share = next((s for hours, s in reversed(steps) if hours <= elapsed), 1.0)
        at_risk = sum(hours > elapsed for hours, _ in waits)
        events = sum(reached and hours <= elapsed for hours, reached in waits)
        spread = 1.96 * (share * (1 - share) / len(waits)) ** 0.5
        band = (max(0.0, share - spread), min(1.0, share + spread))
        yield (
            "complaint",
            stage,
            "all",
            *cohort["key"],
            elapsed,
            len(waits),
            at_risk,
            events,
            share,
            *band,
        )
        if not at_risk:
            return


def _quantiles(stage: str, cohort: dict[str, Any]) -> Row:
    waits = cohort["waits"]
    steps = _survival(waits)
    figures: list[float | None] = []
    for left in (0.5, 0.25, 0.1):
        reached = next((hours for hours, share in steps if share <= left), None)
        low = None if reached is None else reached * 0.8
        figures += [reached, low, None if reached is None or left == 0.1 else reached * 1.3]
    events = sum(reached for _, reached in waits)
    counts = (len(waits), events, len(waits) - events, *cohort["left_out"])
    return ("complaint", stage, "all", *cohort["key"], *counts, *figures)


def _backlog(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"""
        insert into marts.ticket_backlog_daily
        with days as (
            select cast(d as date) as day_on, least(d + interval 1 day,
                timestamp '{AS_OF}') as ends_at
            from unnest(generate_series(timestamp '2025-02-25', timestamp '{AS_OF:%Y-%m-%d}',
                interval 1 day)) as series(d))
        select day_on, project_name, department, ticket_kind, bucket.name, bucket.number, count(*)
        from marts.fct_tickets
        inner join days on received_at < ends_at
            and coalesce(resolved_at, withdrawn_at, timestamp '2999-01-01') >= ends_at
        inner join (values ('under_1d', 1, 0, 1), ('1-3d', 2, 1, 3), ('3-7d', 3, 3, 7),
            ('7-30d', 4, 7, 30), ('30-90d', 5, 30, 90), ('over_90d', 6, 90, 9999))
            as bucket(name, number, low, high)
            on date_diff('minute', received_at, ends_at) >= bucket.low * 1440
            and date_diff('minute', received_at, ends_at) < bucket.high * 1440
        group by all order by all""")


def _weeks(connection: duckdb.DuckDBPyConnection) -> None:
    within = ", ".join(
        f"count(*) filter (minutes_to_resolve <= {days} * 1440)" for days in (1, 3, 7)
    )
    shares = ", ".join(
        f"count(*) filter (minutes_to_resolve <= {days} * 1440)"
        " / nullif(count(*) filter (status <> 'withdrawn'), 0)"
        for days in (1, 3, 7)
    )
    mature = ", ".join(
        f"date_trunc('week', received_at) + interval {7 + days} day <= timestamp '{AS_OF}'"
        for days in (1, 3, 7)
    )
    connection.execute(f"""
        insert into marts.ticket_cohorts_weekly
        select date_trunc('week', received_at)::date, coalesce(project_name, 'all'),
            coalesce(department, 'all'), ticket_kind, count(*),
            count(*) filter (status = 'withdrawn'), {within},
            count(*) filter (status = 'resolved'), count(*) filter (status = 'open'),
            {shares}, {mature}
        from marts.fct_tickets
        group by grouping sets (
            (date_trunc('week', received_at), ticket_kind, project_name, department),
            (date_trunc('week', received_at), ticket_kind, project_name),
            (date_trunc('week', received_at), ticket_kind, department),
            (date_trunc('week', received_at), ticket_kind))""")


def _comparisons(connection: duckdb.DuckDBPyConnection) -> None:
    """Of every comparison the first group is slower, the last too small, the others as all."""
    found = connection.execute("""
        select kind, date_trunc(kind, received_at)::date as start, p,
            list(distinct department order by department),
            list(distinct ticket_class order by ticket_class),
            list(distinct project_name order by project_name)
        from marts.fct_tickets, unnest(['quarter', 'year']) as kinds(kind),
            unnest([project_name, 'all']) as projects(p)
        where ticket_kind = 'complaint' group by 1, 2, 3 order by 1, 2, 3""").fetchall()
    rows: list[Row] = []
    for kind, start, project, departments, classes, projects in found:
        groups = {"department": [*departments, "保洁部"], "ticket_class": classes}
        if project == "all":
            groups["project"] = projects
        for stage in STAGES:
            for compared_by, names in groups.items():
                for place, name in enumerate(names):
                    small = len(names) > 2 and place == len(names) - 1
                    slow = place == 0 and stage == "resolve"
                    test = (48.5, 12.1, 1, 0.0002, 0.004) if slow else (38.2, 0.4, 1, 0.52, 1.0)
                    figures = (None,) * 7 if small else (*test, slow, slow)
                    key = ("complaint", stage, kind, start, project, compared_by, name)
                    rows.append((*key, 8 if small else 44, 7 if small else 40, 31.5, *figures))
    insert(connection, "turnaround_comparisons", rows)
