"""Two surveys at two estates, and what was found in them, of a small snapshot.

Belongs here: invitations and answers that agree with each other, and the groups, responses and
findings counted from them. Does not belong here: the rules of satisfaction (the warehouse and the
analysis have and test them).
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from tests.dashboards.small_facts import GRADE_SCORES, PROJECTS
from tests.dashboards.tables import AS_OF, Row, insert

SURVEYS = (
    ("DC2025", "2025年度满意度调查", date(2025, 3, 10)),
    ("DC2026", "2026年度满意度调查", date(2026, 3, 2)),
)
AREAS = ("总体", "客服", "安保", "保洁", "绿化", "工程维修")
# Rooms of each building; the last two are too small to be shown.
BUILDINGS = {"1栋": 24, "2栋": 24, "3栋": 18, "4栋": 4, "5栋": 3}
SMALLEST_SHOWN = 5
# The dimension that is the overall question again.
OVERALL_OF = {"all": "总体", "service_area": "", "building": ""}
TARGETS = (0.96, 75.0)
GRADED_VISITS = "satisfaction_score is not null and was_reached and visit_type in ('{types}')"
INSTRUMENTS = {"monthly_visit": ("月度走访",), "ticket": ("工单", "投诉", "意见户")}
Answer = dict[str, Any]


def wilson(hits: float, n: float) -> tuple[float, float]:
    z2 = 1.959964**2
    centre, spread = hits + z2 / 2, math.sqrt(z2) * math.sqrt(hits * (n - hits) / n + z2 / 4)
    return (centre - spread) / (n + z2), (centre + spread) / (n + z2)


def satisfaction(connection: duckdb.DuckDBPyConnection, draw: random.Random) -> None:
    invites, answers = _surveys(connection, draw)
    _visit_groups(connection)
    for survey_id, name, started_on in SURVEYS:
        of_survey = [a for a in answers if a["survey_id"] == survey_id]
        asked = [i for i in invites if i["survey_id"] == survey_id]
        _responses(connection, survey_id, name, started_on, asked)
        _survey_groups(connection, survey_id, started_on, of_survey)
        _findings(connection, survey_id, started_on, of_survey)
    _changes(connection)
    _topics_of_visits(connection)
    _tallies(connection)
    _owed(connection)


def write_quotes(path: Path) -> None:
    connection = duckdb.connect(str(path))
    connection.execute((Path(__file__).parent / "personal_marts.sql").read_text(encoding="utf-8"))
    insert(
        connection,
        "comment_quotes",
        [
            (
                "survey",
                "DC2026",
                date(2026, 3, 2),
                PROJECTS[n % 2],
                topic,
                quote,
                "不满意",
                "调查答卷20260320T0900.xlsx",
                "答卷",
                n + 2,
            )
            for n, (topic, quote) in enumerate(
                [
                    ("电梯", "电梯三天两头坏,电话 [号码已隐去] 打不通"),
                    ("停车", "地面车位被外来车辆占用"),
                    ("电梯", "轿厢里很脏"),
                ]
            )
        ],
    )
    insert(
        connection,
        "comment_quotes",
        [
            (
                "monthly_visit",
                None,
                date(2025, 10, 1),
                PROJECTS[0],
                topic,
                quote,
                "满意",
                "回访20251230T0900.xlsx",
                "回访",
                number,
            )
            for number, (topic, quote) in enumerate(
                (("电梯", "电梯快一点就好"), ("绿化", "只有我家门前没树")), start=2
            )
        ],
    )
    connection.close()


def _surveys(
    connection: duckdb.DuckDBPyConnection, draw: random.Random
) -> tuple[list[Answer], list[Answer]]:
    invites: list[Answer] = []
    answers: list[Answer] = []
    for survey_id, name, started_on in SURVEYS:
        for project in PROJECTS:
            closed = started_on + timedelta(days=20)
            insert(
                connection,
                "fct_surveys",
                [
                    (
                        survey_id,
                        name,
                        project,
                        started_on,
                        closed,
                        closed,
                        True,
                        f"调查{closed:%Y%m%d}T0900.xlsx",
                        "调查",
                        len(invites) % 7 + 2,
                    )
                ],
            )
            for building, rooms in BUILDINGS.items():
                for number in range(rooms):
                    _household(draw, invites, answers, survey_id, name, started_on, project,
                               building, number)  # fmt: skip
    insert(connection, "fct_survey_invites", [tuple(i.values()) for i in invites])
    insert(connection, "fct_survey_answers", [tuple(a.values()) for a in answers])
    return invites, answers


def _household(
    draw: random.Random,
    invites: list[Answer],
    answers: list[Answer],
    survey_id: str,
    name: str,
    started_on: date,
    project: str,
    building: str,
    number: int,
) -> None:
    disposition = draw.choices(["完成", "部分", "拒绝", "未联系上", "空置"], [60, 4, 8, 22, 6])[0]
    room = f"{building}-1单元-{number // 2 + 1}0{number % 2 + 1}室"
    answered = disposition in ("完成", "部分")
    when = datetime.combine(started_on, datetime.min.time()) + timedelta(days=3, hours=10)
    invites.append(
        {
            "survey_id": survey_id,
            "project_name": project,
            "room_name": room,
            "building_name": building,
            "disposition": disposition,
            "mode": "入户",
            "answered_at": when if answered else None,
            "tenure": draw.choice(["业主", "业主", "租户"]),
            "has_arrears": draw.random() < 0.2,
            "had_complaint": draw.random() < 0.3,
            "is_eligible": disposition != "空置",
            "is_respondent": disposition == "完成",
            "source_file": f"调查对象{started_on:%Y%m%d}T0900.xlsx",
            "source_sheet": "对象",
            "source_row": len(invites) + 2,
        }
    )
    if disposition != "完成":
        return
    mood = draw.random()
    for number_of_question, area in enumerate(AREAS, start=1):
        weights = [40, 44, 12, 3, 1] if mood > 0.1 else [5, 25, 30, 25, 15]
        grade = draw.choices(list(GRADE_SCORES), weights)[0]
        answers.append(
            {
                "survey_id": survey_id,
                "survey_name": name,
                "started_on": started_on,
                "project_name": project,
                "building_name": building,
                "room_name": room,
                "question_id": f"Q{number_of_question}",
                "question": f"您对{area}是否满意?",
                "service_area": area,
                "satisfaction_grade": grade,
                "satisfaction_score": float(GRADE_SCORES[grade]),
                "is_satisfied": GRADE_SCORES[grade] >= 50,
                "is_top2": GRADE_SCORES[grade] >= 75,
                "is_valid": True,
                "source_file": f"调查答卷{started_on:%Y%m%d}T0900.xlsx",
                "source_sheet": "答卷",
                "source_row": len(answers) + 2,
            }
        )


def _group_row(
    instrument: str,
    kind: str,
    start: date,
    survey_id: str | None,
    project: str,
    dimension: str,
    level: str,
    scores: Sequence[float],
    population: int,
    *,
    hidden: bool,
) -> Row:
    unit = "household" if instrument == "survey" else "visit"
    head = (instrument, kind, start, survey_id, project, dimension, level, unit)
    if hidden:
        return (*head, *[None] * 20, True)
    n, satisfied = len(scores), sum(s >= 50 for s in scores)
    low, high = wilson(satisfied, n)
    wider = n * max(1, population - 1) / max(1, population - n)
    finite = wilson(satisfied / n * wider, wider)
    mean = sum(scores) / n
    spread = 1.96 * math.sqrt(sum((s - mean) ** 2 for s in scores) / max(1, n - 1) / n)
    verdicts = [
        "not_enough_data" if n < 30 else "met" if value >= target else "missed"
        for value, target in zip((satisfied / n, mean), TARGETS, strict=True)
    ]
    shown = (
        "shown_met" if low >= TARGETS[0] else "shown_missed" if high < TARGETS[0] else "not_shown"
    )
    top2 = sum(s >= 75 for s in scores)
    return (
        *(*head, n, n, satisfied, top2, satisfied / n, low, high, population, *finite),
        *(top2 / n, n, mean, max(0.0, mean - spread), min(100.0, mean + spread)),
        *(TARGETS[0], verdicts[0], shown, TARGETS[1], verdicts[1], False),
    )


def _visit_groups(connection: duckdb.DuckDBPyConnection) -> None:
    rows: list[Row] = []
    for instrument, types in INSTRUMENTS.items():
        chosen = GRADED_VISITS.format(types="', '".join(types))
        for dimension, level in (
            ("all", "'all'"),
            ("building", "split_part(room_name, '-', 1)"),
            ("department", "department"),
            ("visit_method", "visit_method"),
        ):
            found = connection.execute(
                f"select kind, date_trunc(kind, visited_at)::date, p, {level}, "
                "list(satisfaction_score::double) from marts.fct_visits, "
                "unnest(['month', 'quarter', 'year']) as kinds(kind), "
                f"unnest([project_name, 'all']) as projects(p) where {chosen} "
                "group by 1, 2, 3, 4 order by 1, 2, 3, 4"
            ).fetchall()
            rows += [
                _group_row(
                    instrument,
                    kind,
                    start,
                    None,
                    project,
                    dimension,
                    name,
                    scores,
                    24 if project == "all" else 12,
                    hidden=len(scores) < SMALLEST_SHOWN,
                )
                for kind, start, project, name, scores in found
                if dimension != "building" or project != "all"
            ]
    insert(connection, "satisfaction_groups", rows)


def _survey_groups(
    connection: duckdb.DuckDBPyConnection, survey_id: str, start: date, answers: list[Answer]
) -> None:
    ways: dict[str, Callable[[Answer], str]] = {
        "all": lambda a: "all",
        "building": lambda a: str(a["building_name"]),
        "service_area": lambda a: str(a["service_area"]),
    }
    rows: list[Row] = []
    for project in (*PROJECTS, "all"):
        here = [a for a in answers if project in ("all", a["project_name"])]
        for dimension, level_of in ways.items():
            counted = here if dimension == "service_area" else [
                a for a in here if a["service_area"] == "总体"
            ]  # fmt: skip
            if dimension == "building" and project == "all":
                continue
            for level in sorted({level_of(a) for a in counted}):
                scores = [a["satisfaction_score"] for a in counted if level_of(a) == level]
                rows.append(
                    _group_row(
                        "survey",
                        "survey",
                        start,
                        survey_id,
                        project,
                        dimension,
                        level,
                        scores,
                        146 if project == "all" else 73,
                        hidden=len(scores) < SMALLEST_SHOWN,
                    )
                )
    insert(connection, "satisfaction_groups", rows)


def _responses(
    connection: duckdb.DuckDBPyConnection,
    survey_id: str,
    name: str,
    started_on: date,
    invites: list[Answer],
) -> None:
    ways: dict[str, Callable[[Answer], str]] = {
        "all": lambda i: "all",
        "building": lambda i: str(i["building_name"]),
        "tenure": lambda i: str(i["tenure"]),
        "arrears": lambda i: "arrears" if i["has_arrears"] else "no_arrears",
        "complaint_history": lambda i: "complained" if i["had_complaint"] else "not_complained",
    }
    rows: list[Row] = []
    for project in (*PROJECTS, "all"):
        here = [i for i in invites if project in ("all", i["project_name"])]
        answered = [i for i in here if i["is_respondent"]]
        for dimension, level_of in ways.items():
            for level in sorted({level_of(i) for i in here}):
                group = [i for i in here if level_of(i) == level]
                counts = {
                    d: sum(i["disposition"] == d for i in group)
                    for d in ("完成", "部分", "拒绝", "未联系上", "空置")
                }
                eligible = len(group) - counts["空置"]
                low, high = wilson(counts["完成"], eligible)
                mine = sum(level_of(i) == level for i in answered) / len(answered)
                theirs = len(group) / len(here)
                rows.append(
                    (
                        survey_id,
                        name,
                        started_on,
                        project,
                        dimension,
                        level,
                        len(group),
                        counts["空置"],
                        counts["完成"],
                        counts["部分"],
                        counts["拒绝"],
                        counts["未联系上"],
                        len(group) - counts["空置"],
                        counts["完成"] / eligible,
                        low,
                        high,
                        mine,
                        theirs,
                        mine - theirs,
                        mine - theirs - 0.06,
                        mine - theirs + 0.06,
                        abs(mine - theirs) > 0.06,
                    )
                )
    insert(connection, "survey_responses", rows)


def _findings(
    connection: duckdb.DuckDBPyConnection, survey_id: str, start: date, answers: list[Answer]
) -> None:
    for project in (*PROJECTS, "all"):
        here = [a for a in answers if project in ("all", a["project_name"])]
        overall = [a["satisfaction_score"] for a in here if a["service_area"] == "总体"]
        rate = sum(s >= 50 for s in overall) / len(overall)
        mean = sum(overall) / len(overall)
        insert(
            connection,
            "survey_weighted",
            [
                (
                    survey_id,
                    project,
                    "building",
                    4,
                    2,
                    len(overall),
                    rate,
                    rate - 0.004,
                    rate - 0.05,
                    min(1.0, rate + 0.03),
                    mean,
                    mean - 0.3,
                    len(overall) * 0.96,
                    project == "all",
                )
            ],
        )
        # Below a hundred sheets only correlations are made.
        shapley = project == "all"
        insert(
            connection,
            "satisfaction_drivers",
            [
                (
                    survey_id,
                    project,
                    area,
                    120 if shapley else len(overall),
                    "shapley" if shapley else "correlation",
                    share if shapley else None,
                    share - 0.08 if shapley else None,
                    share + 0.09 if shapley else None,
                    0.2 + share,
                    0.05 + share,
                    0.4 + share,
                    70.0 + 25 * share,
                    ("improve_first" if share > 0.2 else "low_priority") if shapley else None,
                    0.46 if shapley else None,
                    len(overall),
                    None,
                )
                for area, share in zip(AREAS[1:], (0.31, 0.24, 0.19, 0.14, 0.12), strict=True)
            ],
        )
        insert(
            connection,
            "comment_topics",
            [
                (
                    "survey",
                    "survey",
                    start,
                    survey_id,
                    project,
                    topic,
                    topic_en,
                    None if n < 5 else n,
                    40,
                    None if n < 5 else n / 40,
                    None if n < 5 else n // 2,
                    n < 5,
                )
                for topic, topic_en, n in (
                    ("电梯", "Lifts", 14),
                    ("停车", "Parking", 9),
                    ("绿化", "Greening", 3),
                )
            ],
        )


def _changes(connection: duckdb.DuckDBPyConnection) -> None:
    (earlier, _, _), (later, _, _) = SURVEYS
    rates = connection.execute(
        "select project_name, dimension, level, a.satisfaction_rate, b.satisfaction_rate, "
        "a.satisfaction_score, b.satisfaction_score, a.answer_count, b.answer_count "
        "from marts.satisfaction_groups a join marts.satisfaction_groups b "
        "using (project_name, dimension, level) where a.survey_id = $later and "
        "b.survey_id = $earlier and not a.is_hidden and not b.is_hidden order by all",
        {"later": later, "earlier": earlier},
    ).fetchall()
    insert(
        connection,
        "satisfaction_changes",
        [
            (
                "survey",
                project,
                dimension,
                level,
                later,
                earlier,
                rate,
                before,
                rate - before,
                rate - before - 0.08,
                rate - before + 0.08,
                score - was,
                score - was - 5,
                score - was + 5,
                abs(rate - before) > 0.08,
                abs(score - was) > 5,
                score,
                was,
                n,
                m,
                1
                if "总体" in (level, OVERALL_OF[dimension])
                else sum(row[:2] == (project, dimension) and row[2] != "总体" for row in rates),
            )
            for project, dimension, level, rate, before, score, was, n, m in rates
        ],
    )


def _topics_of_visits(connection: duckdb.DuckDBPyConnection) -> None:
    """Few of a project are enough households for a topic, most of the company are."""
    counts = {"all": (12, 6, 5), PROJECTS[0]: (7, 4, 3), PROJECTS[1]: (4, 2, 2)}
    topics = (("电梯", "Lifts"), ("停车", "Parking"), ("绿化", "Greening"))
    insert(
        connection,
        "comment_topics",
        [
            (
                instrument,
                "quarter",
                start_on,
                None,
                project,
                *topic,
                None if n < 5 else n,
                sum(spoken),
                None if n < 5 else n / sum(spoken),
                None if n < 10 else n // 2,
                n < 5,
            )
            for instrument in INSTRUMENTS
            for start_on in (date(2025, 7, 1), date(2025, 10, 1))
            for project, spoken in counts.items()
            for topic, n in zip(topics, spoken, strict=True)
        ],
    )


def _tallies(connection: duckdb.DuckDBPyConnection) -> None:
    """What an agency counted: one rate that follows, one that does not, one weighted, and a survey
    that no file of surveys names."""
    survey_id, name, started_on = SURVEYS[1]
    handed_in = (
        (survey_id, name, started_on, "A1", "服务总体评价", (40, 50, 26, 3, 1), 0.967),
        (survey_id, name, started_on, "A2", "保洁", (40, 50, 26, 3, 1), 0.975),
        (survey_id, name, started_on, "A3", "安保(加权)", (40.25, 49.75, 26, 3, 1), None),
        ("W9", None, None, "B1", None, (5, 5, 5, 5, 5), 0.6),
    )
    rows: list[Row] = []
    for number, (survey, called, start, question_id, question, counts, told) in enumerate(
        handed_in
    ):
        answers, satisfied = sum(counts), sum(counts[:3])
        rate = satisfied / answers
        rows.append(
            (
                *(survey, called, start, PROJECTS[0], question_id, question, None),
                *(*counts, 9, answers, satisfied, True, rate, *wilson(satisfied, answers)),
                *(sum(counts[:2]) / answers, 75.0, told),
                None if told is None else rate - told,
                None if told is None else abs(rate - told) < 0.0006,
                *("第三方调查20260325T0900.xlsx", "汇总", number + 2),
            )
        )
    insert(connection, "fct_survey_tallies", rows)


def _owed(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"""
    insert into marts.visits_owed
    select project_name, room_name,
        case when visit_type = '月度走访' then 'dissatisfied_visit' else 'single_issue' end,
        visited_at, visit_id,
        case when source_row % 3 = 0 then visited_at + interval 5 day end, source_row % 3 <> 0,
        source_file, source_sheet, source_row
    from marts.fct_visits
    where satisfaction_score < 50 and visited_at < timestamp '{AS_OF}' - interval 6 day
    union all
    select project_name, room_name, 'dissatisfied_survey', started_on::timestamp, survey_id,
        null, true, source_file, source_sheet, source_row
    from marts.fct_survey_answers where satisfaction_score < 50 and service_area = '总体'
    """)


def control_limits(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("""
    insert into marts.kpi_control_limits
    select kpi_id, period_kind, period_start_on, project_name, department, value, numerator,
        denominator, 0.95, greatest(0, 0.95 - 3 * sqrt(0.95 * 0.05 / denominator)),
        least(1, 0.95 + 3 * sqrt(0.95 * 0.05 / denominator)),
        case when value < 0.95 - 3 * sqrt(0.95 * 0.05 / denominator) then 'below' else 'none' end
    from marts.kpi_values
    where period_kind = 'month' and kpi_id in (
        'satisfaction_rate', 'ticket_satisfaction_rate', 'complaint_dispatch_rate')
    """)
