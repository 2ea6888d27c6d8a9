"""What households of one estate think: an opinion of each service area and one overall.

Belongs here: the model of opinions and the grades made of them, of everybody, asked or not.
Does not belong here: who is asked and who answers (`surveys`).

An opinion is a normal number; grades are cut from it at fixed edges. Areas share a common
part (a household that is content with one is rather content with all), so that an analysis
of drivers meets the collinearity of real sheets; the overall opinion is the weighted sum of
the areas, plus chance. A household keeps part of its common opinion from survey to survey.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipelines.simulate.clock import DAY
from pipelines.simulate.estate import Estate
from pipelines.simulate.plan import Effects, Plan
from pipelines.simulate.topics import in_troubled_quarter

OVERALL = "总体"
AREAS = ("客服", "安保", "保洁", "绿化", "工程维修", "收费", "社区活动")
GRADES = np.array(["很不满意", "不满意", "基本满意", "满意", "很满意"], dtype=object)
BAD_GRADES = 2  # the first two grades are dissatisfied ones
_EDGES = np.array([-2.1, -1.65, -0.85, 0.45])
_USUAL = np.array([0.15, 0.10, 0.0, 0.05, 0.0, -0.10, -0.05])  # how well each area is liked
_SHARED = 0.35  # of an area's variance is common to all areas
_KEPT = 0.5  # of the common part's variance stays with the household
_CHANCE = 0.5  # standard deviation of what no area explains

Opinions = npt.NDArray[np.int64]


def weights(effects: Effects) -> dict[str, float]:
    """How much each area moves the overall opinion."""
    return {
        area: effects.driver_weight if area == effects.driver_area else effects.area_weight
        for area in AREAS
    }


def opinions(plan: Plan, estate: Estate, survey: str, day: int) -> Opinions:
    """Grades as places in GRADES, one row per room, in the order (overall, *AREAS)."""
    effects, count = plan.effects, plan.households_per_estate
    trait = plan.random(estate.profile.index, "opinions").standard_normal(count)
    random = plan.random(estate.profile.index, f"opinions {survey}")
    common = np.sqrt(_KEPT) * trait + np.sqrt(1 - _KEPT) * random.standard_normal(count)
    own = random.standard_normal((count, len(AREAS)))
    area = np.sqrt(_SHARED) * common[:, None] + np.sqrt(1 - _SHARED) * own
    weight = np.array(list(weights(effects).values()))
    scale = np.sqrt((1 - _SHARED) * (weight**2).sum() + _SHARED * weight.sum() ** 2 + _CHANCE**2)
    overall = (area @ weight + _CHANCE * random.standard_normal(count)) / scale
    liked = _USUAL - effects.driver_shift * (np.array(AREAS) == effects.driver_area)
    shift = _shift(plan, estate, day)
    shown = np.column_stack([overall + shift, area + liked + shift[:, None]])
    grades: Opinions = np.searchsorted(_EDGES, shown, side="right")
    return grades


def in_quiet_building(plan: Plan, estate: Estate) -> npt.NDArray[np.bool_]:
    """The rooms of the building that answers less and is less content (none where there is
    one building only)."""
    if estate.profile.index != plan.quiet_estate or estate.building.max() < 2:
        return np.zeros(len(estate.building), dtype=bool)
    quiet: npt.NDArray[np.bool_] = estate.building == 2
    return quiet


def _shift(plan: Plan, estate: Estate, day: int) -> npt.NDArray[np.float64]:
    """How much better or worse than usual each room thinks on that day."""
    effects = plan.effects
    shift = np.full(plan.households_per_estate, 0.3 * (1 - estate.profile.dissatisfied_factor))
    shift -= effects.quiet_building_shift * in_quiet_building(plan, estate)
    troubled = in_troubled_quarter(plan, estate, np.array([day * DAY]))[0]
    shift -= effects.troubled_survey_shift * troubled
    return shift
