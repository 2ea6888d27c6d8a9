"""Contract of 调查答卷: one household's answer to one question of a survey."""

from pipelines.exports.contract import Code, DataClass, Export, code, identifier, text
from pipelines.exports.rooms import PROJECT_ALIASES, ROOM_ALIASES
from pipelines.exports.visits import SATISFACTION_GRADES

SERVICE_AREAS = (
    Code("总体", "overall", ("总体评价", "整体")),
    Code("客服", "customer service", ("客户服务",)),
    Code("安保", "security", ("保安", "秩序维护")),
    Code("保洁", "cleaning", ("清洁",)),
    Code("绿化", "greening"),
    Code("工程维修", "repairs", ("维修", "工程")),
    Code("收费", "fees", ("收费服务",)),
    Code("社区活动", "community events", ("社区文化",)),
)

SURVEY_ANSWERS = Export(
    name="survey_answers",
    title_zh="调查答卷",
    title_en="Survey answers",
    grain_en="one row per survey, household and question",
    columns=(
        identifier("调查编号", "survey_id", required=True, key=True),
        identifier("项目", "project_name", required=True, key=True, aliases=PROJECT_ALIASES),
        identifier("房号", "room_name", required=True, key=True, aliases=ROOM_ALIASES),
        identifier("题目编号", "question_id", required=True, key=True, aliases=("题号",)),
        text("题目", "question"),
        code(
            "服务类别",
            "service_area",
            *SERVICE_AREAS,
            required=True,
        ),
        code("评价", "satisfaction_grade", *SATISFACTION_GRADES, aliases=("满意程度",)),
        text("意见", "comment", data_class=DataClass.PERSONAL),
    ),
)
