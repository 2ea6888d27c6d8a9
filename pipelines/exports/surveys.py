"""Contract of 满意度调查: one satisfaction survey at one project."""

from pipelines.exports.contract import Export, Order, date, identifier, text
from pipelines.exports.rooms import PROJECT_ALIASES

SURVEYS = Export(
    name="surveys",
    title_zh="满意度调查",
    title_en="Surveys",
    grain_en="one row per survey and project",
    columns=(
        identifier("调查编号", "survey_id", required=True, key=True),
        text("调查名称", "survey_name", required=True),
        identifier("项目", "project_name", required=True, key=True, aliases=PROJECT_ALIASES),
        date("开始日期", "started_on", required=True),
        date("结束日期", "ended_on", planned=True),
        date("报告日期", "reported_on"),
    ),
    orders=(Order("started_on", "ended_on"), Order("started_on", "reported_on")),
)
