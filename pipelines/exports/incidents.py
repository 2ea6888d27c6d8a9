"""Contract of 突发事件处理表: one emergency, from the report to the approved form."""

from pipelines.exports.contract import DataClass, Export, Order, identifier, text, timestamp
from pipelines.exports.rooms import PROJECT_ALIASES

INCIDENTS = Export(
    name="incidents",
    title_zh="突发事件处理表",
    title_en="Incidents",
    grain_en="one row per incident",
    columns=(
        identifier("事件编号", "incident_id", required=True, key=True),
        identifier("项目", "project_name", required=True, aliases=PROJECT_ALIASES),
        text("类型", "incident_type", required=True, aliases=("事件类型",)),
        timestamp("接报时间", "reported_at", required=True),
        timestamp("通知时间", "notified_at"),
        timestamp("到场时间", "arrived_at"),
        timestamp("控制时间", "controlled_at"),
        text("原因分析", "cause", data_class=DataClass.PERSONAL),
        timestamp("填表时间", "form_filed_at"),
        timestamp("领导审批时间", "approved_at", aliases=("审批时间",)),
    ),
    orders=(Order("reported_at", "controlled_at"),),
)
