"""Contract of 折扣审批: who asked for a discount on a sale, and who signed it."""

from pipelines.exports.contract import Export, identifier, text, timestamp
from pipelines.exports.sales_contracts import CONTRACT_ALIASES

DISCOUNT_APPROVALS = Export(
    name="discount_approvals",
    title_zh="折扣审批",
    title_en="Discount approvals",
    grain_en="one row per contract and signature",
    columns=(
        identifier("合同编号", "contract_id", required=True, key=True, aliases=CONTRACT_ALIASES),
        identifier("申请人工号", "requested_by_staff_id"),
        identifier("批准人工号", "approved_by_staff_id"),
        text("批准人职务", "approver_post"),
        timestamp(
            "签字时间", "signed_at", required=True, key=True, aliases=("批准时间", "签字日期")
        ),
    ),
)
