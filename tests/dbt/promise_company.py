"""The company in which promises are made: its people, its settings, when it is looked at.

Belongs here: what holds for every row. Does not belong here: the rows (`promise_cases`,
`promise_visit_cases`).
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

Row = dict[str, Any]

AS_OF = datetime(2026, 3, 10, 12)
ESTATES = [f"小区{number:02d}" for number in range(84)]
MONTHS = [date(2025 + (n + 3) // 12, (n + 3) % 12 + 1, 1) for n in range(12)]
QUARTERS = [date(2023 + n // 4, n % 4 * 3 + 1, 1) for n in range(13)]
# The registers of this project have none of these columns.
BARE = "无列小区"
BARE_COMPLAINTS = (
    "dispatched_at",
    "arrived_at",
    "first_replied_at",
    "written_reply_at",
    "promised_at",
    "followed_up_at",
    "replied_by_staff_id",
)
BARE_WORK_ORDERS = ("room_name", "replied_at", "completed_at")
BARE_INCIDENTS = ("arrived_at", "form_filed_at", "approved_at")
BARE_CALLS = ("ring_count",)
# S2 becomes head on 15 February; S4's post is a head's in one project only; S9 is nobody known.
STAFF: list[Row] = [
    {"staff_id": "S1", "post": "项目经理"},
    {"staff_id": "S2", "post": "客服员", "effective_on": date(2025, 1, 1)},
    {"staff_id": "S2", "post": "管理处负责人", "effective_on": date(2026, 2, 15)},
    {"staff_id": "S3", "post": "客服员"},
    {"staff_id": "S4", "post": "客服主管"},
]
PEOPLE = ("S1", "S1", "S2", "S3", "S4", "S9", None)
HEAD_POST_SETTINGS: list[Row] = [{"applies_to": "乙小区", "post": "客服主管", "is_head": True}]
RULE_SETTINGS: list[Row] = [
    {
        "applies_to": project,
        "rule_id": rule,
        "valid_from": start,
        "valid_to": end,
        "threshold": Decimal(str(threshold)),
    }
    for project, rule, start, end, threshold in (
        ("乙小区", "SV1", date(2026, 2, 1), None, 4),
        ("乙小区", "SV2", date(2026, 2, 1), date(2026, 2, 28), 15),
        ("全公司", "SV3", date(2026, 2, 15), date(2026, 2, 24), 1),
        ("乙小区", "SV5I", date(2026, 2, 10), None, 3),
        ("乙小区", "SV8", date(2026, 1, 20), None, 14),
        ("乙小区", "SV15K", date(2026, 2, 1), None, 5),
        ("乙小区", "SV23", date(2026, 2, 1), None, 1),
        ("小区01", "SV11", date(2025, 8, 1), None, 22),
        ("小区02", "SV12", date(2025, 8, 1), None, 0.9),
        ("小区03", "SV18", date(2024, 1, 1), date(2024, 12, 31), 0.95),
        ("小区04", "SV19", date(2025, 1, 1), None, 1),
    )
]
PROJECTS = ("甲小区", "乙小区", BARE)
