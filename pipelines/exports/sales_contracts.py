"""Contract of 销售合同: one unit sold, at which price, how it is paid, and what became of it."""

from pipelines.exports.contract import (
    Code,
    Export,
    code,
    date,
    identifier,
    money,
    timestamp,
)
from pipelines.exports.rooms import PROJECT_ALIASES

SALES_ATTAINMENT = ("sales_attainment_rate",)
CONTRACT_ALIASES = ("合同号",)

SALES_CONTRACTS = Export(
    name="sales_contracts",
    title_zh="销售合同",
    title_en="Sales contracts",
    grain_en="one row per sales contract or booking",
    columns=(
        identifier("合同编号", "contract_id", required=True, key=True, aliases=CONTRACT_ALIASES),
        identifier("项目", "project_name", required=True, aliases=PROJECT_ALIASES),
        identifier("房源", "unit_name", required=True, aliases=("房号", "销售房源")),
        money("原价", "list_price", required=True, aliases=("定价", "原总价")),
        money(
            "成交价",
            "sold_price",
            required=True,
            aliases=("合同金额", "成交总价"),
            needed_by=SALES_ATTAINMENT,
        ),
        code(
            "付款方式",
            "payment_plan",
            Code("全款", "paid in full", ("一次性付款", "一次性")),
            Code("按揭", "mortgage", ("银行按揭",)),
            Code("分期", "instalments", ("分期付款",)),
            Code("借款", "loan"),
            required=True,
        ),
        date("认购日期", "subscribed_on"),
        timestamp("签约时间", "signed_at", aliases=("签约日期",), needed_by=SALES_ATTAINMENT),
        date("首付收齐日期", "down_payment_on"),
        date("按揭资料齐日期", "mortgage_documents_on"),
        date("按揭合同日期", "mortgage_signed_on"),
        code(
            "状态",
            "contract_status",
            Code("有效", "in force", ("正常",)),
            Code("退房", "cancelled", ("已退房",)),
            Code("换房", "exchanged for another unit", ("已换房",)),
            Code("塌定", "booking forfeited"),
            required=True,
        ),
        date("状态日期", "status_on"),
        identifier("责任人工号", "responsible_staff_id"),
    ),
)
