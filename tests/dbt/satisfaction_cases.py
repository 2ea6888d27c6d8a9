"""Surveys and visits of small projects, as the exports hold them.

Belongs here: rows of surveys, invitations and answers, and random ones. Does not belong here:
what must come out of them (the tests).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tests.dbt.service_cases import GRADES, Rows, graded_visits

AS_OF = datetime(2026, 12, 31, 12)
STARTED_ON = date(2026, 3, 2)
GOLDEN = (40, 50, 26, 3, 1)
MODELS = (
    "+satisfaction_groups",
    "+survey_responses",
    "+survey_weighted",
    "+fct_survey_invites",
    "+visits_owed",
    "+kpi_changes",
    "+kpi_control_limits",
)


def rooms(project: str, per_building: Mapping[str, int]) -> Rows:
    """So many rooms in each building: `1栋-1-0001`."""
    return [
        {"project_name": project, "room_name": f"{b}-1-{n:04d}", "building_name": b}
        for b, count in per_building.items()
        for n in range(count)
    ]


def survey(project: str, survey_id: str, started_on: date = STARTED_ON) -> dict[str, Any]:
    return {
        "survey_id": survey_id,
        "survey_name": "上半年满意度调查",
        "project_name": project,
        "started_on": started_on,
        "ended_on": started_on + timedelta(days=13),
    }


def invite(project: str, survey_id: str, room: str, disposition: str = "完成") -> dict[str, Any]:
    return {
        "survey_id": survey_id,
        "project_name": project,
        "room_name": room,
        "disposition": disposition,
        "mode": "上门",
    }


def answer(
    project: str, survey_id: str, room: str, grade: str | None, area: str = "总体", number: int = 1
) -> dict[str, Any]:
    return {
        "survey_id": survey_id,
        "project_name": project,
        "room_name": room,
        "question_id": f"{area}{number}",
        "service_area": area,
        "satisfaction_grade": grade,
    }


def graded(rooms_in_order: Sequence[str], counts: Iterable[int]) -> list[tuple[str, str]]:
    """(room, grade): so many rooms per grade, from 很满意 to 很不满意."""
    grades = [g for g, count in zip(GRADES, counts, strict=True) for _ in range(count)]
    return list(zip(rooms_in_order, grades, strict=False))


def random_survey(project: str, survey_id: str, chance: random.Random) -> dict[str, Rows]:
    """A small survey: few buildings, tenures and areas, many of them with few answers."""
    buildings = {f"{n}栋": chance.choice((3, 6, 9, 14)) for n in range(1, chance.randint(2, 6))}
    homes = rooms(project, buildings)
    found: dict[str, Rows] = {
        "rooms": homes,
        "households": [
            {
                "project_name": project,
                "room_name": home["room_name"],
                "occupant_name": home["room_name"],
                "tenure": chance.choice(("业主", "业主", "业主", "租户")),
                "moved_in_on": date(2020, 1, 1),
            }
            for home in homes
            if chance.random() < 0.95
        ],
        "surveys": [survey(project, survey_id)],
        "survey_invites": [],
        "survey_answers": [],
    }
    has_overall = chance.random() < 0.7
    for home in homes:
        room = home["room_name"]
        disposition = chance.choices(
            ("完成", "部分", "拒绝", "未联系上", "空置"), (60, 8, 10, 15, 7)
        )[0]
        found["survey_invites"].append(invite(project, survey_id, room, disposition))
        if disposition in ("完成", "部分"):
            for area in (*(["总体"] if has_overall else []), "保洁", "安保"):
                if disposition == "完成" or chance.random() < 0.5:
                    grade = chance.choice((*GRADES, None))
                    found["survey_answers"].append(answer(project, survey_id, room, grade, area))
    return found


def random_visits(project: str, chance: random.Random, year: int, count: int) -> Rows:
    """Monthly visits over a year in few buildings, unevenly spread over its months."""
    busy = [month for month in range(1, 13) if chance.random() < 0.7] or [6]
    rows = []
    for number in range(count):
        building = chance.choice(("1栋", "1栋", "1栋", "2栋", "3栋"))
        rows.append(
            {
                "visit_id": f"{project}-{year}-{number:04d}",
                "project_name": project,
                "room_name": f"{building}-1-{chance.randrange(20):04d}",
                "visited_at": datetime(year, chance.choice(busy), chance.randrange(1, 28), 10),
                "visit_method": chance.choice(("电话", "电话", "上门")),
                "visit_type": "月度走访",
                "was_reached": True,
                "satisfaction_grade": chance.choice(GRADES),
            }
        )
    return rows


def together(*parts: Mapping[str, Rows]) -> dict[str, Rows]:
    """The rows of several projects in one company."""
    found: dict[str, Rows] = {}
    for part in parts:
        for export, rows_of_export in part.items():
            found.setdefault(export, []).extend(rows_of_export)
    return found


def golden() -> dict[str, Rows]:
    """The 120 answers of the golden vector, as monthly visits, as a survey and by its areas."""
    homes = rooms("调查", {"1栋": 60, "2栋": 60})
    names = [home["room_name"] for home in homes]
    return {
        "projects": [
            {"project_name": "满意", "household_count": 800},
            {"project_name": "调查", "household_count": 800},
        ],
        "rooms": homes,
        "surveys": [survey("调查", "S-golden")],
        "survey_invites": [invite("调查", "S-golden", name) for name in names],
        "survey_answers": [
            answer("调查", "S-golden", room, grade, area)
            for area in ("总体", "保洁")
            for room, grade in graded(names, GOLDEN)
        ],
        "visits": [
            *graded_visits("满意", GOLDEN),
            *graded_visits("满意", (0, 0, 0, 0, 30), visit_type="投诉"),
            *graded_visits("二十户", (10, 9, 0, 1, 0)),
            *graded_visits("两级", (0, 40, 0, 2, 0), visit_type="工单"),
            *graded_visits("两级", (5, 40, 0, 2, 0), visit_type="月度走访"),
        ],
    }


def company(chance: random.Random) -> dict[str, Rows]:
    """The golden projects, and twelve of random surveys and visits over two years."""
    return together(
        golden(),
        *(random_survey(f"随机{n:02d}", f"S{n:02d}", chance) for n in range(12)),
        {
            "visits": [
                row
                for n in range(12)
                for year in (2025, 2026)
                for row in random_visits(
                    f"随机{n:02d}", chance, year, chance.choice((12, 60, 150, 400))
                )
            ]
        },
    )
