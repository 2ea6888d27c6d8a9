"""Contract of 业绩分配: which consultants a sale counts for, and for which share."""

from pipelines.exports.contract import Export, identifier, rate, text
from pipelines.exports.sales_contracts import CONTRACT_ALIASES

SALES_CREDITS = Export(
    name="sales_credits",
    title_zh="业绩分配",
    title_en="Sales credits",
    grain_en="one row per contract and consultant",
    columns=(
        identifier("合同编号", "contract_id", required=True, key=True, aliases=CONTRACT_ALIASES),
        identifier("顾问工号", "staff_id", required=True, key=True, aliases=("置业顾问工号",)),
        rate("比例", "share", aliases=("分配比例",)),
        identifier("确定人工号", "decided_by_staff_id"),
        text("理由", "reason"),
    ),
)
