"""What intake says about a file that gave nothing new, in both languages.

Belongs here: wording that the run's report and the published tables share, so without any
wall clock. Does not belong here: findings about cells (parsing).
"""

from __future__ import annotations

from decimal import Decimal

from pipelines.intake.records import Message, ReceivedFile, Status


def same_bytes(first: ReceivedFile) -> Message:
    """What the answer to a re-delivery says; no wall clock, so that it can be published."""
    zh = {
        Status.HELD: "该文件仍暂缓待批",
        Status.REJECTED: "该文件当时被拒收",
    }.get(first.status, "未做任何改动")
    en = {
        Status.HELD: "that file is still held",
        Status.REJECTED: "that file was rejected",
    }.get(first.status, "nothing was done")
    return Message(
        f"与已收到的 {first.file_name}（批次 {first.batch_id}，导出时间 {first.exported_at}）"
        f"字节完全相同；{zh}",
        f"the same bytes as {first.file_name} (batch {first.batch_id}, exported "
        f"{first.exported_at}), received already; {en}",
    )


def same_content(earlier: ReceivedFile) -> Message:
    return Message(
        f"内容与 {earlier.file_name}（批次 {earlier.batch_id}，导出时间 {earlier.exported_at}）"
        "相同，已载入过，未做任何改动",
        f"same content as {earlier.file_name} (batch {earlier.batch_id}, exported "
        f"{earlier.exported_at}), which is loaded already; nothing was done",
    )


def rows_to_mend(rows: int, yuan: Decimal) -> Message:
    """What an accepted file with refused rows asks for."""
    return Message(
        f"其余各行已采用；{rows} 行（{yuan} 元）待更正：填好更正表后放入收件箱即可",
        f"the other rows are accepted; {rows} to mend ({yuan} yuan): mend the correction "
        "workbook and put it into the inbox",
    )
