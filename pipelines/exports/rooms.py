"""Contract of 房屋: every room that can be billed, visited or complain."""

from pipelines.exports.contract import Code, Export, code, date, identifier, number, text

PROJECT_ALIASES = ("项目名称", "小区", "小区名称")
ROOM_ALIASES = ("房屋", "房间号", "房间", "房屋编号", "房号/车辆/合同")

ROOMS = Export(
    name="rooms",
    title_zh="房屋",
    title_en="Rooms",
    grain_en="one row per room of a project",
    columns=(
        identifier("项目", "project_name", required=True, key=True, aliases=PROJECT_ALIASES),
        identifier("房号", "room_name", required=True, key=True, aliases=ROOM_ALIASES),
        identifier("楼栋", "building_name", aliases=("楼号", "栋")),
        identifier("单元", "entrance_name"),
        number("建筑面积", "floor_area_sqm", aliases=("面积",)),
        text("用途", "room_use"),
        code(
            "状态",
            "occupancy_status",
            Code("自用", "owner-occupied", ("自住",)),
            Code("出租", "let"),
            Code("空置", "vacant", ("空房",)),
        ),
        date("交付日期", "handed_over_on"),
    ),
)
