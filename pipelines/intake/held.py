"""When a file has so many refused rows that a person must look before it is loaded.

Belongs here: that limit. Does not belong here: what `--accept` does (`take_inbox`).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.intake.records import Message
from pipelines.parsing.parsed import ParsedTable

REFUSED_ROWS_ALLOWED = 20
SHARE_OF_ROWS_ALLOWED = Decimal("0.05")
SHARE_OF_MONEY_ALLOWED = Decimal("0.01")


def reason_to_hold(file_name: str, tables: Sequence[ParsedTable]) -> Message | None:
    """Why the whole file waits for approval; None when it may be loaded.

    More than 20 refused rows that are more than 5 % of its rows or carry more than 1 % of
    its money. A correction workbook never waits: what is still wrong in it stays open anyway.
    """
    if any(table.corrects for table in tables):
        return None
    refused = sum(len(t.refused) for t in tables)
    rows = sum(t.rows_in for t in tables)
    if refused <= REFUSED_ROWS_ALLOWED:
        return None
    refused_money = sum(abs(a) for t in tables for r in t.refused for a in r.amounts.values())
    money = sum(abs(a) for t in tables for a in t.amounts_in.values())
    too_many = refused > rows * SHARE_OF_ROWS_ALLOWED
    too_dear = refused_money > money * SHARE_OF_MONEY_ALLOWED
    if not (too_many or too_dear):
        return None
    share = 100 * refused / rows
    return Message(
        f"整个文件暂缓：{rows} 行中有 {refused} 行不可用（{share:.1f}%，金额 {refused_money} 元）。"
        f"请改正后重交，或用 wuye build --accept {file_name} 接受其余各行",
        f"whole file held: {refused} of {rows} rows cannot be used ({share:.1f} %, "
        f"{refused_money} yuan). Mend it and hand it in again, or load the other rows with "
        f"wuye build --accept {file_name}",
    )
