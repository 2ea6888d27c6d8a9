"""One estate: its rooms, who lives in them, and what each room is like to the company.

Belongs here: the registers 项目, 房屋 and 业户, and the traits of rooms that other registers
draw on (how a room pays, how often it complains). Does not belong here: bills or tickets.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.exports.households import HOUSEHOLDS
from pipelines.exports.projects import PROJECTS
from pipelines.exports.rooms import ROOMS
from pipelines.simulate.clock import NEVER, Minutes, as_dates, as_datetimes, day_number
from pipelines.simulate.plan import EstateProfile, Plan
from pipelines.simulate.register import contract_rows
from pipelines.simulate.vocabulary import mobile_numbers, person_names

ENTRANCES = 2
ROOMS_PER_FLOOR = 4
_AREAS = np.array([62.35, 78.6, 89.5, 96.12, 108.4, 118.75, 127.3, 143.88])
_USES = {"住宅": ("住宅", "住宅"), "综合": ("住宅", "商铺"), "写字楼": ("办公", "商铺")}


@dataclass(frozen=True)
class Estate:
    """Arrays of one entry per room, in the order of the room register.

    `rooms` has the column `_let_since` besides the contract's: when the present tenant came.
    `occupant_name` and `phone` are of who answers the door, `is_occupied` false where nobody
    does; `owner_since` is a day number, NEVER for a room not yet handed over (never billed).
    """

    profile: EstateProfile
    rooms: pl.DataFrame
    households: pl.DataFrame
    room_name: pl.Series
    building: Minutes
    area: npt.NDArray[np.float64]
    owner_since: Minutes
    is_occupied: npt.NDArray[np.bool_]
    occupant_name: pl.Series
    phone: pl.Series
    complaint_weight: npt.NDArray[np.float64]
    repeat_complainers: Minutes

    def numbers(self, prefix: str, moments: Minutes, *, digits: int) -> pl.Series:
        """One register number per moment: prefix, estate, month and place in the register."""
        months = as_datetimes(moments).dt.strftime("%y%m")
        start = f"{prefix}{self.profile.index + 1:03d}"
        return pl.Series([f"{start}{m}{n:0{digits}d}" for n, m in enumerate(months, 1)])


def build_estate(plan: Plan, index: int) -> Estate:
    """The estate at this place of the plan."""
    profile = plan.profile(index)
    random = plan.random(index, "estate")
    count = plan.households_per_estate
    building, entrance, label = _addresses(random, count)
    room_name = [f"{b}-{e}-{r}" for b, e, r in zip(building, entrance, label, strict=True)]
    status = _occupancy(plan, random, count)
    handed_over = day_number(profile.opened_on) + random.integers(30, 900, count)
    handed_over[status == "未交付"] = NEVER
    area = np.round(_AREAS[(np.arange(count) % ROOMS_PER_FLOOR) * 2 + building % 2], 2)
    main_use, ground_use = _USES[profile.project_type]
    tenant_in = np.maximum(day_number(plan.end) - random.integers(20, 720, count), handed_over + 10)
    rooms = contract_rows(
        ROOMS,
        {
            "project_name": [profile.name] * count,
            "room_name": room_name,
            "building_name": [f"{b}栋" for b in building],
            "entrance_name": [f"{e}单元" for e in entrance],
            "floor_area_sqm": area,
            "room_use": np.where(label < 200, ground_use, main_use),
            "occupancy_status": np.where(status == "未交付", "空置", status),
            "handed_over_on": as_dates(handed_over),
        },
        _let_since=as_dates(np.where(status == "出租", tenant_in, NEVER)),
    )
    names, phones, households = _households(
        profile, random, room_name, status, handed_over, tenant_in
    )
    weight, repeaters = _complaint_weights(plan, random, status)
    return Estate(
        profile=profile,
        rooms=rooms,
        households=households,
        room_name=pl.Series("room_name", room_name),
        building=building,
        area=area,
        owner_since=handed_over,
        is_occupied=(status == "自用") | (status == "出租"),
        occupant_name=pl.Series("occupant_name", names.tolist()),
        phone=pl.Series("phone", phones.tolist()),
        complaint_weight=weight,
        repeat_complainers=repeaters,
    )


def project_row(plan: Plan, profile: EstateProfile) -> pl.DataFrame:
    """The estate's row of the project register."""
    return contract_rows(
        PROJECTS,
        {
            "project_name": [profile.name],
            "city": [profile.city],
            "project_type": [profile.project_type],
            "household_count": [plan.households_per_estate],
            "opened_on": [profile.opened_on],
        },
    )


