"""满意度汇总: each survey's sheets counted by grade, as the agency that asked reports them.

Belongs here: the register 满意度汇总. Does not belong here: the sheets (`surveys`).
"""

from __future__ import annotations

import polars as pl

from pipelines.exports.survey_tallies import SURVEY_TALLIES
from pipelines.simulate.register import Register, contract_rows

_COUNTED = {
    "very_satisfied_count": "很满意",
    "satisfied_count": "满意",
    "fairly_satisfied_count": "基本满意",
    "dissatisfied_count": "不满意",
    "very_dissatisfied_count": "很不满意",
}
_SATISFIED = ("很满意", "满意", "基本满意")


def build_survey_tallies(surveys: Register, answers: Register) -> Register:
    """One row per survey and question, known from the day of the survey's report.

    The published rate is the counted one in percent, rounded to one decimal.
    """
    key = ["survey_id", "project_name", "question_id", "question", "service_area"]
    grade = pl.col("satisfaction_grade")
    reported = surveys.rows.select("survey_id", "project_name", "_reported_at")
    rows = (
        answers.rows.group_by(key, maintain_order=True)
        .agg(
            not_counted_count=grade.is_null().sum(),
            published_percent=(100 * grade.drop_nulls().is_in(_SATISFIED).mean()).round(1),
            **{name: (grade == value).sum() for name, value in _COUNTED.items()},
        )
        .join(reported, on=["survey_id", "project_name"], maintain_order="left")
    )
    columns = {c.field: rows[c.field] for c in SURVEY_TALLIES.columns if c.field in rows.columns}
    return Register(
        SURVEY_TALLIES,
        contract_rows(
            SURVEY_TALLIES,
            {**columns, "fairly_counts_as_satisfied": [True] * rows.height},
            _reported_at=rows["_reported_at"],
        ),
        opened="_reported_at",
    )
