"""Contract of 任务: what a consultant, or a project as a whole, is to sell in a month."""

from pipelines.exports.contract import Export, identifier, money, month
from pipelines.exports.rooms import PROJECT_ALIASES
from pipelines.exports.sales_contracts import SALES_ATTAINMENT

SALES_TARGETS = Export(
    name="sales_targets",
    title_zh="任务",
    title_en="Sales targets",
    grain_en="one row per project, consultant (none: the project itself) and month",
    columns=(
        identifier("项目", "project_name", required=True, key=True, aliases=PROJECT_ALIASES),
        identifier("顾问工号", "staff_id", key=True, aliases=("置业顾问工号",)),
        month("月份", "month", required=True, key=True, planned=True),
        money(
            "任务额",
            "target_amount",
            required=True,
            aliases=("任务金额",),
            needed_by=SALES_ATTAINMENT,
        ),
    ),
)
