"""满意度调查 of one estate: two a year, who is invited, who answers, and what they answer.

Belongs here: the registers 满意度调查, 调查对象 and 调查答卷. Does not belong here: what
anybody thinks (`opinions`), or the visits to those who are not content (`visits`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.exports.survey_answers import SURVEY_ANSWERS
from pipelines.exports.survey_invites import SURVEY_INVITES
from pipelines.exports.surveys import SURVEYS
from pipelines.simulate.clock import (
    DAY,
    EVENING_HOURS,
    NEVER,
    Minutes,
    as_dates,
    as_datetimes,
    day_number,
    pick,
)
from pipelines.simulate.estate import Estate
from pipelines.simulate.opinions import (
    BAD_GRADES,
    GRADES,
    Opinions,
    in_quiet_building,
    opinions,
)
from pipelines.simulate.plan import Plan
from pipelines.simulate.register import Appears, Register, contract_rows
from pipelines.simulate.survey_sheets import DAYS_OPEN, Wave, sheet_rows

SEASONS = (("春季", 4, 8), ("秋季", 9, 7))
INVITED_SHARE = 0.8
RESPONSE = 0.66
# Of those who do not complete: a part, a refusal, and the rest is not reached.
PARTIAL_SHARE, REFUSED_SHARE = 0.08, 0.3
COMPLETED, PARTIAL, REFUSED, NOT_REACHED, VACANT = "完成", "部分", "拒绝", "未联系上", "空置"
MODES = np.array(["上门", "电话", "微信问卷"], dtype=object)
_MODE_SHARES = np.array([0.35, 0.35, 0.30])


@dataclass(frozen=True)
class SurveyBooks:
    """The three registers; `everybody` has the overall grade of each household that could
    answer, whether or not it did: survey_id, room_name, building_name, grade, is_invited,
    is_respondent; `unhappy` has room_name and the minute `at` of each dissatisfied sheet."""

    registers: tuple[Register, Register, Register]
    everybody: pl.DataFrame
    unhappy: pl.DataFrame


def waves(plan: Plan) -> tuple[Wave, ...]:
    """The rounds that begin within the plan, oldest first."""
    rounds = [
        Wave(
            f"DC{year % 100:02d}{month:02d}", f"{year}年{season}满意度调查", date(year, month, day)
        )
        for year in range(plan.first_day.year, plan.end.year + 1)
        for season, month, day in SEASONS
    ]
    return tuple(w for w in rounds if plan.first_day <= w.started_on <= plan.end)


def build_surveys(plan: Plan, estate: Estate) -> SurveyBooks:
    """Every survey at the estate."""
    rounds = waves(plan)
    drawn = [_round(plan, estate, wave) for wave in rounds]
    nobody = _Round.empty()
    surveys = Register(
        SURVEYS,
        _survey_rows(plan, estate, rounds),
        opened="_opened_at",
        appears={"reported_on": Appears("_reported_at")},
    )
    invites = pl.concat([nobody.invites, *(d.invites for d in drawn)])
    answers = pl.concat([nobody.answers, *(d.answers for d in drawn)])
    return SurveyBooks(
        (
            surveys,
            Register(SURVEY_INVITES, invites, opened="_known_at"),
            Register(SURVEY_ANSWERS, answers, opened="_answered_at"),
        ),
        everybody=pl.concat([nobody.everybody, *(d.everybody for d in drawn)]),
        unhappy=pl.concat([nobody.unhappy, *(d.unhappy for d in drawn)]),
    )


def _survey_rows(plan: Plan, estate: Estate, rounds: tuple[Wave, ...]) -> pl.DataFrame:
    random = plan.random(estate.profile.index, "surveys")
    ended = np.array([day_number(w.ended_on) for w in rounds], dtype=np.int64)
    reported = ended + random.integers(9, 24, len(rounds))
    started = np.array([day_number(w.started_on) for w in rounds], dtype=np.int64)
    return contract_rows(
        SURVEYS,
        {
            "survey_id": pl.Series([w.survey_id for w in rounds], dtype=pl.String),
            "survey_name": pl.Series([w.name for w in rounds], dtype=pl.String),
            "project_name": pl.Series([estate.profile.name] * len(rounds), dtype=pl.String),
            "started_on": as_dates(started),
            "ended_on": as_dates(ended),
            "reported_on": as_dates(reported),
        },
        _opened_at=as_datetimes(started * DAY + 8 * 60),
        _reported_at=as_datetimes(reported * DAY + 17 * 60),
    )


@dataclass(frozen=True)
class _Round:
    """What one survey adds to the registers of one estate."""

    invites: pl.DataFrame
    answers: pl.DataFrame
    everybody: pl.DataFrame
    unhappy: pl.DataFrame

    @classmethod
    def empty(cls) -> _Round:
        never = as_datetimes(np.array([], dtype=np.int64))
        text, count = pl.String(), pl.Int64()
        return cls(
            contract_rows(SURVEY_INVITES, {"survey_id": []}, _known_at=never),
            contract_rows(SURVEY_ANSWERS, {"survey_id": []}, _answered_at=never),
            pl.DataFrame(
                schema={
                    "survey_id": text,
                    "room_name": text,
                    "building_name": text,
                    "grade": text,
                    "is_invited": pl.Boolean(),
                    "is_respondent": pl.Boolean(),
                }
            ),
            pl.DataFrame(schema={"at": count, "room_name": text}),
        )


def _round(plan: Plan, estate: Estate, wave: Wave) -> _Round:
    random = plan.random(estate.profile.index, f"survey {wave.survey_id}")
    first = day_number(wave.started_on)
    grade = opinions(plan, estate, wave.survey_id, first)
    owned = estate.owner_since <= first
    invited = owned & (random.random(len(owned)) < INVITED_SHARE)
    disposition = _dispositions(plan, estate, random)
    at = (first + random.integers(0, DAYS_OPEN + 1, len(owned))) * DAY
    at += np.maximum(pick(random, EVENING_HOURS, len(owned)), 8) * 60
    at += random.integers(0, 60, len(owned))
    mode = MODES[pick(random, _MODE_SHARES, len(owned))]
    answered = invited & (disposition == COMPLETED)
    return _Round(
        _invites(estate, wave, np.flatnonzero(invited), disposition, at, mode),
        sheet_rows(plan, estate, wave, random, np.flatnonzero(answered), grade, at),
        _everybody(estate, wave, owned & estate.is_occupied, grade, invited, answered),
        _unhappy(estate, np.flatnonzero(answered), grade, at),
    )


def _dispositions(
    plan: Plan, estate: Estate, random: np.random.Generator
) -> npt.NDArray[np.object_]:
    """What comes of inviting each room; tenants and one building answer less."""
    effects, count = plan.effects, plan.households_per_estate
    let = (estate.rooms["occupancy_status"] == "出租").to_numpy()
    chance = np.where(let, RESPONSE * effects.tenant_response, RESPONSE)
    chance = chance * np.where(in_quiet_building(plan, estate), effects.quiet_building_response, 1)
    draw, otherwise = random.random(count), random.random(count)
    edges = [PARTIAL_SHARE, PARTIAL_SHARE + REFUSED_SHARE]
    other = np.array([PARTIAL, REFUSED, NOT_REACHED], dtype=object)[
        np.searchsorted(edges, otherwise, side="right")
    ]
    found: npt.NDArray[np.object_] = np.where(draw < chance, COMPLETED, other)
    return np.where(estate.is_occupied, found, VACANT)


def _invites(
    estate: Estate,
    wave: Wave,
    invited: Minutes,
    disposition: npt.NDArray[np.object_],
    at: Minutes,
    mode: npt.NDArray[np.object_],
) -> pl.DataFrame:
    """A row per room invited; what came of it is known when it answers, else at the end."""
    found = disposition[invited]
    answered = np.isin(found, (COMPLETED, PARTIAL))
    closing = np.full(len(invited), day_number(wave.ended_on) * DAY + 18 * 60)
    return contract_rows(
        SURVEY_INVITES,
        {
            "survey_id": pl.Series([wave.survey_id] * len(invited), dtype=pl.String),
            "project_name": pl.Series([estate.profile.name] * len(invited), dtype=pl.String),
            "room_name": estate.room_name.gather(invited),
            "disposition": pl.Series(found.tolist(), dtype=pl.String),
            "mode": pl.Series(mode[invited].tolist(), dtype=pl.String),
            "answered_at": as_datetimes(np.where(answered, at[invited], NEVER)),
        },
        _known_at=as_datetimes(np.where(answered, at[invited], closing)),
    )


def _everybody(
    estate: Estate,
    wave: Wave,
    at_home: npt.NDArray[np.bool_],
    grade: Opinions,
    invited: npt.NDArray[np.bool_],
    answered: npt.NDArray[np.bool_],
) -> pl.DataFrame:
    rooms = np.flatnonzero(at_home)
    return pl.DataFrame(
        {
            "survey_id": pl.Series([wave.survey_id] * len(rooms), dtype=pl.String),
            "room_name": estate.room_name.gather(rooms),
            "building_name": estate.rooms["building_name"].gather(rooms),
            "grade": pl.Series(GRADES[grade[rooms, 0]].tolist(), dtype=pl.String),
            "is_invited": invited[rooms],
            "is_respondent": answered[rooms],
        }
    )


def _unhappy(estate: Estate, rooms: Minutes, grade: Opinions, at: Minutes) -> pl.DataFrame:
    bad = rooms[grade[rooms, 0] < BAD_GRADES]
    return pl.DataFrame({"at": at[bad], "room_name": estate.room_name.gather(bad)})
