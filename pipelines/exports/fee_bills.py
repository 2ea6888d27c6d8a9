"""Contract of 账单: one bill, what it is for, how much and by when."""

from pipelines.exports.contract import Code, Export, Order, code, date, identifier, money
from pipelines.exports.rooms import PROJECT_ALIASES, ROOM_ALIASES

COLLECTION = (
    "fee_collection_rate",
    "fee_arrears_recovery_rate",
    "fee_combined_collection_rate",
)

FEE_ITEM_CODES = (
    Code("物业费", "property fee", ("物业管理费", "物业服务费", "管理费")),
    Code("水费公摊", "shared water", ("公摊水费",)),
    Code("电费公摊", "shared electricity", ("公摊电费",)),
    Code("水费", "water"),
    Code("电费", "electricity"),
    Code("停车费", "parking", ("车位费", "停车管理费")),
    Code("租金", "rent"),
    Code("其他", "other", ("其它",)),
)

FEE_BILLS = Export(
    name="fee_bills",
    title_zh="账单",
    title_en="Fee bills",
    grain_en="one row per bill",
    columns=(
        identifier(
            "账单编号",
            "bill_id",
            required=True,
            key=True,
            aliases=("账单号",),
            needed_by=COLLECTION,
        ),
        identifier("项目", "project_name", required=True, aliases=PROJECT_ALIASES),
        identifier("房号", "room_name", required=True, aliases=ROOM_ALIASES),
        code(
            "费用项", "fee_item", *FEE_ITEM_CODES, required=True, aliases=("收费项目", "费用名称")
        ),
        date("服务期起", "service_from", required=True, planned=True, needed_by=COLLECTION),
        date("服务期止", "service_to", required=True, planned=True),
        money("应收金额", "receivable_amount", required=True, needed_by=COLLECTION),
        money("优惠减免金额", "concession_amount"),
        date("应缴日期", "due_on", required=True, planned=True, needed_by=COLLECTION),
        date("出账日期", "billed_on"),
        code("状态", "bill_status", Code("有效", "valid", ("正常",)), Code("作废", "void")),
    ),
    orders=(Order("service_from", "service_to"),),
)
