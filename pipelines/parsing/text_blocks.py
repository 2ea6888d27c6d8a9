"""Cutting a delimited text file into blocks that can be read one by one.

Belongs here: where a block may end, and the refusals that concern the text itself. Does not
belong here: splitting records into cells (`delimited`).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pipelines.parsing.findings import refuse
from pipelines.parsing.parsed import FileRefused

# Small enough for memory, large enough that the calls per block cost nothing; blocks over
# 32 MB would be given back to the system each time, which costs more than it saves.
BLOCK_BYTES = 24 * 1024 * 1024


def open_source(source: Path | bytes) -> BinaryIO:
    return source.open("rb") if isinstance(source, Path) else io.BytesIO(source)


def blocks(stream: BinaryIO) -> Iterator[bytes]:
    """The rest of `stream` in pieces that end at a line end outside quotes."""
    size = BLOCK_BYTES
    while True:
        block = stream.read(size)
        if len(block) < size:  # the end of the file
            if block:
                yield block
            return
        cut = _cut_position(block)
        # Step back rather than carry the rest over: copying blocks costs more than reading.
        stream.seek(cut - len(block), io.SEEK_CUR)
        if cut:
            yield block[:cut]
        size = BLOCK_BYTES if cut else size * 2


def _cut_position(block: bytes) -> int:
    """Just behind the last line end outside quotes; 0 when there is none."""
    end = block.rfind(b"\n")
    if b'"' not in block:
        return end + 1
    quotes = block.count(b'"', 0, end + 1)
    while end >= 0 and quotes % 2:
        # Inside a quoted cell: go back before its opening mark.
        opening = block.rfind(b'"', 0, end)
        next_end = block.rfind(b"\n", 0, max(opening, 0))
        quotes -= block.count(b'"', next_end + 1, end + 1)
        end = next_end
    return end + 1


def unreadable(file: str, line: int) -> FileRefused:
    return refuse(
        "E107",
        file,
        zh=f"第 {line} 行附近的文字无法解读，文件既不是 UTF-8 也不是 GBK/GB18030。"
        "请用 Excel 另存为 .xlsx，或另存为“CSV UTF-8”。",
        en=f"The text near line {line} cannot be decoded: the file is neither UTF-8 nor "
        "GBK/GB18030. Save it as .xlsx, or as “CSV UTF-8”, from Excel.",
    )


def open_quote(file: str, row: int) -> FileRefused:
    return refuse(
        "E110",
        file,
        zh=f'第 {row} 行的引号（"）没有配对，后面的行被当成了一个单元格。'
        "请在该行补上或去掉引号，或另存为 .xlsx。",
        en=f'A quotation mark (") in row {row} is never closed, so the rows after it were taken '
        "for one cell. Close or remove it in that row, or save the file as .xlsx.",
    )
