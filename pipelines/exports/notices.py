"""Contract of 公告: one notice posted about a topic that households had raised."""

from pipelines.exports.contract import Export, Order, identifier, integer, text, timestamp
from pipelines.exports.rooms import PROJECT_ALIASES

NOTICES = Export(
    name="notices",
    title_zh="公告",
    title_en="Notices",
    grain_en="one row per notice",
    columns=(
        identifier("公告编号", "notice_id", required=True, key=True),
        identifier("项目", "project_name", required=True, aliases=PROJECT_ALIASES),
        text("主题", "topic", required=True, aliases=("公告主题",)),
        timestamp("张贴时间", "posted_at", required=True),
        integer("提出户数", "household_count"),
        timestamp("首次提出时间", "first_raised_at"),
    ),
    orders=(Order("first_raised_at", "posted_at"),),
)
