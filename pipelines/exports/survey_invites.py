"""Contract of 调查对象: one household invited to a survey, and what came of it."""

from pipelines.exports.contract import Code, Export, code, identifier, text, timestamp
from pipelines.exports.rooms import PROJECT_ALIASES, ROOM_ALIASES

SURVEY_INVITES = Export(
    name="survey_invites",
    title_zh="调查对象",
    title_en="Survey invitations",
    grain_en="one row per survey and household invited",
    columns=(
        identifier("调查编号", "survey_id", required=True, key=True),
        identifier("项目", "project_name", required=True, key=True, aliases=PROJECT_ALIASES),
        identifier("房号", "room_name", required=True, key=True, aliases=ROOM_ALIASES),
        code(
            "结果",
            "disposition",
            Code("完成", "completed", ("已完成", "有效")),
            Code("部分", "partial", ("部分完成",)),
            Code("拒绝", "refused", ("拒访",)),
            Code("未联系上", "not reached", ("未接通", "无人")),
            Code("空置", "vacant", ("空房",)),
            required=True,
        ),
        text("方式", "mode", aliases=("调查方式",)),
        timestamp("答卷时间", "answered_at"),
    ),
)
