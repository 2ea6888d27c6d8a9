"""The analysis of one build: marts read, each question answered, declared tables written.

Belongs here: which marts a question reads and which table its answer fills. Does not belong
here: the answers (the modules beside this one) or the files (`store`).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl

from pipelines.analysis import tables
from pipelines.analysis.store import Store, open_store
from pipelines.analysis.tables import ALL_TABLES

LEAST_SHOWN = "select least_answers_shown from work.seeds.satisfaction_display"
GRADED_ANSWERS = """
    select survey_id, project_name, room_name, service_area, satisfaction_score
    from published_main.marts.fct_survey_answers
    where is_valid
"""
SURVEY_GROUPS = """
    select
        survey_id, period_start_on, project_name, dimension, level,
        answer_count, household_count, satisfied_count, satisfaction_rate,
        satisfaction_score, score_low, score_high
    from published_main.marts.satisfaction_groups
    where instrument = 'survey' and period_kind = 'survey'
"""
SURVEY_COMMENTS = """
    select
        'survey' as instrument,
        'survey' as period_kind,
        min(s.started_on) over (partition by a.survey_id) as period_start_on,
        a.survey_id, a.project_name, a.room_name, a.service_area, c.comment,
        a.satisfaction_grade, a.is_satisfied, a.source_file, a.source_sheet, a.source_row
    from published_personal.marts.survey_comments as c
    inner join published_main.marts.fct_survey_answers as a
        using (survey_id, project_name, room_name, question_id)
    inner join published_main.marts.fct_surveys as s using (survey_id, project_name)
"""
VISIT_COMMENTS = """
    select
        case when v.visit_type = '月度走访' then 'monthly_visit' else 'ticket' end as instrument,
        'quarter' as period_kind,
        cast(date_trunc('quarter', v.visited_at) as date) as period_start_on,
        cast(null as varchar) as survey_id,
        v.project_name, v.room_name, cast(null as varchar) as service_area, c.comment,
        v.satisfaction_grade, v.is_satisfied, v.source_file, v.source_sheet, v.source_row
    from published_personal.marts.visit_comments as c
    inner join published_main.marts.fct_visits as v using (visit_id)
"""
OCCUPANTS = """
    select distinct h.project_name, h.room_name, p.occupant_name
    from published_personal.marts.household_people as p
    inner join published_main.marts.dim_households as h using (household_key)
    where p.occupant_name is not null
    order by all
"""
STAFF_NAMES = """
    select distinct staff_name from published_personal.marts.staff_names
    where staff_name is not null order by staff_name
"""


TICKETS = """
    select
        ticket_kind, ticket_class, project_name, department, status, is_open, received_at,
        minutes_to_dispatch, minutes_to_first_reply, minutes_to_resolve
    from published_main.marts.fct_tickets
"""


def analyse(build_dir: Path, as_of: datetime) -> None:
    """Fill every declared table of the build under `build_dir`; a table with nothing to say
    is there, empty. The build's files must be closed everywhere else."""
    with open_store(build_dir) as store:
        least = int(store.read(LEAST_SHOWN).item())
        answers = {
            **_satisfaction(store, least),
            **_comments(store, least),
            **_turnaround(store, as_of),
        }
        for table in ALL_TABLES:
            store.write(table, answers.get(table.name))


def _satisfaction(store: Store, least: int) -> dict[str, pl.DataFrame]:
    graded = store.read(GRADED_ANSWERS)
    if graded.is_empty():
        return {}
    from pipelines.analysis.changes import satisfaction_changes
    from pipelines.analysis.drivers import satisfaction_drivers

    groups = store.read(SURVEY_GROUPS)
    of_areas = groups.filter(pl.col("dimension") == "service_area").rename(
        {"level": "service_area"}
    )
    return {
        tables.SATISFACTION_DRIVERS.name: satisfaction_drivers(graded, of_areas, least),
        tables.SATISFACTION_CHANGES.name: satisfaction_changes(groups),
    }


def _comments(store: Store, least: int) -> dict[str, pl.DataFrame]:
    comments = pl.concat([store.read(SURVEY_COMMENTS), store.read(VISIT_COMMENTS)])
    if comments.is_empty():
        return {}
    from pipelines.analysis.comments import (
        comment_quotes,
        comment_topics,
        with_quotes,
        with_topics,
    )

    staff = store.read(STAFF_NAMES)["staff_name"].to_list()
    spoken = with_topics(with_quotes(comments, store.read(OCCUPANTS), staff))
    return {
        tables.COMMENT_TOPICS.name: comment_topics(spoken, least),
        tables.COMMENT_QUOTES.name: comment_quotes(spoken),
    }


def _turnaround(store: Store, as_of: datetime) -> dict[str, pl.DataFrame]:
    tickets = store.read(TICKETS)
    if tickets.is_empty():
        return {}
    from pipelines.analysis.turnaround import turnaround_comparisons

    return {tables.TURNAROUND_COMPARISONS.name: turnaround_comparisons(tickets, as_of)}
