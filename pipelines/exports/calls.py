"""Contract of 来电登记: one call to the service desk and how often it rang."""

from pipelines.exports.contract import (
    DataClass,
    Export,
    identifier,
    integer,
    text,
    timestamp,
)
from pipelines.exports.rooms import PROJECT_ALIASES, ROOM_ALIASES

CALLS = Export(
    name="calls",
    title_zh="来电登记",
    title_en="Calls",
    grain_en="one row per call to the service desk",
    columns=(
        identifier("来电编号", "call_id", required=True, key=True),
        identifier("项目", "project_name", required=True, aliases=PROJECT_ALIASES),
        timestamp("来电时间", "called_at", required=True),
        integer("响铃次数", "ring_count", aliases=("响铃声数", "振铃次数")),
        identifier("接听人工号", "answered_by_staff_id"),
        text("来电意图", "purpose"),
        identifier("房号", "room_name", aliases=ROOM_ALIASES),
        identifier("电话", "phone", data_class=DataClass.PERSONAL, aliases=("来电号码",)),
    ),
)
