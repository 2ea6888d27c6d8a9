"""Writing the settings workbook that a company fills in: one sheet per kind of setting.

Belongs here: the workbook's sheets and the list of what holds without a setting. Does not belong
here: the form of a sheet (`workbooks`) or the words of its columns (`settings_meanings`).
"""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from pipelines.exports import COMPANY_SETTINGS, Export
from pipelines.templates.default_lists import Lines, sales_defaults, seed
from pipelines.templates.workbooks import CREATED, write_form, write_notes

FILE_NAME = "公司设置_company.xlsx"

_HOW = (
    "填好后存为数据目录下的 company.xlsx，下次构建即生效；也可用 wuye build --company-file 指定。",
    "Save it as company.xlsx in the data folder; it holds from the next build on, or name it with "
    "wuye build --company-file.",
    "每张表是完整的一份：删掉一行，该设置即失效。没有设置的按下列默认值。",
    "Each sheet is the whole statement: a row taken out no longer holds. What is not set follows "
    "these defaults.",
)


def write_company_workbook(path: Path) -> Path:
    """Writes the settings workbook: its forms, notes in both languages, the defaults."""
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"created": CREATED, "title": "公司设置 Company settings"})
    for contract in COMPANY_SETTINGS:
        write_form(book, contract)
    for contract in COMPANY_SETTINGS:
        write_notes(book, contract, f"说明·{contract.title_zh}", chinese=True)
        write_notes(book, contract, _english_name(contract), chinese=False)
    _write_defaults(book)
    book.close()
    return path


def _write_defaults(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("现行默认值 Defaults")
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for row, words in enumerate(_HOW):
        sheet.write_string(row, 0, words)
    sheet.set_column(0, 0, 30, wrap)
    sheet.set_column(1, 2, 40, wrap)
    sheet.set_column(3, 4, 16, wrap)
    lists = (_promises(), _targets(), *sales_defaults())
    lines = [line for lines in lists for line in (*lines, ())]
    for row, line in enumerate(lines, start=len(_HOW) + 1):
        sheet.write_row(row, 0, line, bold if line and line[0].startswith("「") else None)


# Titles are quoted, so that no row of these lists reads like the header of an export.


def _promises() -> Lines:
    return [
        ("「承诺」", "名称", "Name", "默认值", "单位 Unit"),
        *(
            (rule["rule_id"], rule["name_zh"], rule["name_en"], rule["threshold"], rule["unit"])
            for rule in seed("rules")
        ),
    ]


def _targets() -> Lines:
    targets = {t["kpi_id"]: t["target"] for t in seed("kpi_targets") if t["project_name"] == "*"}
    return [
        ("「指标」", "名称", "Name", "默认目标", "单位 Unit"),
        *(
            (k["kpi_id"], k["name_zh"], k["name_en"], targets.get(k["kpi_id"], ""), k["unit"])
            for k in seed("kpis")
        ),
    ]


def _english_name(contract: Export) -> str:
    return f"Notes {contract.name.removesuffix('_settings')}"
