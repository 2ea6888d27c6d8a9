"""How well-formed texts look: the patterns that the whole-column reading decides by.

Belongs here: patterns, and the layouts of moments that go with them. Does not belong here:
reading anything with them (`columns`, `whole_columns`).
"""

from __future__ import annotations

from pipelines.exports import ColumnType

SENTINEL = r"^(?i:|-{2,3}|——|null|\(null\)|<null>|\\n)$"
# Python and Rust disagree whether some control characters are white space: all need a look.
_EDGE = r"[\s\x00-\x1f\x7f-\x9f]"
TEXT_NEEDS_CARE = (
    rf"^{_EDGE}|{_EDGE}$|^[\x{{feff}}\x{{200b}}]|[\x{{feff}}\x{{200b}}]$|^#|{SENTINEL}"
)
# Printable ASCII and the common ideographs are the same in NFKC; all else needs a look.
NAME_NEEDS_CARE = rf'[^ -~\x{{4e00}}-\x{{9fff}}]|^ | $|\.0+$|^\d(\.\d+)?[eE]\+|^[#="]|{SENTINEL}'
GROUPED_MONEY = r"^[￥¥]?(-?\d{1,3}(?:,\d{3})+|-?\d+)(\.\d{1,2})?元?$"
_DAY = r"\d{4}-\d\d-\d\d"
FAST_AMOUNT = {
    ColumnType.MONEY: r"^-?\d{1,14}(\.\d{1,2})?$",
    ColumnType.NUMBER: r"^-?\d{1,14}(\.\d{1,4})?$",
    ColumnType.RATE: r"^-?(0(\.\d{1,4})?|1(\.0{1,4})?)$",
    ColumnType.INTEGER: r"^-?\d{1,14}$",
}
DAY_LENGTH = 10
# A month, or a day of it.
FAST_MONTH = r"^\d{4}-\d\d(-\d\d)?$"
MONTH_LENGTH = 7
FAST_TIMESTAMP = rf"^{_DAY} [0-2]\d:[0-5]\d:[0-5]\d$"
# Whole-column ways of writing moments: what to look for, and how to read it.
MOMENT_SHAPES = (
    (rf"^{_DAY} [0-2]\d:[0-5]\d:[0-5]\d$", "%Y-%m-%d %H:%M:%S"),
    (rf"^{_DAY}T[0-2]\d:[0-5]\d:[0-5]\d$", "%Y-%m-%dT%H:%M:%S"),
    (rf"^{_DAY}[T ][0-2]\d:[0-5]\d:[0-5]\d\.\d{{1,6}}$", "%Y-%m-%dT%H:%M:%S%.f"),
    (rf"^{_DAY} [0-2]\d:[0-5]\d$", "%Y-%m-%d %H:%M"),
    (r"^\d{4}/\d{1,2}/\d{1,2} \d{1,2}:[0-5]\d:[0-5]\d$", "%Y/%m/%d %H:%M:%S"),
    (r"^\d{4}/\d{1,2}/\d{1,2} \d{1,2}:[0-5]\d$", "%Y/%m/%d %H:%M"),
    (r"^\d{4}年\d{1,2}月\d{1,2}日 \d{1,2}:[0-5]\d$", "%Y年%m月%d日 %H:%M"),
)
DAY_SHAPES = (
    (r"^\d{4}-\d{1,2}-\d{1,2}$", "%Y-%m-%d"),
    (r"^\d{4}/\d{1,2}/\d{1,2}$", "%Y/%m/%d"),
    (r"^\d{4}\.\d{1,2}\.\d{1,2}$", "%Y.%m.%d"),
    (r"^\d{4}年\d{1,2}月\d{1,2}日$", "%Y年%m月%d日"),
    (r"^(?:19|20)\d{6}$", "%Y%m%d"),
)
