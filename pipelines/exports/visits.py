"""Contract of 回访登记: one return visit or call, and what the household said."""

from pipelines.exports.contract import (
    Code,
    DataClass,
    Export,
    code,
    identifier,
    text,
    timestamp,
    yes_no,
)
from pipelines.exports.rooms import PROJECT_ALIASES, ROOM_ALIASES

SATISFACTION = ("satisfaction_rate", "satisfaction_score")

SATISFACTION_GRADES = (
    Code("很满意", "very satisfied", ("非常满意",)),
    Code("满意", "satisfied"),
    Code("基本满意", "fairly satisfied", ("一般",)),
    Code("不满意", "dissatisfied"),
    Code("很不满意", "very dissatisfied", ("非常不满意",)),
)

VISITS = Export(
    name="visits",
    title_zh="回访登记",
    title_en="Return visits",
    grain_en="one row per return visit",
    columns=(
        identifier("回访编号", "visit_id", required=True, key=True),
        identifier("项目", "project_name", required=True, aliases=PROJECT_ALIASES),
        identifier("房号", "room_name", required=True, aliases=ROOM_ALIASES),
        timestamp("回访时间", "visited_at", required=True, needed_by=SATISFACTION),
        code(
            "方式",
            "visit_method",
            Code("电话", "phone", ("来电",)),
            Code("上门", "in person"),
            Code("自评", "rated by the household itself", ("自助评价",)),
            required=True,
            aliases=("回访方式",),
        ),
        identifier("回访人工号", "staff_id"),
        code(
            "类型",
            "visit_type",
            Code("月度走访", "monthly visit", ("走访",)),
            Code("工单", "work order"),
            Code("投诉", "complaint"),
            Code("意见户", "household with an opinion"),
            required=True,
            needed_by=SATISFACTION,
        ),
        identifier("关联单号", "ticket_id"),
        yes_no("是否接通", "was_reached"),
        code(
            "满意程度",
            "satisfaction_grade",
            *SATISFACTION_GRADES,
            needed_by=SATISFACTION,
        ),
        text("意见", "comment", data_class=DataClass.PERSONAL),
        yes_no("是否突出问题", "is_single_issue"),
        timestamp("解释回复时间", "answered_at"),
    ),
)
