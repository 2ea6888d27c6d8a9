"""Contract of 业户: who lives in or owns a room, and since when."""

from pipelines.exports.contract import Code, DataClass, Export, Order, code, date, identifier, text
from pipelines.exports.rooms import PROJECT_ALIASES, ROOM_ALIASES

HOUSEHOLDS = Export(
    name="households",
    title_zh="业户",
    title_en="Households",
    grain_en="one row per occupant of a room",
    columns=(
        identifier("项目", "project_name", required=True, key=True, aliases=PROJECT_ALIASES),
        identifier("房号", "room_name", required=True, key=True, aliases=ROOM_ALIASES),
        text(
            "业主",
            "occupant_name",
            required=True,
            key=True,
            data_class=DataClass.PERSONAL,
            aliases=("业主姓名", "业主名称", "业户", "住户"),
        ),
        identifier(
            "联系电话",
            "phone",
            data_class=DataClass.PERSONAL,
            aliases=("电话", "手机号", "业主电话"),
        ),
        code("身份", "tenure", Code("业主", "owner"), Code("租户", "tenant", ("租客",))),
        date("入住日期", "moved_in_on", required=True),
        date("迁出日期", "moved_out_on"),
    ),
    orders=(Order("moved_in_on", "moved_out_on"),),
)
