"""Contract of 联系记录: one contact with the household about its ticket."""

from pipelines.exports.contract import (
    Code,
    DataClass,
    Export,
    code,
    identifier,
    text,
    timestamp,
)

CONTACTS = Export(
    name="contacts",
    title_zh="联系记录",
    title_en="Contacts",
    grain_en="one row per contact about a complaint or work order",
    columns=(
        identifier("联系编号", "contact_id", required=True, key=True),
        identifier("单号", "ticket_id", required=True, aliases=("关联单号",)),
        timestamp("联系时间", "contacted_at", required=True),
        code(
            "方式",
            "contact_method",
            Code("电话", "phone", ("去电", "来电")),
            Code("上门", "in person", ("面谈",)),
            Code("书面", "written", ("信函",)),
            Code("微信", "WeChat"),
            aliases=("联系方式",),
        ),
        identifier("联系人工号", "staff_id"),
        text("内容", "content", data_class=DataClass.PERSONAL, aliases=("联系内容",)),
    ),
)
