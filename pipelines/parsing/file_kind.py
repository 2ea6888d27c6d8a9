"""What a received file really is, and whether it is safe to open.

Belongs here: telling workbooks, text and everything else apart by content (never by name),
and the checks that come before any reader touches a compressed file. Does not belong here:
reading sheets.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import msoffcrypto
import olefile  # type: ignore[import-untyped]
from msoffcrypto.exceptions import FileFormatError

from pipelines.parsing.findings import refuse
from pipelines.parsing.parsed import FileRefused

# An honest workbook of a million rows unpacks to about 500 MB, 10 to 20 times its size.
LARGEST_UNPACKED = 1024 * 1024 * 1024
LARGEST_RATIO = 150
RATIO_COUNTS_FROM = 64 * 1024 * 1024
MOST_ENTRIES = 5_000
_LOOK = 8192

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"%PDF", "PDF 文件", "a PDF"),
    (b"MZ", "程序文件", "a program"),
    (b"\x7fELF", "程序文件", "a program"),
    (b"\x89PNG", "图片", "an image"),
    (b"\xff\xd8\xff", "图片", "an image"),
    (b"GIF8", "图片", "an image"),
    (b"Rar!", "RAR 压缩包", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "a 7z archive"),
    (b"\x1f\x8b", "gzip 压缩包", "a gzip archive"),
    (b"SQLite format 3", "数据库文件", "a database"),
    (b"PAR1", "Parquet 文件", "a Parquet file"),
    (b"{\\rtf", "RTF 文档", "an RTF document"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|script|meta)\b", re.IGNORECASE)

# What the archive reader raises on a file that is cut short or altered.
BROKEN_ARCHIVE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class FileKind(StrEnum):
    """How a file is opened."""

    TEXT = "text"
    XLSX = "xlsx"
    OTHER_WORKBOOK = "other_workbook"  # xls, xlsb, ods: read by the same reader, not scanned


def detect_kind(path: Path, file: str) -> FileKind:
    """The kind of `path` by its content. Raises FileRefused (E101–E106) for what is not a
    table or not safe to open; `file` is the name that the clerk knows."""
    with path.open("rb") as stream:
        start = stream.read(_LOOK)
    if not start.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise refuse(
            "E101",
            file,
            zh="文件是空的，没有任何内容。请重新导出。",
            en="The file is empty. Export it again.",
        )
    if start.startswith(b"PK"):
        return _zip_kind(path, file)
    if start.startswith(_OLE):
        return _ole_kind(path, file)
    for signature, zh, en in _SIGNATURES:
        if start.startswith(signature):
            raise _wrong_type(file, zh, en)
    _refuse_markup(start, file)
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _wrong_type(file, "二进制文件", "a binary file")
    return FileKind.TEXT


def _refuse_markup(start: bytes, file: str) -> None:
    plain = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not plain.startswith(b"<"):
        return
    if plain.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in plain:
        raise _wrong_type(file, "XML 表格（Excel 2003 XML）", "an Excel 2003 XML spreadsheet")
    if _HTML.search(plain):
        raise refuse(
            "E102",
            file,
            zh="这是一个网页（HTML），不是表格，可能是登录过期后保存的页面，"
            "或系统把网页存成了 .xls。"
            "请用 Excel 打开后另存为 .xlsx，或重新登录系统导出。",
            en="This is a web page (HTML), not a table: perhaps the page saved after a login "
            "expired, or a system that stores a web page as .xls. Open it in Excel and save it "
            "as .xlsx, or log in and export again.",
        )
    raise _wrong_type(file, "XML 文件", "an XML file")


def _zip_kind(path: Path, file: str) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries, path.stat().st_size, file)
            names = {entry.filename for entry in entries}
            if any(entry.flag_bits & 1 for entry in entries):
                raise _password(file)
            kind = archive.read("mimetype")[:60] if "mimetype" in names else b""
    except BROKEN_ARCHIVE as error:
        raise damaged(file) from error
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "xl/workbook.bin" in names or kind.startswith(b"application/vnd.oasis.opendocument.spread"):
        return FileKind.OTHER_WORKBOOK
    if "word/document.xml" in names:
        raise _wrong_type(file, "Word 文档", "a Word document")
    if "ppt/presentation.xml" in names:
        raise _wrong_type(file, "PowerPoint 文稿", "a PowerPoint file")
    raise _wrong_type(file, "ZIP 压缩包", "a ZIP archive")


def _refuse_bomb(entries: list[zipfile.ZipInfo], packed: int, file: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    suspicious = unpacked > RATIO_COUNTS_FROM and unpacked > LARGEST_RATIO * max(packed, 1)
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or suspicious:
        raise too_large(file, unpacked)


def too_large(file: str, unpacked: int) -> FileRefused:
    """Refusal of a file that would unpack to more than a workbook can honestly hold."""
    megabytes = unpacked // (1024 * 1024)
    return refuse(
        "E106",
        file,
        zh=f"文件解压后约 {megabytes} MB，或所占区域异常大，超出安全限度，没有打开。"
        "请删除表格数据区以外的内容，或分成几个文件，或另存为 CSV UTF-8。",
        en=f"The file would unpack to about {megabytes} MB, or spans an abnormal area, beyond "
        "the safe limit; it was not opened. Clear what lies outside the table, split the file, "
        "or save it as CSV UTF-8.",
    )


def _ole_kind(path: Path, file: str) -> FileKind:
    try:
        with path.open("rb") as stream:
            encrypted = _is_encrypted(stream)
        with olefile.OleFileIO(str(path)) as container:
            names = {"/".join(parts).lower() for parts in container.listdir()}
    except Exception as error:  # the libraries fail in every way on a broken container
        raise damaged(file) from error
    if encrypted or "encryptedpackage" in names:
        raise _password(file)
    if names & {"workbook", "book"}:
        return FileKind.OTHER_WORKBOOK
    if "worddocument" in names:
        raise _wrong_type(file, "Word 文档", "a Word document")
    raise _wrong_type(file, "其他 Office 文件", "another Office file")


def _is_encrypted(stream: BinaryIO) -> bool:
    try:
        return bool(msoffcrypto.OfficeFile(stream).is_encrypted())
    except FileFormatError:
        return False  # an OLE file of another program: named below


def damaged(file: str) -> FileRefused:
    """Refusal of a workbook that is cut short or otherwise broken."""
    return refuse(
        "E105",
        file,
        zh="工作簿已损坏或没有传完，无法打开。请重新导出或重新发送；"
        "如果 Excel 能打开，请另存为 .xlsx。",
        en="The workbook is damaged or was not sent completely and cannot be opened. Export or "
        "send it again; if Excel can open it, save it as .xlsx.",
    )


def _password(file: str) -> FileRefused:
    return refuse(
        "E104",
        file,
        zh="工作簿设有密码，无法读取。请在 Excel 中取消密码"
        "（文件 → 信息 → 保护工作簿）后重新发送。",
        en="The workbook is protected by a password and cannot be read. Remove the password in "
        "Excel (File → Info → Protect Workbook) and send it again.",
    )


def _wrong_type(file: str, zh: str, en: str) -> FileRefused:
    return refuse(
        "E103",
        file,
        zh=f"这是{zh}，不是表格。请发送 .xlsx、.xls 或 .csv 文件。",
        en=f"This is {en}, not a table. Send an .xlsx, .xls or .csv file.",
        found=en,
    )
