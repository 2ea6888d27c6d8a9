"""Files that cannot be used at all: each is refused with a code and a message to a clerk."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import pytest
import xlwt

from pipelines.parsing.parsed import FileRefused, Finding
from tests.parsing.clerks_files import BILL_HEADERS, bill, csv_text, parse, write_csv, write_xlsx

HTML = b"""<!doctype html><html><head><title>\xe7\x99\xbb\xe5\xbd\x95</title></head><body>
<table><tr><td>1</td></tr></table></body></html>"""


def refusal(path: Path) -> Finding:
    with pytest.raises(FileRefused) as caught:
        parse(path)
    finding = caught.value.finding
    assert finding.message_zh.startswith(f"{finding.code} {path.name}")
    assert finding.message_en.startswith(f"{finding.code} {path.name}")
    return finding


def file_of(folder: Path, content: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["账单.csv", "账单.xls", "账单.xlsx"])
def test_a_web_page_under_any_name_is_refused(tmp_path: Path, name: str) -> None:
    finding = refusal(file_of(tmp_path, b"\xef\xbb\xbf\n " + HTML, name))
    assert finding.code == "E102"
    assert "这是一个网页（HTML），不是表格" in finding.message_zh
    assert "This is a web page (HTML), not a table" in finding.message_en


@pytest.mark.parametrize("content", [b"", b"   \r\n\t\n", b"\xef\xbb\xbf", b"\x00" * 40])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    finding = refusal(file_of(tmp_path, content, "账单.csv"))
    assert finding.code == "E101"
    assert finding.message_zh == "E101 账单.csv：文件是空的，没有任何内容。请重新导出。"
    assert finding.message_en == "E101 账单.csv: The file is empty. Export it again."


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (b"%PDF-1.7\n...", "PDF 文件", "a PDF"),
        (b"MZ\x90\x00\x03", "程序文件", "a program"),
        (b"\x89PNG\r\n\x1a\n", "图片", "an image"),
        (b"Rar!\x1a\x07", "RAR 压缩包", "a RAR archive"),
        (b"SQLite format 3\x00", "数据库文件", "a database"),
        (b"\x01\x02\x00\x00\x03\x00" * 50, "二进制文件", "a binary file"),
        (b"<?xml version='1.0'?><note/>", "XML 文件", "an XML file"),
    ],
)
def test_a_file_of_another_type_named_csv_is_refused(
    tmp_path: Path, content: bytes, zh: str, en: str
) -> None:
    finding = refusal(file_of(tmp_path, content, "账单.csv"))
    assert finding.code == "E103"
    assert f"这是{zh}，不是表格。请发送 .xlsx、.xls 或 .csv 文件。" in finding.message_zh
    assert f"This is {en}, not a table." in finding.message_en


def test_an_archive_and_a_word_document_are_named_for_what_they_are(tmp_path: Path) -> None:
    for member, zh in (("a.txt", "ZIP 压缩包"), ("word/document.xml", "Word 文档")):
        path = tmp_path / "账单.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(member, "x")
        finding = refusal(path)
        assert finding.code == "E103"
        assert zh in finding.message_zh


def test_a_truncated_workbook_is_refused_at_every_length(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path, {"账单": [BILL_HEADERS, bill()]}).read_bytes()
    for end in range(4, len(whole) - 1, len(whole) // 23):
        finding = refusal(file_of(tmp_path, whole[:end], "账单.xlsx"))
        assert finding.code == "E105"
        assert "已损坏或没有传完" in finding.message_zh
        assert "was not sent completely" in finding.message_en


def test_a_workbook_with_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    whole = bytearray(write_xlsx(tmp_path, {"账单": [BILL_HEADERS, bill()] * 50}).read_bytes())
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 70
    whole[at : at + 40] = b"\x55" * 40
    assert refusal(file_of(tmp_path, bytes(whole), "账单.xlsx")).code == "E105"


def test_an_xlsx_with_a_password_is_refused(tmp_path: Path) -> None:
    plain = write_xlsx(tmp_path, {"账单": [BILL_HEADERS, bill()]})
    locked = tmp_path / "加密账单.xlsx"
    with plain.open("rb") as source, locked.open("wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(source).encrypt("secret", target)
    finding = refusal(locked)
    assert finding.code == "E104"
    assert "工作簿设有密码" in finding.message_zh
    assert "Remove the password in Excel" in finding.message_en


def test_an_xls_with_a_password_is_refused(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("账单").write(0, 0, "账单编号")
    path = tmp_path / "账单.xls"
    book.save(str(path))
    content = bytearray(path.read_bytes())
    # FILEPASS behind the BOF record says that what follows is encrypted (XOR, key 0x1234).
    bof = content.index(struct.pack("<HH", 0x0809, 16), 512)
    record = struct.pack("<HHHHH", 0x002F, 6, 0, 0x1234, 0x5678)
    after = bof + 20
    content[after : after + len(record)] = record
    path.write_bytes(bytes(content))
    assert refusal(path).code == "E104"


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "账单.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _ in range(120):
                member.write(b" " * 1024 * 1024)
    finding = refusal(path)
    assert finding.code == "E106"
    assert "超出安全限度，没有打开" in finding.message_zh


def test_a_workbook_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    good = write_xlsx(tmp_path, {"账单": [BILL_HEADERS, *(bill(i) for i in range(300))]})
    content = bytearray(good.read_bytes())
    with zipfile.ZipFile(good) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    for at in [i for i in range(len(content)) if content[i : i + 4] == struct.pack("<I", size)]:
        content[at : at + 4] = struct.pack("<I", 100)
    assert refusal(file_of(tmp_path, bytes(content), "账单.xlsx")).code in {"E105", "E106"}


def test_a_sheet_with_one_cell_far_away_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "账单编号"
    book.active["XFD1048576"] = "x"
    path = tmp_path / "账单.xlsx"
    book.save(path)
    assert refusal(path).code == "E106"


def test_text_in_no_known_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    good = csv_text(BILL_HEADERS, bill(1), bill(2)).encode("gb18030")
    finding = refusal(file_of(tmp_path, good + b"ZD9,\xff\xff\xff\n", "账单.csv"))
    assert finding.code == "E107"
    assert "第 4 行附近" in finding.message_zh
    assert "near line 4" in finding.message_en
    mixed = csv_text(BILL_HEADERS, bill(1)).encode() + b"ZD9,\xc4\xe3\n"
    assert "第 3 行附近" in refusal(file_of(tmp_path, mixed, "账单.csv")).message_zh


def test_a_missing_required_column_is_named_with_the_nearest_header(tmp_path: Path) -> None:
    headers = [h if h != "应缴日期" else "应交日期" for h in BILL_HEADERS]
    finding = refusal(write_csv(tmp_path, headers, bill()))
    assert finding.code == "E108"
    assert finding.message_zh == (
        "E108 账单20261120.csv：第 1 行最像「账单」的表头，但缺少必填列："
        "应缴日期（是不是 I1「应交日期」？）。请补上这些列，或把表头改成上面的名称。"
    )
    assert finding.message_en == (
        "E108 账单20261120.csv: Row 1 is most like the header of Fee bills (fee_bills), but "
        "required columns are missing: 应缴日期 (due_on) (is it “应交日期” in I1?). Add them, or "
        "rename the headers."
    )


def test_a_file_that_is_no_export_at_all_lists_the_known_ones(tmp_path: Path) -> None:
    finding = refusal(write_csv(tmp_path, ("日期", "天气"), ("2026-04-05", "晴")))
    assert finding.code == "E108"
    assert "没有找到可识别的表头" in finding.message_zh
    assert "投诉登记" in finding.message_zh
    assert "wuye map" in finding.message_en


def test_the_same_header_twice_is_refused_naming_both_cells(tmp_path: Path) -> None:
    finding = refusal(write_csv(tmp_path, (*BILL_HEADERS, "应收金额（元）"), (*bill(), "5.00")))
    assert finding.code == "E109"
    assert finding.cell == "L1"
    assert finding.field == "receivable_amount"
    assert "出现了 2 次（G1、L1）" in finding.message_zh
    assert "occurs 2 times (G1, L1)" in finding.message_en


def test_a_quotation_mark_that_never_closes_is_refused_not_swallowed(tmp_path: Path) -> None:
    rows = [bill(i) for i in range(1, 30)]
    rows[4] = bill(5, 房号='"1-2-301')
    finding = refusal(write_csv(tmp_path, BILL_HEADERS, *rows))
    assert finding.code == "E110"
    assert "第 6 行的引号" in finding.message_zh
    rows[20] = bill(21, 房号='1-2-301"')
    finding = refusal(write_csv(tmp_path, BILL_HEADERS, *rows))
    assert finding.code == "E110"
    assert "row 6" in finding.message_en


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    assert refusal(write_xlsx(tmp_path, {"Sheet1": []})).code == "E101"


def test_a_sheet_that_expands_entities_is_refused(tmp_path: Path) -> None:
    good = write_xlsx(tmp_path, {"账单": [BILL_HEADERS, bill()]})
    bad = tmp_path / "坏账单.xlsx"
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]>'
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for item in source.infolist():
            content = source.read(item).decode()
            if item.filename == "xl/workbook.xml":
                content = content.replace("?>", f"?>{bomb}", 1)
            target.writestr(item.filename, content)
    assert refusal(bad).code == "E105"
