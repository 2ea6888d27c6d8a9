"""Contract of 收款: one sum of purchase money that came in."""

from pipelines.exports.contract import Code, Export, code, date, identifier, money
from pipelines.exports.sales_contracts import CONTRACT_ALIASES

SALES_RECEIPTS = Export(
    name="sales_receipts",
    title_zh="收款",
    title_en="Purchase money received",
    grain_en="one row per receipt of purchase money",
    columns=(
        identifier("收款编号", "receipt_id", required=True, key=True),
        identifier("合同编号", "contract_id", required=True, aliases=CONTRACT_ALIASES),
        date("收款日期", "received_on", required=True),
        money("金额", "amount", required=True, aliases=("收款金额",)),
        code(
            "来源",
            "source",
            Code("客户", "customer"),
            Code("银行按揭", "bank mortgage", ("按揭", "银行")),
            aliases=("款项来源",),
        ),
    ),
)
