"""What the columns of the sales office's exports mean, in Chinese and English, with an example.

Belongs here: the words for whoever keeps the sales office's sheets. Does not belong here: the
columns of the other exports (`meanings`), or of the settings workbook (`settings_meanings`).
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from pipelines.templates.wording import Meaning

_SIGNED_AT = datetime(2026, 3, 12, 15, 30)

SALES_MEANINGS: dict[str, Meaning] = {
    "contract_id": Meaning(
        "合同编号，不可重复；业绩、收款、折扣审批、跟单都按它对应",
        "Number of the contract, never used twice; credits, receipts, approvals and follow-up "
        "name it",
        "XS20260312001",
    ),
    "unit_name": Meaning("所售房源", "The unit sold", "5-2-1801"),
    "list_price": Meaning(
        "原价（未打折的总价），元",
        "List price of the unit in yuan, before any discount",
        Decimal("1000000.00"),
    ),
    "sold_price": Meaning(
        "成交价，即合同金额，元；提成按它计算",
        "Price of the contract in yuan; commission is on it",
        Decimal("985000.00"),
    ),
    "payment_plan": Meaning(
        "付款方式，决定提成何时发放", "How it is paid; decides when commission is released", "按揭"
    ),
    "subscribed_on": Meaning("认购日期", "Day of the booking", date(2026, 3, 8)),
    "signed_at": Meaning(
        "合同签约时间，未签约留空；只填日期的按当天零点",
        "When the contract was signed, empty before; a date alone is the start of the day",
        _SIGNED_AT,
    ),
    "down_payment_on": Meaning(
        "首付款收齐的日期，未收齐留空",
        "Day on which the down payment was complete; empty before",
        date(2026, 3, 12),
    ),
    "mortgage_documents_on": Meaning(
        "按揭资料交齐的日期，未交齐留空",
        "Day on which the mortgage documents were complete; empty before",
        date(2026, 3, 18),
    ),
    "mortgage_signed_on": Meaning(
        "《银行按揭合同》签订日期，未签留空",
        "Day on which the bank's mortgage contract was signed; empty before",
        date(2026, 3, 25),
    ),
    "contract_status": Meaning(
        "退房、换房要写明；换房是原合同换房加一份新合同",
        "Say when it was cancelled; an exchange is the old contract exchanged and a new one",
        "有效",
    ),
    "status_on": Meaning(
        "退房、换房或塌定的日期；没有时按首次报来的日期",
        "Day of cancelling, exchange or forfeit; without it, the day of the first export counts",
        date(2026, 3, 20),
    ),
    "responsible_staff_id": Meaning(
        "越权折扣的责任人工号；留空则为唯一的顾问或申请人",
        "Who answers for an unauthorised discount; empty: the only consultant, or who asked for it",
        "G001021",
    ),
    "share": Meaning(
        "分配比例，如 70%；同一合同都留空则平均分配，否则合计须为 100%",
        "Share, such as 70%; empty on all lines of a contract splits evenly, else they add up to "
        "100%",
        Decimal("0.7"),
    ),
    "decided_by_staff_id": Meaning("确定比例的人的工号", "Who decided the shares", "G001020"),
    "reason": Meaning("不平均分配的理由", "Why they are not split evenly", "李四跟进三个月"),
    "receipt_id": Meaning(
        "收款编号，不可重复", "Number of the receipt, never used twice", "SK20260312001"
    ),
    "received_on": Meaning("到账日期", "Day on which the money came in", date(2026, 3, 12)),
    "amount": Meaning("收款金额，元", "Money received in yuan", Decimal("295500.00")),
    "source": Meaning("款项由谁付", "Who paid", "客户"),
    "requested_by_staff_id": Meaning("申请折扣的人的工号", "Who asked for the discount", "G001021"),
    "approved_by_staff_id": Meaning("批准（签字）人的工号", "Who signed", "G000002"),
    "approver_post": Meaning(
        "批准人签字时的职务；留空则按员工表",
        "Post of who signed, at that time; empty: as in the staff export",
        "副总经理",
    ),
    "month": Meaning("任务所属月份", "Month of the target", date(2026, 3, 1)),
    "target_amount": Meaning("当月任务额，元", "Target in yuan", Decimal("3000000.00")),
    "authority_rate": Meaning(
        "可在原价上打多少折扣，如 2%（即可打到原价的 98%）",
        "How much may be taken off the list price, such as 2%",
        Decimal("0.02"),
    ),
    "valid_from": Meaning("生效日期", "First day", date(2026, 1, 1)),
    "valid_to": Meaning(
        "最后一天（含），一直有效则留空", "Last day, included; empty while it holds", ""
    ),
    "deduction_id": Meaning(
        "扣罚编号，不可重复", "Number of the deduction, never used twice", "KF20260312001"
    ),
    "occurred_on": Meaning("发生日期", "Day on which it happened", date(2026, 3, 12)),
    "deduction_kind": Meaning("扣罚类型", "Kind of deduction", "其他"),
    "minutes": Meaning(
        "迟到的分钟数（30 分钟以上按旷工）", "Minutes late (over 30 counts as absent)", 12
    ),
    "occurrences": Meaning("次数，空为一次", "How many times; empty is once", 1),
    "days": Meaning("天数，空为一天", "How many days; empty is one", Decimal("1")),
    "verified_by_staff_id": Meaning(
        "核实投诉的人的工号；没有核实的投诉不扣",
        "Who verified the complaint; without it nothing is deducted",
        "G001020",
    ),
    "is_approved": Meaning(
        "事假是否经批准；未批准的按旷工", "Whether leave was approved; else it is absence", "是"
    ),
    "duty_on": Meaning("值班日期，一天一行", "Day of duty, one row a day", date(2026, 3, 12)),
    "from_staff_id": Meaning("离职的原顾问工号", "Consultant who left", "G001022"),
    "to_staff_id": Meaning("跟单人工号", "Who sees the sale through", "G001021"),
}

SALES_OWN_MEANINGS: dict[tuple[str, str], Meaning] = {
    ("sales_credits", "staff_id"): Meaning(
        "计入业绩的置业顾问工号，一人一行", "Consultant it counts for, one row each", "G001021"
    ),
    ("discount_approvals", "signed_at"): Meaning(
        "批准人签字的时间；须不晚于签约时间",
        "When it was signed: no later than the contract",
        datetime(2026, 3, 12, 11, 0),
    ),
    ("sales_targets", "staff_id"): Meaning(
        "顾问工号；留空的一行是整个项目的任务",
        "Consultant; the row without one is the target of the whole project",
        "G001021",
    ),
    ("discount_authority", "post"): Meaning(
        "职务，与员工表的岗位一致", "Post, as in the staff export", "置业顾问"
    ),
    ("sales_deductions", "staff_id"): Meaning(
        "被扣罚人的工号", "Whom it is deducted from", "G001021"
    ),
    ("sales_deductions", "amount"): Meaning(
        "扣多少元，只有“其他”要填", "How much in yuan, only for 其他", Decimal("50.00")
    ),
    ("lunch_duties", "staff_id"): Meaning("值班人工号", "Who was on duty", "G001021"),
    ("resignation_followers", "effective_on"): Meaning(
        "从哪天起由跟单人负责", "Day from which the other one sees it through", date(2026, 3, 20)
    ),
}

# Columns that stay empty in the example, because they belong to another course of events.
SALES_EMPTY_IN_EXAMPLE = frozenset(
    {
        "status_on",
        "responsible_staff_id",
        "valid_to",
        "minutes",
        "occurrences",
        "days",
        "verified_by_staff_id",
        "is_approved",
    }
)
