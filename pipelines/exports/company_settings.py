"""Contracts of the company's settings workbook (公司设置): what a company decides for itself.

Belongs here: the sheets in which a company overrides the limits of promises, targets, grade
values, working days and posts that count as head, and the list of all sheets. Each row holds from
a day on, for the whole company (全公司) or one project. Does not belong here: what the sales
office is paid by (`sales_settings`), the values that hold when a company says nothing (the seeds
of `dbt_project`), or anything that happened (the exports).

They are read, checked and kept like exports, but say nothing about when anything happened: a
settings workbook never moves the time that a build is of.
"""

from pipelines.exports.contract import (
    Code,
    Export,
    code,
    date,
    identifier,
    number,
    text,
    yes_no,
)
from pipelines.exports.sales_settings import SALES_SETTINGS
from pipelines.exports.settings_columns import VALIDITY, applies_to, validity
from pipelines.exports.visits import SATISFACTION_GRADES

RULE_SETTINGS = Export(
    name="rule_settings",
    title_zh="承诺时限设置",
    title_en="Limits of promises",
    grain_en="one row per promise, project and first day",
    columns=(
        applies_to(),
        identifier("承诺编号", "rule_id", required=True, key=True),
        *validity(),
        number("时限或阈值", "threshold", required=True, unit="1"),
        text("制度原文", "source_words"),
    ),
    orders=VALIDITY,
)

TARGET_SETTINGS = Export(
    name="target_settings",
    title_zh="指标目标设置",
    title_en="Targets of KPIs",
    grain_en="one row per KPI, project, kind of period and first day",
    columns=(
        applies_to(),
        identifier("指标编号", "kpi_id", required=True, key=True),
        code(
            "期间",
            "period_kind",
            Code("全部", "every kind of period"),
            Code("周", "week"),
            Code("月", "month"),
            Code("季", "quarter", ("季度",)),
            Code("年", "year", ("年度",)),
            required=True,
            key=True,
        ),
        *validity(),
        number("目标值", "target", required=True, unit="1"),
        text("制度原文", "source_words"),
    ),
    orders=VALIDITY,
)

SCALE_SETTINGS = Export(
    name="scale_settings",
    title_zh="评价分值设置",
    title_en="Values of satisfaction grades",
    grain_en="one row per grade, project and first day",
    columns=(
        applies_to(),
        code("评价", "satisfaction_grade", *SATISFACTION_GRADES, required=True, key=True),
        *validity(),
        number("分值", "satisfaction_score", required=True),
        yes_no("计为满意", "is_satisfied", required=True),
    ),
    orders=VALIDITY,
)

CALENDAR_SETTINGS = Export(
    name="calendar_settings",
    title_zh="工作日历设置",
    title_en="Working calendar",
    grain_en="one row per day that is not as the calendar says",
    columns=(
        text("日历说明", "holiday_name", required=True),
        date("日期", "date_on", required=True, key=True, planned=True),
        yes_no("是否工作日", "is_working_day", required=True),
    ),
)

HEAD_POST_SETTINGS = Export(
    name="head_post_settings",
    title_zh="负责人岗位设置",
    title_en="Posts that count as head",
    grain_en="one row per post and project",
    columns=(
        applies_to(),
        text("岗位", "post", required=True, key=True),
        yes_no("视为负责人", "is_head", required=True),
    ),
)

COMPANY_SETTINGS: tuple[Export, ...] = (
    RULE_SETTINGS,
    TARGET_SETTINGS,
    SCALE_SETTINGS,
    CALENDAR_SETTINGS,
    HEAD_POST_SETTINGS,
    *SALES_SETTINGS,
)
