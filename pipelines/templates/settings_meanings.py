"""What each column of the settings workbook means, in Chinese and English, with an example.

Belongs here: the words for whoever decides the company's own limits. Does not belong here: the
values that hold without a setting (the seeds of `dbt_project`).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipelines.templates.wording import Meaning

SETTINGS_MEANINGS: dict[str, Meaning] = {
    "applies_to": Meaning(
        "填“全公司”，或一个项目的名称；项目自己的设置先于全公司",
        "全公司 for the whole company, or a project's name; a project's own setting goes first",
        "全公司",
    ),
    "rule_id": Meaning(
        "承诺编号，见“现行默认值”表", "Number of the promise, see the sheet of defaults", "SV2"
    ),
    "kpi_id": Meaning(
        "指标编号，见“现行默认值”表",
        "Id of the KPI, see the sheet of defaults",
        "satisfaction_rate",
    ),
    "period_kind": Meaning("目标适用的期间", "Kind of period the target holds for", "全部"),
    "valid_from": Meaning(
        "生效日期；以计时开始那天（或期间第一天）有效的设置为准",
        "First day; what held when the clock started (or the period began) counts",
        date(2026, 1, 1),
    ),
    "valid_to": Meaning(
        "最后一天（含），一直有效则留空",
        "Last day, included; empty while it holds",
        date(2026, 12, 31),
    ),
    "threshold": Meaning(
        "时限或阈值，单位见“现行默认值”表，不可改变单位",
        "The limit, in the unit of the default, which cannot be changed",
        Decimal("15"),
    ),
    "target": Meaning(
        "目标值；比率填0到1之间的小数，如0.96",
        "Target; a rate as a share, such as 0.96",
        Decimal("0.97"),
    ),
    "source_words": Meaning(
        "公司制度的原文，显示在看板上",
        "The words of the company's rule, shown on the pages",
        "十五分钟内派单",
    ),
    "satisfaction_grade": Meaning("评价等级", "Grade", "基本满意"),
    "satisfaction_score": Meaning(
        "该等级的分值，0到100", "Value of the grade, 0 to 100", Decimal("60")
    ),
    "is_satisfied": Meaning("该等级是否计入满意", "Whether the grade counts as satisfied", "是"),
    "holiday_name": Meaning("为何上班或休息", "Why it is a working day or a day off", "厂休"),
    "date_on": Meaning("日期", "The day", date(2026, 12, 24)),
    "is_working_day": Meaning(
        "这一天是否工作日；未列出的日子按国家节假日和调休安排",
        "Whether it is a working day; days not listed follow the state's holidays",
        "否",
    ),
    "post": Meaning("岗位名称，与员工表一致", "Post, as in the staff export", "客服主管"),
    "is_head": Meaning(
        "该岗位是否视为负责人（重大投诉须由负责人跟踪）",
        "Whether the post counts as head (important complaints are followed up by the head)",
        "是",
    ),
}
