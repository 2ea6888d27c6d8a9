"""What is simulated: how large the company is, over which months, and what is planted in it.

Belongs here: the arguments of one run, what follows from them (months, random streams, the
profile of each estate) and the parameters of every planted effect. Does not belong here:
making rows, or writing files.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

import numpy as np

from pipelines.simulate.vocabulary import CITIES, estate_name

DEFAULT_END = date(2026, 10, 31)
EXPORT_HOUR = time(9, 0)


@dataclass(frozen=True)
class Period:
    """Consecutive whole days that one round of exports covers."""

    first_day: date
    last_day: date

    @property
    def cutoff(self) -> datetime:
        """The last minute whose events the exports of this period know."""
        return datetime.combine(self.last_day, time(23, 59))

    @property
    def exported_at(self) -> datetime:
        """When the exports of this period are drawn: the next morning."""
        return datetime.combine(self.last_day + timedelta(days=1), EXPORT_HOUR)


@dataclass(frozen=True)
class Effects:
    """The planted effects, for tests that ask whether the analytics find them.

    Shares are 0..1, factors multiply a duration or a chance, shifts are in standard
    deviations of an opinion. `troubled_*` holds for one estate in one quarter only (and for
    none when `has_troubled_quarter` is false), `slow_*` for one department everywhere and
    always, `quiet_building_*` for one building, which answers surveys less and is less
    content. Opening hours even out part of the slow factor: measured turnaround of that
    department is about three times that of the others. The weights say how much the opinion
    of a service area moves the overall opinion: the driver's, and each other area's.
    """

    slow_department: str = "保洁部"
    slow_factor: float = 3.6
    urgent_factor: float = 0.4
    defect_factor: float = 6.0
    has_troubled_quarter: bool = True
    troubled_withheld_share: float = 0.17
    troubled_delayed_share: float = 0.12
    troubled_dissatisfied_share: float = 0.2
    troubled_complaint_factor: float = 1.6
    troubled_hours_factor: float = 1.5
    troubled_survey_shift: float = 0.8
    troubled_topic: str = "电梯"
    troubled_topic_share: float = 0.6
    driver_area: str = "工程维修"
    driver_weight: float = 0.62
    driver_shift: float = 0.35
    area_weight: float = 0.09
    quiet_building_response: float = 0.55
    quiet_building_shift: float = 0.8
    tenant_response: float = 0.72
    dissatisfied_share: float = 0.042
    dispatch_tail_share: float = 0.06
    repeat_complaint_share: float = 0.22
    repeat_complainer_share_of_rooms: float = 0.025
    repeat_zipf_exponent: float = 0.9
    late_payer_share: float = 0.06
    chronic_debtor_share: float = 0.018
    prepaying_share: float = 0.05
    counter_paying_share: float = 0.13
    automatic_paying_share: float = 0.14
    vacant_share: float = 0.07
    let_share: float = 0.18
    not_handed_over_share: float = 0.02


# A company in which nothing is planted: whatever an analysis finds in it is a false alarm.
# The weights have the sum of the planted ones, so that opinions hang together as much.
WITHOUT_EFFECTS = Effects(
    slow_factor=1.0,
    urgent_factor=1.0,
    defect_factor=1.0,
    has_troubled_quarter=False,
    driver_weight=1.16 / 7,
    driver_shift=0.0,
    area_weight=1.16 / 7,
    quiet_building_response=1.0,
    quiet_building_shift=0.0,
    tenant_response=1.0,
)


@dataclass(frozen=True)
class EstateProfile:
    """How one estate differs from the others; factors are around 1."""

    index: int
    name: str
    city: str
    project_type: str
    opened_on: date
    complaint_factor: float
    work_order_factor: float
    dissatisfied_factor: float
    late_factor: float
    fee_fen_per_sqm: int


@dataclass(frozen=True)
class Plan:
    """The arguments of one simulation; the same plan always gives the same bytes.

    Raises ValueError when a size is not positive.
    """

    estates: int
    months: int
    end: date = DEFAULT_END
    seed: int = 1
    households_per_estate: int = 600
    effects: Effects = Effects()

    def __post_init__(self) -> None:
        for name in ("estates", "months", "households_per_estate"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, not {getattr(self, name)}")

    @cached_property
    def months_covered(self) -> tuple[Period, ...]:
        """Calendar months up to the end, oldest first; the last one may be cut short."""
        last = self.end.year * 12 + self.end.month - 1
        starts = [date(m // 12, m % 12 + 1, 1) for m in range(last - self.months + 1, last + 2)]
        ends = [start - timedelta(days=1) for start in starts[1:-1]] + [self.end]
        return tuple(Period(start, stop) for start, stop in zip(starts[:-1], ends, strict=True))

    @property
    def first_day(self) -> date:
        return self.months_covered[0].first_day

    @property
    def horizon(self) -> datetime:
        """The last minute that has happened."""
        return self.months_covered[-1].cutoff

    @property
    def exported_at(self) -> datetime:
        """The time of the newest export."""
        return self.months_covered[-1].exported_at

    @property
    def troubled_estate(self) -> int:
        return 1 if self.estates > 1 else 0

    @property
    def quiet_estate(self) -> int:
        """The estate of the building that answers surveys less."""
        return 0

    @cached_property
    def troubled_quarter(self) -> date | None:
        """First day of the troubled quarter, two quarters before the last; None in a short run
        and where none is planted."""
        if not self.effects.has_troubled_quarter:
            return None
        quarter = self.end.year * 4 + (self.end.month - 1) // 3 - 2
        start = date(quarter // 4, quarter % 4 * 3 + 1, 1)
        return start if start >= self.first_day else None

    def random(self, estate: int, stream: str) -> np.random.Generator:
        """An own stream per estate and subject, so that one more estate changes no other."""
        key = (estate, zlib.crc32(stream.encode()))
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=key))

    def profile(self, estate: int) -> EstateProfile:
        random = self.random(estate, "profile")
        kind = ("住宅", "住宅", "住宅", "综合", "住宅", "写字楼")[estate % 6]
        base_fee = {"住宅": 180, "综合": 230, "写字楼": 520}[kind]
        return EstateProfile(
            index=estate,
            name=estate_name(estate),
            city=CITIES[estate * 3 % len(CITIES)],
            project_type=kind,
            opened_on=date(
                self.first_day.year - int(random.integers(6, 17)), int(random.integers(1, 13)), 1
            ),
            complaint_factor=float(random.uniform(0.7, 1.4)),
            work_order_factor=float(random.uniform(0.8, 1.25)),
            dissatisfied_factor=float(random.uniform(0.75, 1.2)),
            late_factor=float(random.uniform(0.75, 1.25)),
            fee_fen_per_sqm=base_fee + 5 * int(random.integers(0, 16)),
        )
