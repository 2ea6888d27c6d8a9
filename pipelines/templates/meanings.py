"""What each column of an export means, in Chinese and English, with an example.

Belongs here: the words for clerks. Does not belong here: types, codes and requiredness,
which the contracts say (`pipelines.exports`).
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from pipelines.exports import COMPANY_SETTINGS, Column, Export
from pipelines.templates.sales_meanings import (
    SALES_EMPTY_IN_EXAMPLE,
    SALES_MEANINGS,
    SALES_OWN_MEANINGS,
)
from pipelines.templates.settings_meanings import OWN_SETTINGS_MEANINGS, SETTINGS_MEANINGS
from pipelines.templates.wording import Meaning, Value

EXAMPLE_PREFIX = "示例"  # a row whose first cell starts so is never loaded

_DAY = date(2026, 3, 5)


def _at(hour: int, minute: int, day: int = 5) -> datetime:
    return datetime(2026, 3, day, hour, minute)


_MEANINGS: dict[str, Meaning] = {
    "project_name": Meaning(
        "项目（小区）名称，各表写法须一致",
        "Name of the estate, spelled alike everywhere",
        "示范花园",
    ),
    "city": Meaning("所在城市", "City", "郑州"),
    "project_type": Meaning("业态", "Kind of estate", "住宅"),
    "household_count": Meaning("总户数", "Number of households", 860),
    "opened_on": Meaning("开始管理的日期", "Day on which management began", date(2015, 6, 1)),
    "room_name": Meaning(
        "房号全称：楼栋-单元-房屋", "Full room name: building-entrance-room", "3-1-1203"
    ),
    "building_name": Meaning("楼栋", "Building", "3栋"),
    "entrance_name": Meaning("单元", "Entrance", "1单元"),
    "floor_area_sqm": Meaning("建筑面积，平方米", "Floor area in square metres", Decimal("89.50")),
    "room_use": Meaning("用途，如住宅、商铺、办公", "Use, such as dwelling, shop, office", "住宅"),
    "occupancy_status": Meaning("使用状态", "Who uses the room", "自用"),
    "handed_over_on": Meaning(
        "交付日期，未交付留空", "Day of hand-over; empty if not handed over", date(2016, 5, 20)
    ),
    "occupant_name": Meaning("业主或租户姓名", "Name of the owner or tenant", "张三"),
    "phone": Meaning("联系电话，按文本填写", "Telephone, as text", "13800000000"),
    "tenure": Meaning("业主或租户", "Owner or tenant", "业主"),
    "moved_in_on": Meaning("入住日期", "Day of moving in", date(2016, 8, 1)),
    "moved_out_on": Meaning(
        "迁出日期，仍在住留空", "Day of moving out; empty while living there", date(2026, 2, 28)
    ),
    "staff_id": Meaning("员工工号，按文本填写", "Staff number, as text", "G001003"),
    "staff_name": Meaning("员工姓名", "Name", "李四"),
    "department": Meaning("所属部门", "Department", "工程部"),
    "post": Meaning(
        "岗位，如管理处负责人、维修工", "Post, such as site head or repairer", "维修工"
    ),
    "manager_staff_id": Meaning("直接上级的工号", "Staff number of the direct superior", "G001001"),
    "hired_on": Meaning("入职日期", "Day of joining", date(2022, 4, 1)),
    "confirmed_on": Meaning("转正日期", "Day on which probation ends", date(2022, 7, 1)),
    "left_on": Meaning("离职日期，在职留空", "Last day; empty while employed", date(2026, 6, 30)),
    "leaving_approved": Meaning("离职是否已批准", "Whether leaving was approved", "是"),
    "base_pay": Meaning("每月底薪，元", "Monthly base pay in yuan", Decimal("4500.00")),
    "effective_on": Meaning(
        "本行（岗位、底薪）生效日期；变动时另起一行",
        "Day from which this row holds; a change is a new row",
        date(2022, 4, 1),
    ),
    "complaint_id": Meaning(
        "投诉编号，不可重复", "Number of the complaint, never used twice", "TS20260305001"
    ),
    "complainant_name": Meaning("投诉人姓名", "Name of who complains", "张三"),
    "channel": Meaning("投诉渠道", "How the complaint came in", "来电"),
    "complaint_class": Meaning("投诉类别", "Class of the complaint", "一般"),
    "is_important": Meaning("是否重大投诉", "Whether it is a major complaint", "否"),
    "is_valid": Meaning(
        "是否有效投诉；无论是否有效都须十分钟内派单",
        "Whether justified; dispatched within ten minutes either way",
        "是",
    ),
    "content": Meaning("投诉内容", "What is complained about", "电梯异响"),
    "received_at": Meaning("受理时间", "When it was received", _at(9, 10)),
    "received_by_staff_id": Meaning("受理人工号", "Who received it", "G001003"),
    "responsible_department": Meaning("责任部门", "Department that handles it", "工程部"),
    "dispatched_at": Meaning("派单时间", "When somebody was sent", _at(9, 15)),
    "handler_staff_id": Meaning("处理人（接单人）工号", "Who handles it", "G001007"),
    "notified_at": Meaning("通知处理人的时间", "When the handler was told", _at(9, 16)),
    "arrived_at": Meaning("到场时间", "When the handler arrived", _at(9, 40)),
    "first_replied_at": Meaning(
        "首次回复业主的时间", "When the household was first answered", _at(10, 5)
    ),
    "promised_at": Meaning(
        "向业主承诺的完成时间，可晚于导出时间",
        "Promised time; may lie in the future",
        _at(18, 0, day=6),
    ),
    "resolved_at": Meaning(
        "处理完毕时间，未完留空", "When it was settled; empty while open", _at(16, 30)
    ),
    "resolution": Meaning("处理结果", "How it was settled", "已更换导靴，运行正常"),
    "written_reply_at": Meaning(
        "书面答复时间（书面投诉）", "When the written answer went out", _at(17, 0)
    ),
    "followed_up_at": Meaning(
        "处理完毕后的跟踪时间（三天内）",
        "Follow-up after settling (within three days)",
        _at(10, 0, day=7),
    ),
    "followed_up_by_staff_id": Meaning("跟踪人工号", "Who followed up", "G001003"),
    "reopened_count": Meaning("重开次数", "How often it was reopened", 0),
    "withdrawn_at": Meaning("撤销时间", "When it was withdrawn", _at(9, 0, day=6)),
    "replied_by_staff_id": Meaning(
        "回复人工号；重大投诉须负责人回复", "Who answered; the site head for major ones", "G001001"
    ),
    "rectify_by": Meaning(
        "整改期限（服务态度类）", "Deadline to mend (service attitude)", _at(18, 0, day=12)
    ),
    "penalty": Meaning("对责任人的处罚（服务态度类）", "Penalty (service attitude)", "口头警告"),
    "work_order_id": Meaning(
        "工单编号，不可重复", "Number of the work order, never used twice", "GD20260305001"
    ),
    "work_order_type": Meaning("工单类型", "Type of the order", "报修"),
    "service_item": Meaning("服务项目", "What is to be done", "厨房水管漏水"),
    "urgency": Meaning("紧急程度", "How urgent", "普通"),
    "opened_at": Meaning("开单时间", "When it was opened", _at(9, 10)),
    "replied_at": Meaning(
        "回复时间（当日须回复）", "When it was answered (due the same day)", _at(9, 50)
    ),
    "completed_at": Meaning(
        "完成时间，未完留空", "When it was done; empty while open", _at(11, 20)
    ),
    "quoted_amount": Meaning("报价金额，元", "Quoted amount in yuan", Decimal("120.00")),
    "quote_accepted_at": Meaning("业主确认报价的时间", "When the quote was accepted", _at(9, 55)),
    "charged_amount": Meaning("实际收费金额，元", "Charged amount in yuan", Decimal("120.00")),
    "paid_at": Meaning("付款（缴费）时间", "When it was paid", _at(11, 30)),
    "called_back_at": Meaning("电话回访时间", "When the household was called back", _at(17, 10)),
    "is_rework": Meaning("是否返修", "Whether it repeats an earlier repair", "否"),
    "suspended_minutes": Meaning(
        "挂起分钟数，如等配件", "Minutes on hold, such as for spare parts", 0
    ),
    "cancelled_at": Meaning("取消时间", "When it was cancelled", _at(12, 0)),
    "bill_id": Meaning("账单编号，按文本填写", "Number of the bill, as text", "ZD202603000123"),
    "fee_item": Meaning("费用项", "What is billed", "物业费"),
    "service_from": Meaning(
        "服务期第一天，决定账单归属的期间",
        "First day of service; the bill belongs to its period",
        date(2026, 3, 1),
    ),
    "service_to": Meaning("服务期最后一天", "Last day of service", date(2026, 3, 31)),
    "receivable_amount": Meaning(
        "应收金额，元，未减优惠", "Amount due in yuan, before concessions", Decimal("268.50")
    ),
    "concession_amount": Meaning("优惠减免金额，元", "Concession in yuan", Decimal("0.00")),
    "due_on": Meaning("应缴日期（最后一天）", "Last day to pay", date(2026, 3, 25)),
    "billed_on": Meaning("出账日期", "Day of billing", date(2026, 3, 1)),
    "bill_status": Meaning("状态；作废的账单不计", "Status; void bills do not count", "有效"),
    "payment_id": Meaning(
        "缴费编号，按文本填写", "Number of the payment, as text", "JF202603000456"
    ),
    "received_amount": Meaning(
        "实收金额，元；退费行填写所退金额",
        "Money received in yuan; for a refund, what was given back",
        Decimal("268.50"),
    ),
    "account_amount": Meaning(
        "从预存账户抵扣的金额，元", "Taken from the account in yuan", Decimal("0.00")
    ),
    "late_fee_amount": Meaning(
        "滞纳金，元，另计", "Late fee in yuan, counted apart", Decimal("0.00")
    ),
    "payment_method": Meaning("支付方式", "Means of payment", "微信"),
    "cashier_staff_id": Meaning("收银员工号", "Cashier", "G001012"),
    "payment_kind": Meaning("缴费或退费", "Payment or refund", "缴费"),
    "refunded_payment_id": Meaning(
        "退费时所退的原缴费编号", "For a refund, the payment given back", ""
    ),
    "visit_id": Meaning(
        "回访编号，不可重复", "Number of the visit, never used twice", "HF20260305001"
    ),
    "visited_at": Meaning("回访时间", "When the visit took place", _at(15, 30)),
    "visit_method": Meaning(
        "电话、上门，或自评（住户自己评价，没有人回访，不算一次回访）",
        "By telephone, in person, or rated by the household itself (nobody visited; no contact)",
        "上门",
    ),
    "visit_type": Meaning(
        "回访类型；满意率只算月度走访",
        "Type; only monthly visits enter the satisfaction rate",
        "月度走访",
    ),
    "ticket_id": Meaning("关联的投诉或工单编号", "Complaint or work order it is about", ""),
    "was_reached": Meaning("是否接通或见到", "Whether somebody was reached", "是"),
    "satisfaction_grade": Meaning(
        "满意程度；未接通留空", "Grade; empty when nobody was reached", "满意"
    ),
    "comment": Meaning("业主意见", "What was said", "服务及时"),
    "is_single_issue": Meaning("是否突出问题", "Whether an outstanding problem was raised", "否"),
    "call_id": Meaning(
        "来电编号，不可重复", "Number of the call, never used twice", "LD20260305001"
    ),
    "called_at": Meaning("来电时间", "When the call came in", _at(9, 5)),
    "ring_count": Meaning(
        "接听前的响铃次数（三声之内接听）", "Rings before it was answered (three at most)", 2
    ),
    "answered_by_staff_id": Meaning(
        "接听人工号；未接听留空", "Who answered; empty when nobody did", "G001003"
    ),
    "purpose": Meaning(
        "来电意图，如报修、投诉、咨询", "What it was about, such as a repair or a complaint", "报修"
    ),
    "incident_id": Meaning(
        "事件编号，不可重复", "Number of the incident, never used twice", "SJ20260305001"
    ),
    "incident_type": Meaning(
        "事件类型，如停电、水浸、火警", "Type, such as power cut, flooding, fire alarm", "水浸"
    ),
    "reported_at": Meaning("接报时间", "When it was reported", _at(9, 10)),
    "controlled_at": Meaning(
        "事态得到控制的时间，未控制留空", "When it was under control; empty before", _at(10, 30)
    ),
    "cause": Meaning("原因分析", "Analysis of the cause", "管道老化爆裂"),
    "form_filed_at": Meaning(
        "填写处理表的时间（24 小时内）", "When the form was filed (within 24 hours)", _at(16, 0)
    ),
    "approved_at": Meaning("领导审批时间", "When the form was approved", _at(17, 0)),
    "contact_id": Meaning(
        "联系编号，不可重复", "Number of the contact, never used twice", "LX20260305001"
    ),
    "contacted_at": Meaning("联系业主的时间", "When the household was contacted", _at(14, 0)),
    "contact_method": Meaning("联系方式", "How the household was contacted", "电话"),
    "notice_id": Meaning(
        "公告编号，不可重复", "Number of the notice, never used twice", "GG20260305001"
    ),
    "topic": Meaning("公告主题", "What the notice is about", "电梯年检安排"),
    "posted_at": Meaning("张贴时间", "When it was posted", _at(17, 30)),
    "first_raised_at": Meaning(
        "业主首次提出此事的时间", "When households first raised the matter", _at(9, 0)
    ),
    "survey_id": Meaning(
        "调查编号；同一次调查各项目用同一编号",
        "Number of the survey; one number for all estates of a survey",
        "DC2026A",
    ),
    "survey_name": Meaning("调查名称", "Name of the survey", "2026 年度满意度调查"),
    "started_on": Meaning("开始日期", "First day of the survey", date(2026, 3, 1)),
    "ended_on": Meaning(
        "结束日期，可晚于导出时间", "Last day; may lie in the future", date(2026, 3, 31)
    ),
    "reported_on": Meaning(
        "报告提交日期，未提交留空", "Day of the report; empty before", date(2026, 4, 10)
    ),
    "disposition": Meaning(
        "邀请的结果；空置的房屋不计入回收率",
        "What came of it; vacant rooms do not count in the response rate",
        "完成",
    ),
    "mode": Meaning(
        "调查方式，如上门、电话、网上", "How it was asked: in person, by phone, online", "上门"
    ),
    "question_id": Meaning("题目编号", "Number of the question", "Q1"),
    "question": Meaning("题目原文", "The question as asked", "您对保洁服务是否满意？"),
    "service_area": Meaning(
        "题目所问的服务类别；总体评价用“总体”",
        "Which service it asks about; 总体 for the overall judgement",
        "保洁",
    ),
    "very_satisfied_count": Meaning(
        "答“很满意”的份数；加权的可带小数",
        "Sheets graded very satisfied; weighted ones may have decimals",
        40,
    ),
    "satisfied_count": Meaning("答“满意”的份数", "Sheets graded satisfied", 50),
    "fairly_satisfied_count": Meaning(
        "答“基本满意”或“一般”的份数", "Sheets graded fairly satisfied or neither", 26
    ),
    "dissatisfied_count": Meaning("答“不满意”的份数", "Sheets graded dissatisfied", 3),
    "very_dissatisfied_count": Meaning("答“很不满意”的份数", "Sheets graded very dissatisfied", 1),
    "not_counted_count": Meaning(
        "未评价或不适用的份数，不计入满意率", "Sheets without a grade; not in the rate", 2
    ),
    "fairly_counts_as_satisfied": Meaning(
        "公布的满意率是否把基本满意算作满意；留空按公司口径",
        "Whether the published rate counts fairly satisfied; empty: as the company does",
        "是",
    ),
    "published_percent": Meaning(
        "报告公布的满意率，百分数；与份数不符时提示",
        "The rate as published, in percent; told when the counts say otherwise",
        Decimal("96.7"),
    ),
    "answered_at": Meaning("对意见的解释回复时间", "When the comment was answered", _at(16, 0)),
    **SALES_MEANINGS,
}

# Where the same field means something of its own in one export.
_OWN_MEANINGS: dict[tuple[str, str], Meaning] = {
    ("fee_payments", "bill_id"): Meaning(
        "所缴账单；留空则先抵最早到期的欠费",
        "The bill paid; empty pays the oldest due first",
        "ZD202603000123",
    ),
    ("fee_payments", "fee_item"): Meaning(
        "费用项；无账单编号时只抵此项", "Item; without a bill only this item is paid", "物业费"
    ),
    ("calls", "phone"): Meaning("来电号码，按文本填写", "Number calling, as text", "13800000000"),
    ("contacts", "ticket_id"): Meaning(
        "所联系的投诉或工单编号", "Complaint or work order it is about", "TS20260305001"
    ),
    ("contacts", "staff_id"): Meaning("联系人工号", "Who made the contact", "G001003"),
    ("contacts", "content"): Meaning("联系内容", "What was said", "已告知配件三天内到货"),
    ("notices", "household_count"): Meaning(
        "提出此事的户数；多户提出的普遍性问题须一周内张贴",
        "Households that raised it; a common matter is answered by a notice within a week",
        3,
    ),
    ("survey_invites", "answered_at"): Meaning(
        "交回答卷的时间，未答留空", "When the sheet came back; empty without one", _at(19, 30)
    ),
    ("survey_answers", "satisfaction_grade"): Meaning(
        "评价；未作答留空", "Grade; empty when the question was left out", "满意"
    ),
    ("staff", "project_name"): Meaning(
        "所在项目，总部人员留空", "Estate; empty at head office", "示范花园"
    ),
    **SALES_OWN_MEANINGS,
}

# Columns that stay empty in the example, because they belong to another course of events.
_EMPTY_IN_EXAMPLE = frozenset(
    {
        "moved_out_on",
        "left_on",
        "leaving_approved",
        "withdrawn_at",
        "cancelled_at",
        "written_reply_at",
        "rectify_by",
        "penalty",
        "refunded_payment_id",
        "ticket_id",
        "suspended_minutes",
        "answered_at",
    }
    | SALES_EMPTY_IN_EXAMPLE
)


def meaning(export: Export, column: Column) -> Meaning:
    """The column in words. KeyError: nobody described it."""
    if export in COMPANY_SETTINGS:
        own_setting = OWN_SETTINGS_MEANINGS.get((export.name, column.field))
        return own_setting or SETTINGS_MEANINGS[column.field]
    return _OWN_MEANINGS.get((export.name, column.field)) or _MEANINGS[column.field]


def example_row(export: Export) -> list[Value | None]:
    """A filled-in row that is consistent in itself; its first cell starts with 示例."""
    cells: list[Value | None] = [
        None if column.field in _EMPTY_IN_EXAMPLE else meaning(export, column).example
        for column in export.columns
    ]
    cells[0] = f"{EXAMPLE_PREFIX}-{cells[0]}"
    return cells
