"""Contract of 满意度汇总: how many gave each grade, as an agency or another system counted."""

from pipelines.exports.contract import Export, identifier, number, text, yes_no
from pipelines.exports.contract import code as one_of
from pipelines.exports.rooms import PROJECT_ALIASES
from pipelines.exports.survey_answers import SERVICE_AREAS

# Counts may have decimals: agencies hand in weighted answers.
SURVEY_TALLIES = Export(
    name="survey_tallies",
    title_zh="满意度汇总",
    title_en="Survey tallies",
    grain_en="one row per survey, project and question, counted by grade",
    columns=(
        identifier("调查编号", "survey_id", required=True, key=True),
        identifier("项目", "project_name", required=True, key=True, aliases=PROJECT_ALIASES),
        identifier("题目编号", "question_id", required=True, key=True, aliases=("题号",)),
        text("题目", "question"),
        one_of("服务类别", "service_area", *SERVICE_AREAS),
        number("很满意份数", "very_satisfied_count", required=True, aliases=("非常满意份数",)),
        number("满意份数", "satisfied_count", required=True),
        number("基本满意份数", "fairly_satisfied_count", aliases=("一般份数",)),
        number("不满意份数", "dissatisfied_count", required=True),
        number("很不满意份数", "very_dissatisfied_count", aliases=("非常不满意份数",)),
        number("不适用份数", "not_counted_count", aliases=("未评价份数", "不清楚份数")),
        yes_no("基本满意算满意", "fairly_counts_as_satisfied", aliases=("一般算满意",)),
        number("公布满意率", "published_percent", aliases=("满意率", "公布满意率（%）")),
    ),
)
