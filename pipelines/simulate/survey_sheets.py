"""The sheets of a survey at one estate: a row per household that answers and question.

Belongs here: the questions, what is left blank and what is written beside a grade. Does not
belong here: who answers (`surveys`), or what anybody thinks (`opinions`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from pipelines.exports.survey_answers import SURVEY_ANSWERS
from pipelines.simulate.clock import DAY, Minutes, as_datetimes, day_number
from pipelines.simulate.estate import Estate
from pipelines.simulate.opinions import AREAS, BAD_GRADES, GRADES, OVERALL, Opinions
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import contract_rows, only_where
from pipelines.simulate.remarks import draw_remarks, remarks_on_area
from pipelines.simulate.topics import in_troubled_quarter

DAYS_OPEN = 20
_QUESTIONS = ("您对物业服务的总体评价", *(f"您对{area}服务的评价" for area in AREAS))
_SERVICES = (OVERALL, *AREAS)
_LEFT_BLANK = np.array([0.004, *([0.01] * (len(AREAS) - 1)), 0.05])  # community events least


@dataclass(frozen=True)
class Wave:
    """One round of the survey, the same for all estates."""

    survey_id: str
    name: str
    started_on: date

    @property
    def ended_on(self) -> date:
        return self.started_on + timedelta(days=DAYS_OPEN)


def sheet_rows(
    plan: Plan,
    estate: Estate,
    wave: Wave,
    random: np.random.Generator,
    rooms: Minutes,
    grade: Opinions,
    at: Minutes,
) -> pl.DataFrame:
    """A row per sheet and question, sheet by sheet."""
    sheets, questions = len(rooms), len(_SERVICES)
    given = grade[rooms]
    blank = random.random(given.shape) < _LEFT_BLANK
    names = only_where(~blank.ravel(), GRADES[given].ravel())
    each = np.repeat(rooms, questions)
    comments = _comments(plan, estate, random, given, day_number(wave.started_on))
    return contract_rows(
        SURVEY_ANSWERS,
        {
            "survey_id": pl.Series([wave.survey_id] * len(each), dtype=pl.String),
            "project_name": pl.Series([estate.profile.name] * len(each), dtype=pl.String),
            "room_name": estate.room_name.gather(each),
            "question_id": [f"Q{n}" for n in range(1, questions + 1)] * sheets,
            "question": list(_QUESTIONS) * sheets,
            "service_area": list(_SERVICES) * sheets,
            "satisfaction_grade": names,
            "comment": comments,
        },
        _answered_at=as_datetimes(at[each]),
    )


def _comments(
    plan: Plan, estate: Estate, random: np.random.Generator, given: Opinions, day: int
) -> pl.Series:
    """A remark with the overall answer of some, and with an area that is badly graded."""
    sheets = len(given)
    bad = given < BAD_GRADES
    says = random.random(sheets) < np.where(bad[:, 0], 0.7, 0.3)
    complains = bad[:, 0] | (random.random(sheets) < 0.45)
    troubled = in_troubled_quarter(plan, estate, np.full(sheets, day * DAY))
    share = np.where(troubled, plan.effects.troubled_topic_share, 0.0)
    columns = [
        draw_remarks(random, says, complains, topic=plan.effects.troubled_topic, topic_share=share)
    ]
    for place, area in enumerate(AREAS, start=1):
        speaks = bad[:, place] & (random.random(sheets) < 0.12)
        columns.append(remarks_on_area(random, speaks, area))
    words = zip(*(column.to_list() for column in columns), strict=True)
    return pl.Series([word for sheet in words for word in sheet], dtype=pl.String)
