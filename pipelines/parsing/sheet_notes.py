"""Findings about a sheet or its headers as a whole.

Belongs here: the words for what is odd about a sheet (notes, N3xx) and for why no export is
recognised in it or its headers cannot be used (E108, E109). Does not belong here: rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.exports import ALL_EXPORTS, Export
from pipelines.parsing.findings import Place, column_letters, refuse, sheet_finding, shown
from pipelines.parsing.header_match import HeaderMatch, nearest_headers
from pipelines.parsing.parsed import FileRefused, Finding
from pipelines.parsing.tables import Sheet
from pipelines.parsing.workbook import WorkbookSheet

NAMED_ROWS = 20
# The sheets with which a template explains itself; nobody expects data in them.
EXPLANATION_SHEETS = frozenset({"说明", "Notes"})


def hidden(file: str, sheet: WorkbookSheet) -> list[Finding]:
    """Notes on what the clerk may not see: a hidden sheet, hidden rows. They are read."""
    notes = []
    if sheet.hidden:
        notes.append(
            sheet_finding(
                "N302",
                file,
                sheet=sheet.name,
                zh="这个工作表是隐藏的，其中的行照常读取。若不应计入，请删除该工作表。",
                en="This sheet is hidden; its rows were read all the same. Delete the sheet if "
                "they should not count.",
            )
        )
    present = set(sheet.frame.get_column("source_row").to_list()) if sheet.hidden_rows else set()
    rows = [row for row in sheet.hidden_rows if row in present]
    if rows:
        named = "、".join(str(row) for row in rows[:NAMED_ROWS])
        more = "…" if len(rows) > NAMED_ROWS else ""
        notes.append(
            sheet_finding(
                "N301",
                file,
                sheet=sheet.name,
                row=rows[0],
                found=str(len(rows)),
                zh=f"有 {len(rows)} 行被隐藏或筛选掉（第 {named}{more} 行），照常读取。"
                "若不应计入，请删除这些行。",
                en=f"{len(rows)} rows are hidden or filtered out (rows "
                f"{named.replace('、', ', ')}{more}); they were read all the same. Delete them "
                "if they should not count.",
            )
        )
    return notes


def is_explanation(sheet: Sheet, found: HeaderMatch | None) -> bool:
    """Whether a sheet only explains a template; one that is nearly an export is not."""
    return sheet.name in EXPLANATION_SHEETS and not (found is not None and found.match.is_near)


def no_rows(file: str, sheet: str, export: Export) -> Finding:
    return sheet_finding(
        "N307",
        file,
        sheet=sheet,
        zh=f"认出是「{export.title_zh}」，但表头下面没有数据行。",
        en=f"Recognised as {export.title_en} ({export.name}), but there are no rows below the "
        "header.",
    )


def extra_columns(file: str, sheet: str, found: HeaderMatch) -> list[Finding]:
    """A note that names the columns no contract field was read from."""
    used = set(found.match.origin.values())
    extra = [h for i, h in enumerate(found.headers) if h and i not in used]
    if not extra:
        return []
    return [
        sheet_finding(
            "N305",
            file,
            sheet=sheet,
            row=found.header_row,
            found="、".join(extra),
            zh=f"这些列不属于「{found.match.export.title_zh}」，没有使用："
            f"{shown('、'.join(extra))}。",
            en=f"These columns are not part of {found.match.export.title_en} and were not used: "
            f"{shown(', '.join(extra))}.",
        )
    ]


def refuse_doubled(file: str, sheet: str, found: HeaderMatch) -> None:
    """Raise FileRefused (E109) when two columns claim the same field."""
    for field, positions in found.match.doubled.items():
        place = Place(file, sheet, found.first_column)
        cells = [place.cell(found.header_row, position) for position in positions]
        header = found.headers[positions[0]]
        raise refuse(
            "E109",
            file,
            sheet=sheet,
            row=found.header_row,  # type: ignore[arg-type]
            cell=cells[1],
            column=header,
            field=field,
            found=header,
            expected_zh="每个表头只出现一次",
            expected_en="each header once",
            zh=f"表头「{shown(header)}」出现了 {len(cells)} 次（{'、'.join(cells)}），"
            "不知道该用哪一列。请删去或改名其中一列。",
            en=f"The header “{shown(header)}” occurs {len(cells)} times ({', '.join(cells)}), so "
            "it is unclear which column to use. Delete or rename one of them.",
        )


def stranger(file: str, sheet: Sheet, found: HeaderMatch | None) -> Finding:
    """A note on a sheet that holds no export, in a file where other sheets do."""
    zh, en = "没有认出其中的导出。", "no export was recognised in it."
    if found is not None and found.match.is_near:
        zh, en = _why_not(found)
    return sheet_finding(
        "N303",
        file,
        sheet=sheet.name,
        zh=f"这个工作表没有读取：{zh}",
        en=f"This sheet was not read: {en}",
    )


def no_export(file: str, strangers: Sequence[tuple[Sheet, HeaderMatch | None]]) -> FileRefused:
    """E108: no sheet of the file was recognised; tells about the nearest one."""
    if not strangers:
        return refuse(
            "E101",
            file,
            zh="工作簿里没有任何内容。请重新导出。",
            en="There is nothing in the workbook. Export it again.",
        )
    sheet, found = max(strangers, key=lambda pair: len(pair[1].match.origin) if pair[1] else 0)
    zh, en = _why_not(found)
    return refuse(
        "E108",
        file,
        sheet=sheet.name,
        row=found.header_row if found else None,  # type: ignore[arg-type]
        found="、".join(h for h in found.headers if h) if found else "",
        zh=zh,
        en=en,
    )


def _why_not(found: HeaderMatch | None) -> tuple[str, str]:
    """Why a sheet is no export: the nearest contract and what it lacks, in zh and en."""
    if found is None or not found.match.is_near:
        titles = "、".join(export.title_zh for export in ALL_EXPORTS)
        names = ", ".join(export.name for export in ALL_EXPORTS)
        return (
            f"没有找到可识别的表头（应在前 30 行内）。可识别的导出有：{titles}。"
            "请按模板的表头导出（wuye templates）；其他系统的文件可用 wuye map 建立对应。",
            f"No known header was found in the first 30 rows. Known exports: {names}. Use the "
            "headers of the templates (wuye templates); for a file of another system, make a "
            "profile with wuye map.",
        )
    match = found.match
    export = match.export
    if match.is_complete:
        return (
            f"第 {found.header_row} 行最像「{export.title_zh}」，但有的表头不属于它，不能确定。"
            "其他系统的文件可用 wuye map 建立对应。",
            f"Row {found.header_row} is most like {export.title_en} ({export.name}), but some "
            "of the headers do not belong to it. For a file of another system, make a profile "
            "with wuye map.",
        )
    near = nearest_headers(match, found.headers)
    lacking_zh, lacking_en = [], []
    for field in match.missing:
        header, like = export.column(field).header, near[field]
        place = _where(found, like)
        lacking_zh.append(f"{header}（是不是 {place}「{shown(like)}」？）" if like else header)
        lacking_en.append(
            f"{header} ({field}){f' (is it “{shown(like)}” in {place}?)' if like else ''}"
        )
    return (
        f"第 {found.header_row} 行最像「{export.title_zh}」的表头，但缺少必填列："
        f"{'、'.join(lacking_zh)}。请补上这些列，或把表头改成上面的名称。",
        f"Row {found.header_row} is most like the header of {export.title_en} ({export.name}), "
        f"but required columns are missing: {', '.join(lacking_en)}. Add them, or rename the "
        "headers.",
    )


def _where(found: HeaderMatch, header: str | None) -> str:
    if header is None or header not in found.headers:
        return ""
    position = found.first_column + found.headers.index(header)
    return f"{column_letters(position)}{found.header_row}"
