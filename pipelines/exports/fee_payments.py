"""Contract of 缴费: one payment or refund, of one bill or of whatever is owed longest."""

from pipelines.exports.contract import Code, Export, code, identifier, money, text, timestamp
from pipelines.exports.fee_bills import COLLECTION, FEE_ITEM_CODES
from pipelines.exports.rooms import PROJECT_ALIASES, ROOM_ALIASES

FEE_PAYMENTS = Export(
    name="fee_payments",
    title_zh="缴费",
    title_en="Fee payments",
    grain_en="one row per payment or refund",
    columns=(
        identifier(
            "缴费编号", "payment_id", required=True, key=True, aliases=("缴费单号", "收据号")
        ),
        identifier("账单编号", "bill_id", aliases=("账单号",)),
        identifier("项目", "project_name", required=True, aliases=PROJECT_ALIASES),
        identifier("房号", "room_name", required=True, aliases=ROOM_ALIASES),
        code("费用项", "fee_item", *FEE_ITEM_CODES, aliases=("收费项目", "费用名称")),
        timestamp("缴费时间", "paid_at", required=True, needed_by=COLLECTION),
        money(
            "实收金额",
            "received_amount",
            required=True,
            aliases=("实缴金额",),
            needed_by=COLLECTION,
        ),
        money("账户抵扣", "account_amount"),
        money("滞纳金", "late_fee_amount"),
        text("支付方式", "payment_method", aliases=("收款方式",)),
        identifier("收银员工号", "cashier_staff_id"),
        code(
            "类型",
            "payment_kind",
            Code("缴费", "payment", ("收费",)),
            Code("退费", "refund", ("退款",)),
        ),
        identifier("原缴费编号", "refunded_payment_id"),
    ),
)
