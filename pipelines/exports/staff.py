"""Contract of 员工: who works where, in which post, from when."""

from pipelines.exports.contract import (
    DataClass,
    Export,
    Order,
    date,
    identifier,
    money,
    text,
    yes_no,
)
from pipelines.exports.rooms import PROJECT_ALIASES

STAFF = Export(
    name="staff",
    title_zh="员工",
    title_en="Staff",
    grain_en="one row per person and effective date",
    columns=(
        identifier("工号", "staff_id", required=True, key=True, aliases=("员工编号", "员工工号")),
        text(
            "姓名",
            "staff_name",
            required=True,
            data_class=DataClass.PERSONAL,
            aliases=("员工姓名",),
        ),
        text("部门", "department", required=True),
        text("岗位", "post", required=True, aliases=("职务",)),
        identifier("项目", "project_name", aliases=PROJECT_ALIASES),
        identifier("上级工号", "manager_staff_id"),
        date("入职日期", "hired_on"),
        date("转正日期", "confirmed_on", planned=True),
        date("离职日期", "left_on", planned=True),
        yes_no("离职已批准", "leaving_approved"),
        money("底薪", "base_pay", data_class=DataClass.PAY),
        date("生效日期", "effective_on", key=True, planned=True),
    ),
    orders=(Order("hired_on", "left_on"),),
)
