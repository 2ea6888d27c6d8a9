"""Contract of 服务工作单: repairs, home services and enquiries, one order each."""

from pipelines.exports.contract import (
    Code,
    Export,
    Order,
    code,
    identifier,
    integer,
    money,
    text,
    timestamp,
    yes_no,
)
from pipelines.exports.rooms import PROJECT_ALIASES, ROOM_ALIASES

SAME_DAY = ("work_order_same_day_rate",)

WORK_ORDERS = Export(
    name="work_orders",
    title_zh="服务工作单",
    title_en="Work orders",
    grain_en="one row per work order",
    columns=(
        identifier(
            "工单编号", "work_order_id", required=True, key=True, aliases=("工单号", "报修编号")
        ),
        identifier("项目", "project_name", required=True, aliases=PROJECT_ALIASES),
        identifier("房号", "room_name", aliases=ROOM_ALIASES),
        code(
            "类型",
            "work_order_type",
            Code("报修", "repair", ("维修",)),
            Code("家政", "home service"),
            Code("有偿服务", "paid service"),
            Code("咨询", "enquiry"),
            Code("建议", "suggestion"),
            required=True,
            needed_by=SAME_DAY,
        ),
        text("服务项目", "service_item"),
        code("紧急程度", "urgency", Code("普通", "ordinary", ("一般",)), Code("紧急", "urgent")),
        timestamp(
            "开单时间", "opened_at", required=True, needed_by=SAME_DAY, aliases=("报修时间",)
        ),
        timestamp("派单时间", "dispatched_at"),
        identifier("接单人工号", "handler_staff_id"),
        text("责任部门", "responsible_department"),
        timestamp("到场时间", "arrived_at"),
        timestamp("回复时间", "replied_at"),
        timestamp("完成时间", "completed_at", needed_by=SAME_DAY),
        money("报价金额", "quoted_amount"),
        timestamp("报价确认时间", "quote_accepted_at"),
        money("收费金额", "charged_amount"),
        timestamp("付款时间", "paid_at"),
        timestamp("回访时间", "called_back_at"),
        yes_no("返修", "is_rework"),
        integer("挂起分钟", "suspended_minutes"),
        timestamp("取消时间", "cancelled_at"),
    ),
    orders=(Order("opened_at", "completed_at"),),
)
