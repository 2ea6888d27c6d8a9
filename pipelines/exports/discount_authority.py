"""Contract of 折扣权限: how much a post may take off the list price without asking."""

from pipelines.exports.contract import Export, Order, date, identifier, rate, text
from pipelines.exports.rooms import PROJECT_ALIASES

DISCOUNT_AUTHORITY = Export(
    name="discount_authority",
    title_zh="折扣权限",
    title_en="Discount authority",
    grain_en="one row per project, post and first day",
    columns=(
        identifier("项目", "project_name", required=True, key=True, aliases=PROJECT_ALIASES),
        text("职务", "post", required=True, key=True, aliases=("岗位",)),
        rate("比例", "authority_rate", required=True, aliases=("折扣比例",)),
        date("生效日期", "valid_from", required=True, key=True, planned=True),
        date("失效日期", "valid_to", planned=True),
    ),
    orders=(Order("valid_from", "valid_to"),),
)
