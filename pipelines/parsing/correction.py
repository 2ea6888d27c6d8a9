"""The two columns that a correction workbook carries in front of a clerk's own columns.

Belongs here: the headers by which a correction workbook is known and written. Does not
belong here: making the workbook, or deciding whether a correction closes a line (intake).
"""

from __future__ import annotations

ERRORS_HEADER = "错误 Errors"
CORRECTION_KEY_HEADER = "更正键 Key"
