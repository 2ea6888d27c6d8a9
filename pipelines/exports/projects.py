"""Contract of 项目: the estates and buildings that the company manages."""

from pipelines.exports.contract import Code, Export, code, date, identifier, integer, text

PROJECTS = Export(
    name="projects",
    title_zh="项目",
    title_en="Projects",
    grain_en="one row per project",
    columns=(
        identifier(
            "项目",
            "project_name",
            required=True,
            key=True,
            aliases=("项目名称", "小区", "小区名称", "楼盘"),
        ),
        text("城市", "city"),
        code(
            "业态",
            "project_type",
            Code("住宅", "residential"),
            Code("写字楼", "office", ("办公",)),
            Code("商业", "retail"),
            Code("综合", "mixed"),
        ),
        integer("户数", "household_count"),
        date("启用日期", "opened_on"),
    ),
)
