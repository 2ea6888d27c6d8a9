"""Files that cannot be used as a whole: of another kind, broken, locked, or empty.

Belongs here: their bytes. Does not belong here: faults in rows (`mess`).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import numpy as np
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method import ecma376_agile
from msoffcrypto.method.container import ecma376_encrypted

from pipelines.simulate.faulty_table import FaultyTable, Outcome, Planted, stamped
from pipelines.simulate.plan import Plan
from pipelines.simulate.sheets import WORKBOOK_CREATED

PASSWORD = "wuye"
_LOGIN_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>登录</title></head>
<body><h1>登录已过期，请重新登录</h1><form><input name="user"></form></body></html>
"""
_OTHER_TABLE = "会议室,预订人,开始,结束\r\n一号会议室,前台,2026-03-05 09:00,2026-03-05 10:00\r\n"


def unusable_files(plan: Plan, out: Path, clean: FaultyTable) -> list[Planted]:
    """Writes every kind of unusable file into `out`, made from one clean table."""
    workbook = clean.as_bytes()
    required = clean.export.fields.index("received_at")
    contents = (
        (
            "投诉登记缺列",
            "csv",
            _without_column(clean, required),
            "required header missing",
            "E108",
        ),
        ("投诉登记网页", "csv", _LOGIN_PAGE.encode(), "web page named csv", "E102"),
        (
            "投诉登记未传完",
            "xlsx",
            workbook[: len(workbook) * 2 // 3],
            "workbook cut short",
            "E105",
        ),
        ("投诉登记加密", "xlsx", locked(plan, workbook), "workbook with a password", "E104"),
        ("投诉登记空", "csv", b"", "empty file", "E101"),
        ("会议室登记", "csv", _OTHER_TABLE.encode("utf-8-sig"), "no export of ours", "E108"),
    )
    planted = []
    for minute, (name, extension, content, fault, code) in enumerate(contents, start=60):
        file = stamped(name, plan.exported_at + timedelta(minutes=minute), extension)
        (out / file).write_bytes(content)
        export = "" if name == "会议室登记" else clean.export.name
        planted.append(
            Planted(file, export, "", None, None, None, fault, None, Outcome.REJECTED, code)
        )
    return planted


def _without_column(table: FaultyTable, place: int) -> bytes:
    header = table.header[:place] + table.header[place + 1 :]
    cells = [row[:place] + row[place + 1 :] for row in table.cells]
    return FaultyTable("", table.export, cells, header, sheet="").as_bytes()


def locked(plan: Plan, workbook: bytes) -> bytes:
    """The workbook encrypted as Excel does it (ECMA-376 agile)."""
    target = io.BytesIO()
    with _salts_of(plan.random(0, "password")):
        OOXMLFile(io.BytesIO(workbook)).encrypt(PASSWORD, target)
    return target.getvalue()


@contextmanager
def _salts_of(random: np.random.Generator) -> Iterator[None]:
    """Salts come from the plan's random stream and the container's time is fixed, because the
    same arguments promise the same bytes and msoffcrypto offers no argument for either."""
    salts, stamp = ecma376_agile._random_buffer, ecma376_encrypted.datetime2filetime
    ecma376_agile._random_buffer = random.bytes
    ecma376_encrypted.datetime2filetime = lambda _now: stamp(WORKBOOK_CREATED)
    try:
        yield
    finally:
        ecma376_agile._random_buffer, ecma376_encrypted.datetime2filetime = salts, stamp
