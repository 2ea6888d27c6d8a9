"""Contract of 扣罚: lateness, absence, leave, complaints and other reasons to deduct pay."""

from pipelines.exports.contract import (
    Code,
    Export,
    code,
    date,
    identifier,
    integer,
    money,
    number,
    yes_no,
)

SALES_DEDUCTIONS = Export(
    name="sales_deductions",
    title_zh="扣罚",
    title_en="Deductions of the sales office",
    grain_en="one row per deduction",
    columns=(
        identifier("扣罚编号", "deduction_id", required=True, key=True),
        identifier("工号", "staff_id", required=True, aliases=("员工工号", "顾问工号")),
        date("日期", "occurred_on", required=True, aliases=("发生日期",)),
        code(
            "类型",
            "deduction_kind",
            Code("迟到", "late"),
            Code("早退", "left early"),
            Code("旷工", "absent without leave"),
            Code("病假", "sick leave"),
            Code("事假", "personal leave"),
            Code("投诉", "complaint"),
            Code("其他", "other"),
            required=True,
            aliases=("扣罚类型",),
        ),
        integer("分钟", "minutes"),
        integer("次数", "occurrences"),
        number("天数", "days"),
        money("金额", "amount"),
        identifier("核实人工号", "verified_by_staff_id"),
        yes_no("已批准", "is_approved"),
    ),
)
