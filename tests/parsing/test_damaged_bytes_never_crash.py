"""Whatever happens to the bytes of a file, parsing answers with tables or a refusal."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipelines.parsing.parsed import FileRefused, ParsedTable
from tests.parsing.clerks_files import BILL_HEADERS, bill, parse, write_csv, write_xlsx

ROWS = [bill(i, 房号='"1\n栋"' if i % 5 == 0 else "1-2-301") for i in range(1, 40)]
INSERTED = (b'"', b"\n", b",", b"\x00", b"\r", b"\xff", b'"\n', b'","')


def damaged(content: bytes, chance: random.Random) -> bytes:
    """`content` with a few bytes changed, cut out, put in or cut off."""
    data = bytearray(content)
    for _ in range(chance.choice([1, 1, 3, 12])):
        at = chance.randrange(len(data) or 1)
        match chance.randrange(4):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[at : at + chance.choice([1, 9, 200])]
            case 2:
                data[at:at] = chance.choice(INSERTED)
            case _:
                del data[max(at, len(data) // 2) :]
    return bytes(data)


def tables_of(path: Path) -> tuple[ParsedTable, ...]:
    try:
        return parse(path).tables
    except FileRefused:
        return ()


@pytest.mark.parametrize("kind", ["utf-8", "gbk", "utf-16", "xlsx"])
def test_damaged_files_are_read_or_refused_but_never_crash(tmp_path: Path, kind: str) -> None:
    if kind == "xlsx":
        path = write_xlsx(tmp_path, {"账单": [BILL_HEADERS, *ROWS]})
    else:
        path = write_csv(tmp_path, BILL_HEADERS, *ROWS, encoding=kind)
    content, chance = path.read_bytes(), random.Random(20261120)
    for _ in range(60):
        path.write_bytes(damaged(content, chance))
        for table in tables_of(path):
            kept = table.accepted.height + len(table.refused) + len(table.ignored)
            assert table.rows_in == kept
