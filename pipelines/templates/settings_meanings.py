"""What each column of the settings workbook means, in Chinese and English, with an example.

Belongs here: the words for whoever decides the company's own limits. Does not belong here: the
values that hold without a setting (the seeds of `dbt_project`).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipelines.templates.wording import Meaning

PLAN_EXAMPLE = "2026版"

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
    "plan_version": Meaning(
        "方案编号，自定；同一方案的档位和参数写同一编号",
        "Number of the plan, of your own choice; its tiers and terms name it",
        PLAN_EXAMPLE,
    ),
    "based_on": Meaning(
        "未列出的参数和档位取自哪个方案；留空取自现行默认方案 S3-2013",
        "Plan that what is left out is taken from; empty: the default plan S3-2013",
        "S3-2013",
    ),
    "from_attainment": Meaning(
        "从多少完成率起（含），到下一档为止（不含），如 101%；第一档从 0 起",
        "Attainment from which the rate holds (included) up to the next one, such as 101%; the "
        "first one starts at 0",
        Decimal("1.01"),
    ),
    "rate_per_mille": Meaning(
        "提成占合同金额的千分之几，如 2.1（即 0.21%）；写了一档就要把该方案各档写全",
        "Commission per thousand of the contract amount, such as 2.1 (that is 0.21%); a plan "
        "states all of its tiers or none",
        Decimal("2.1"),
    ),
    "term": Meaning(
        "参数编号，见“现行默认值”表", "Id of the term, see the sheet of defaults", "lunch_duty"
    ),
    "scenario_id": Meaning(
        "测算编号，自定；一个测算改变几项就写几行",
        "Number of the scenario, of your own choice; one row for each thing it changes",
        "任务上调一成",
    ),
    "item": Meaning(
        "改变什么：口径编号（见“现行默认值”表）、plan_version 或 target_factor",
        "What it changes: a reading (see the sheet of defaults), plan_version or target_factor",
        "target_factor",
    ),
    "sales_role": Meaning(
        "该岗位在销售中的角色；“副总以上”可签字认可折扣，“无”表示不算销售岗位",
        "Its part in sales; 副总以上 may sign discounts, 无 takes no part",
        "置业顾问",
    ),
}

# Where the same field means something of its own on one sheet.
OWN_SETTINGS_MEANINGS: dict[tuple[str, str], Meaning] = {
    ("commission_plan_settings", "valid_from"): Meaning(
        "生效日期；合同按签约月份第一天有效的方案计算",
        "First day; the plan valid on the first day of the contract's month counts",
        date(2026, 1, 1),
    ),
    ("commission_tier_settings", "source_words"): Meaning(
        "公司制度的原文，显示在看板上",
        "The words of the company's rule, shown on the pages",
        "完成任务101%以上的，按0.21%计算提成",
    ),
    ("commission_term_settings", "source_words"): Meaning(
        "公司制度的原文，显示在看板上",
        "The words of the company's rule, shown on the pages",
        "午间值班每次补助15元",
    ),
    ("commission_plan_settings", "name"): Meaning("方案名称", "Name of the plan", "2026年提成办法"),
    ("commission_scenario_settings", "name"): Meaning(
        "测算名称，显示在看板上", "Name, shown on the pages", "任务上调一成"
    ),
    ("commission_term_settings", "value"): Meaning(
        "参数值，单位见“现行默认值”表；比率写 8% 或 0.08，金额写元",
        "The value, in the unit of the default; a rate as 8% or 0.08, an amount in yuan",
        Decimal("15"),
    ),
    ("commission_scenario_settings", "value"): Meaning(
        "口径的取值、方案编号，或任务额乘以多少（如 1.1）",
        "The reading's value, a plan, or what targets are multiplied by (such as 1.1)",
        "1.1",
    ),
    ("sales_post_settings", "post"): Meaning(
        "岗位名称，与员工表一致", "Post, as in the staff export", "置业顾问"
    ),
}
