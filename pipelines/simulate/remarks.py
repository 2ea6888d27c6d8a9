"""What households say in their own words, in surveys and during visits.

Belongs here: the remarks by topic and how they are drawn. Does not belong here: who speaks,
or how content anybody is. No remark is a real person's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.simulate.clock import pick


@dataclass(frozen=True)
class Topic:
    """What a remark is about: the service area it belongs to, and how often it comes up."""

    name: str
    service_area: str
    weight: float
    complaints: tuple[str, ...]


TOPICS = (
    Topic("电梯", "工程维修", 1.0, ("电梯经常坏，等半天", "电梯老是停运", "电梯晃得厉害，请检修")),
    Topic(
        "维修",
        "工程维修",
        1.3,
        ("报修几天没人来", "维修师傅来得太慢", "修了又坏，返修好几次", "漏水一直没有修好"),
    ),
    Topic("停车", "安保", 1.3, ("停车位不够，晚上没地方停", "外来车乱停", "停车太乱，堵住通道")),
    Topic("安保", "安保", 0.8, ("陌生人随便进，门岗不管", "夜里没有保安巡逻", "监控坏了没人管")),
    Topic("保洁", "保洁", 1.2, ("楼道卫生差", "垃圾清运不及时，有异味", "卫生要加强")),
    Topic("绿化", "绿化", 0.7, ("绿化带杂草太多", "树枝没有修剪，蚊虫多", "草坪枯了没人补种")),
    Topic("收费", "收费", 0.9, ("物业费太高", "收费明细看不懂", "公摊水电费不透明")),
    Topic("噪音", "安保", 0.8, ("装修噪音大，周末也施工", "广场舞太吵", "楼上噪音没人管")),
    Topic("态度", "客服", 0.8, ("前台态度不好", "打电话没人接", "多次反映没有结果")),
    Topic("活动", "社区活动", 0.4, ("社区活动太少", "老人孩子没有活动场所")),
)
PRAISE = (
    "服务及时",
    "没有意见",
    "保安认真负责",
    "维修师傅很专业",
    "环境比以前干净",
    "管家很热心",
    "总体不错，继续保持",
)
CALL_ME_SHARE = 0.02  # of the complaints name a number to call, which nobody may publish


def draw_remarks(
    random: np.random.Generator,
    speaks: npt.NDArray[np.bool_],
    complains: npt.NDArray[np.bool_],
    *,
    topic: str = "",
    topic_share: npt.NDArray[np.float64] | float = 0.0,
) -> pl.Series:
    """A remark for each row that speaks, null for the others: a complaint or a praise.

    `topic_share` of the complaints are about `topic`; the others by the topics' weights.
    """
    count = len(speaks)
    place = pick(random, np.array([t.weight for t in TOPICS]), count)
    planted = random.random(count) < topic_share
    if topic:
        place = np.where(planted, [t.name for t in TOPICS].index(topic), place)
    return _spoken(random, speaks, complains, place)


def remarks_on_area(
    random: np.random.Generator, speaks: npt.NDArray[np.bool_], area: str
) -> pl.Series:
    """A complaint about one service area for each row that speaks, null for the others."""
    places = np.array([i for i, t in enumerate(TOPICS) if t.service_area == area])
    place = places[random.integers(0, len(places), len(speaks))]
    return _spoken(random, speaks, np.ones(len(speaks), dtype=bool), place)


def _spoken(
    random: np.random.Generator,
    speaks: npt.NDArray[np.bool_],
    complains: npt.NDArray[np.bool_],
    place: npt.NDArray[np.int64],
) -> pl.Series:
    count = len(speaks)
    wording, praise = random.random(count), random.random(count)
    calls = random.random(count) < CALL_ME_SHARE
    numbers = random.integers(0, 10_000_000, count)
    words: list[str | None] = [None] * count
    for row in np.flatnonzero(speaks).tolist():
        if not complains[row]:
            words[row] = PRAISE[int(praise[row] * len(PRAISE))]
            continue
        choice = TOPICS[place[row]].complaints
        said = choice[int(wording[row] * len(choice))]
        words[row] = f"{said}，请回电1380{numbers[row]:07d}" if calls[row] else said
    return pl.Series(words, dtype=pl.String)
