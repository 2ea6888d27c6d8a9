"""Contract of 午间值班: who kept the sales office open over lunch on which day."""

from pipelines.exports.contract import Export, date, identifier

LUNCH_DUTIES = Export(
    name="lunch_duties",
    title_zh="午间值班",
    title_en="Lunch duties",
    grain_en="one row per person and day",
    columns=(
        identifier("工号", "staff_id", required=True, key=True, aliases=("员工工号", "顾问工号")),
        date("日期", "duty_on", required=True, key=True, aliases=("值班日期",)),
    ),
    only_beside=("序号", "姓名", "员工姓名", "顾问姓名", "星期", "备注"),
)
