"""Contract of 跟单人: who sees a sale through after its consultant left."""

from pipelines.exports.contract import Export, date, identifier
from pipelines.exports.sales_contracts import CONTRACT_ALIASES

RESIGNATION_FOLLOWERS = Export(
    name="resignation_followers",
    title_zh="跟单人",
    title_en="Follow-up consultants",
    grain_en="one row per contract and consultant who left",
    columns=(
        identifier("合同编号", "contract_id", required=True, key=True, aliases=CONTRACT_ALIASES),
        identifier("原顾问工号", "from_staff_id", required=True, key=True),
        identifier("跟单人工号", "to_staff_id", required=True),
        date("生效日期", "effective_on", required=True, planned=True),
    ),
)