def _addresses(random: np.random.Generator, count: int) -> tuple[Minutes, Minutes, Minutes]:
    """Building and entrance numbers and the room's number on its floor (1203 = 12th floor)."""
    floors = int(random.choice([6, 11, 18, 26]))
    per_entrance = floors * ROOMS_PER_FLOOR
    place = np.arange(count)
    building = place // (per_entrance * ENTRANCES) + 1
    entrance = place // per_entrance % ENTRANCES + 1
    floor = place % per_entrance // ROOMS_PER_FLOOR + 1
    return building, entrance, floor * 100 + place % ROOMS_PER_FLOOR + 1


def _occupancy(plan: Plan, random: np.random.Generator, count: int) -> npt.NDArray[np.str_]:
    effects = plan.effects
    edges = np.cumsum([effects.not_handed_over_share, effects.vacant_share, effects.let_share])
    kinds = np.array(["未交付", "空置", "出租", "自用"])
    status: npt.NDArray[np.str_] = kinds[np.searchsorted(edges, random.random(count), side="right")]
    return status


def _households(
    profile: EstateProfile,
    random: np.random.Generator,
    room_name: list[str],
    status: npt.NDArray[np.str_],
    handed_over: Minutes,
    tenant_in: Minutes,
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_], pl.DataFrame]:
    """Who answers at each room, their phone, and the whole register of occupants."""
    count = len(room_name)
    owners, owner_phones = person_names(random, count), mobile_numbers(random, count)
    tenants, tenant_phones = person_names(random, count), mobile_numbers(random, count)
    former, former_phones = person_names(random, count), mobile_numbers(random, count)
    former_out = tenant_in - random.integers(5, 60, count)
    former_in = former_out - random.integers(200, 900, count)
    let = status == "出租"
    owned = handed_over < NEVER
    had_tenant = let & (random.random(count) < 0.6) & (former_in > handed_over)
    # a flat let before and lived in by its owner now
    moved_out = (status == "自用") & (random.random(count) < 0.05) & (former_in > handed_over)
    tenures = ("业主", "租户", "租户")
    parts = (
        (owned, owners, owner_phones, handed_over + 15, np.full(count, NEVER)),
        (let, tenants, tenant_phones, tenant_in, np.full(count, NEVER)),
        (had_tenant | moved_out, former, former_phones, former_in, former_out),
    )
    rooms = np.array(room_name, dtype=object)
    frames = [
        contract_rows(
            HOUSEHOLDS,
            {
                "project_name": [profile.name] * int(mask.sum()),
                "room_name": rooms[mask].tolist(),
                "occupant_name": names[mask].tolist(),
                "phone": phones[mask].tolist(),
                "tenure": [tenure] * int(mask.sum()),
                "moved_in_on": as_dates(moved_in[mask]),
                "moved_out_on": as_dates(left[mask]),
            },
        )
        for tenure, (mask, names, phones, moved_in, left) in zip(tenures, parts, strict=True)
    ]
    register = pl.concat(frames).unique(list(HOUSEHOLDS.key), keep="first", maintain_order=True)
    return np.where(let, tenants, owners), np.where(let, tenant_phones, owner_phones), register


def _complaint_weights(
    plan: Plan, random: np.random.Generator, status: npt.NDArray[np.str_]
) -> tuple[npt.NDArray[np.float64], Minutes]:
    """The chance of each room to complain, and the few that do so again and again (Zipf)."""
    effects = plan.effects
    occupied = np.flatnonzero((status == "自用") | (status == "出租"))
    weight = np.zeros(len(status))
    weight[occupied] = (1 - effects.repeat_complaint_share) / max(len(occupied), 1)
    few = max(2, round(len(status) * effects.repeat_complainer_share_of_rooms))
    repeaters = random.permutation(occupied)[:few]
    zipf = 1 / np.arange(1, len(repeaters) + 1) ** effects.repeat_zipf_exponent
    weight[repeaters] += effects.repeat_complaint_share * zipf / zipf.sum()
    return weight, repeaters
