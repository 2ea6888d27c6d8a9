"""Sheets of the company's settings workbook about the sales office: plans, posts, what-ifs.

Belongs here: commission plans of the company's own, their tiers and terms, scenarios to compare,
and which posts sell. Does not belong here: the plan of the source and its clauses (the seeds of
`dbt_project`), or the targets and authorities that the sales office keeps (the exports).
"""

from pipelines.exports.contract import Code, Column, Export, code, identifier, number, text
from pipelines.exports.settings_columns import VALIDITY, applies_to, validity


def _plan() -> Column:
    return identifier("方案编号", "plan_version", required=True, key=True)


COMMISSION_PLAN_SETTINGS = Export(
    name="commission_plan_settings",
    title_zh="提成方案",
    title_en="Commission plans",
    grain_en="one row per plan, project and first day",
    columns=(
        _plan(),
        applies_to(),
        *validity(),
        text("方案名称", "name"),
        identifier("以何方案为基础", "based_on"),
    ),
    orders=VALIDITY,
)

COMMISSION_TIER_SETTINGS = Export(
    name="commission_tier_settings",
    title_zh="提成档位",
    title_en="Commission tiers",
    grain_en="one row per plan and attainment from which the rate holds",
    columns=(
        _plan(),
        number("完成率起点", "from_attainment", required=True, key=True, unit="1"),
        # in ‰, so that four decimals hold a rate of seven
        number("提成比例（‰）", "rate_per_mille", required=True, unit="‰"),
        text("制度原文", "source_words"),
    ),
)

COMMISSION_TERM_SETTINGS = Export(
    name="commission_term_settings",
    title_zh="提成参数",
    title_en="Terms of commission and pay",
    grain_en="one row per plan and term",
    columns=(
        _plan(),
        identifier("参数编号", "term", required=True, key=True),
        number("参数值", "value", required=True, unit="1"),
        text("制度原文", "source_words"),
    ),
)

COMMISSION_SCENARIO_SETTINGS = Export(
    name="commission_scenario_settings",
    title_zh="测算方案",
    title_en="Scenarios to compare",
    grain_en="one row per scenario and thing that differs from the actual calculation",
    columns=(
        identifier("测算编号", "scenario_id", required=True, key=True),
        identifier("改变项", "item", required=True, key=True),
        identifier("取值", "value", required=True),
        text("测算名称", "name"),
    ),
)

SALES_POST_SETTINGS = Export(
    name="sales_post_settings",
    title_zh="销售岗位",
    title_en="Posts of the sales office",
    grain_en="one row per post",
    columns=(
        text("岗位", "post", required=True, key=True),
        code(
            "销售角色",
            "sales_role",
            Code("置业顾问", "consultant"),
            Code("销售经理", "sales manager"),
            Code("副总以上", "vice president or above: may sign discounts"),
            Code("无", "no part in sales"),
            required=True,
        ),
    ),
)

SALES_SETTINGS: tuple[Export, ...] = (
    COMMISSION_PLAN_SETTINGS,
    COMMISSION_TIER_SETTINGS,
    COMMISSION_TERM_SETTINGS,
    COMMISSION_SCENARIO_SETTINGS,
    SALES_POST_SETTINGS,
)
