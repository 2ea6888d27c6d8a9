"""What a proposal leaves for a person to decide, said in Chinese and English.

Belongs here: one sentence for each thing that headers and values do not decide. Does not
belong here: choosing columns (`likeness`) or writing the YAML (`proposal_text`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.exports import Column, Export
from pipelines.profiles.evidence import Evidence, date_order
from pipelines.profiles.likeness import WEAK, Candidate, ExportLikeness
from pipelines.profiles.proposal_text import ColumnProposal, Remark

CLOSE_EXPORTS = 0.15
LEAST_REQUIRED = 0.34  # with fewer of the required columns the export is a guess


def about_export(best: ExportLikeness, second: ExportLikeness) -> list[Remark]:
    """An export that is a guess, or that another one is nearly as good as."""
    required = best.export.required_fields
    if sum(field in best.chosen for field in required) < len(required) * LEAST_REQUIRED:
        return [
            Remark(
                f"这张表不太像我们的任何一种导出；最接近的是{best.export.title_zh}"
                f"（{best.export.name}）。",
                f"The sheet is not much like any of our exports; the nearest is "
                f"{best.export.title_en} ({best.export.name}).",
            )
        ]
    if best.score - second.score > CLOSE_EXPORTS * max(best.score, 0.01):
        return []
    return [
        Remark(
            f"这张表像{best.export.title_zh}（{best.export.name}），也像"
            f"{second.export.title_zh}（{second.export.name}）：请确认。",
            f"The sheet looks like {best.export.title_en} ({best.export.name}), and nearly as much "
            f"like {second.export.title_en} ({second.export.name}): please confirm.",
        )
    ]


def without_header(column: Column) -> ColumnProposal:
    """A column of ours that no header was found for; only a required one is a question."""
    if not column.required:
        return ColumnProposal(column, None, 0.0, (), None, ())
    if column.field == "project_name":
        remark = Remark(
            "没有找到项目列：按收件夹中的文件夹名取项目；如不这样存放，请改为固定的项目名。",
            "No column names the project: the inbox folder's name is taken; if files are not kept "
            "that way, put a constant project name instead.",
        )
    else:
        choice = "、".join(code.value for code in column.codes)
        remark = Remark(
            f"没有找到必填列“{column.header}”（{column.field}）"
            + (f"：请填列名，或固定为 {choice} 之一。" if choice else "：请填列名、模板或固定值。"),
            f"No header was found for the required column {column.header} ({column.field}): put "
            + (
                f"a header, or one of {choice}."
                if choice
                else "a header, a template or a constant."
            ),
        )
    return ColumnProposal(column, None, 0.0, (), None, (remark,))


def about_rivals(
    column: Column, header: str, rivals: Sequence[Candidate], headers: Sequence[str]
) -> list[Remark]:
    """Other headers of the file that are nearly as likely as the one taken."""
    if not rivals:
        return []
    others = "、".join(headers[rival.position] for rival in rivals)
    return [
        Remark(
            f"{column.header}（{column.field}）取自“{header}”，但“{others}”几乎同样像：请确认。",
            f"{column.field} is taken from “{header}”, but “{others}” is nearly as likely: please "
            "confirm.",
        )
    ]


def about_weak(column: Column, header: str, candidate: Candidate) -> list[Remark]:
    """A header that is taken although it is not much alike."""
    if candidate.score >= WEAK:
        return []
    return [
        Remark(
            f"{column.header}（{column.field}）取自“{header}”，但只有 {candidate.score:.0%} 相似："
            "请确认或删去。",
            f"{column.field} is taken from “{header}”, which is only {candidate.score:.0%} alike: "
            "please confirm it or take it out.",
        )
    ]


def about_repeated_key(
    column: Column, export: Export, header: str, values: Evidence
) -> list[Remark]:
    """A column that alone identifies a row must not repeat."""
    repeated = values.filled - values.distinct
    if export.key != (column.field,) or not repeated:
        return []
    return [
        Remark(
            f"“{header}”有 {repeated} 行重复，作为{column.header}必须逐行不同："
            "请换一列或用模板拼接。",
            f"“{header}” repeats in {repeated} rows, but {column.field} must differ in every row: "
            "choose another column, or a template of several.",
        )
    ]


def dates_of(column: Column, header: str, values: Evidence) -> tuple[tuple[str, ...], list[Remark]]:
    """The formats to read a date column with, ("?",) where day and month cannot be told apart."""
    order = date_order(values)
    if len(order.formats) == 1:
        return order.formats, []
    if not order.formats and not order.contradictory:
        return (), []
    example = values.values[0]
    if order.contradictory:
        remark = Remark(
            f"“{header}”里日在前和月在前两种写法都有，无法用一种格式读取，请先在来源系统统一。",
            f"“{header}” has dates with the day first and others with the month first; no one "
            "format reads both: make them alike in the other system.",
        )
    else:
        remark = Remark(
            f"“{header}”（如 {example}）分不清日和月，没有大于 12 的数：请在 {order.formats[0]} 与 "
            f"{order.formats[1]} 中选一个。",
            f"“{header}” (such as {example}) does not tell day from month, no number is above 12: "
            f"choose {order.formats[0]} or {order.formats[1]}.",
        )
    return ("?",), [remark]
