"""One small warehouse of the service and satisfaction cases, built once for all their tests."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.dbt import satisfaction_cases
from tests.dbt import service_cases as cases
from tests.dbt import turnaround_cases as turnaround
from tests.small_warehouse import Delivery


@pytest.fixture(scope="session")
def service_warehouse(
    build_small_warehouse: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """main.duckdb with one project per case of `service_cases`."""
    complaints = [
        *cases.dispatched_after("派单", (4, 9.5, 10, 12), undispatched_age=6),
        *cases.dispatched_after("派单后九分钟", (4, 9.5, 10, 12), undispatched_age=15),
        *cases.resolved_after("小样本", (7200, 10800, 28800), (18000, 43200)),
        *cases.resolved_after("真实投诉", (818, 4612, 411716), (338757, 2831165)),
        *cases.random_complaints("随机", 500, seed=7),
        *turnaround.complaints(),
        {
            **cases.complaint("登记", 1, cases.RECEIVED_AT),
            "complainant_name": "王五",
            "phone": "13800000001",
            "content": "水压低",
        },
    ]
    visits = [
        *cases.graded_visits("满意", (40, 50, 26, 3, 1)),
        *cases.graded_visits("满意", (0, 0, 0, 0, 30), visit_type="投诉"),
        cases.visit("满意", 900, "很不满意", "月度走访", was_reached=False),
        cases.visit("满意", 901, None, "月度走访", was_reached=False),
        *cases.graded_visits("二十户", (10, 9, 0, 1, 0)),
    ]
    return build_small_warehouse(
        tmp_path_factory.mktemp("service"),
        {
            "projects": [{"project_name": "满意", "household_count": 800}],
            "households": [
                {
                    "project_name": "登记",
                    "room_name": "1-1-101",
                    "occupant_name": "李四",
                    "phone": "138 0000-0001",
                    "moved_in_on": date(2020, 1, 1),
                }
            ],
            "staff": [
                {
                    "staff_id": "S1",
                    "staff_name": "张三",
                    "department": "客服部",
                    "post": "客服员",
                    "base_pay": 3000,
                }
            ],
            "complaints": [
                Delivery(complaints, cases.AS_OF),
                Delivery(
                    turnaround.complaints_without_dispatch_column(),
                    cases.AS_OF,
                    missing_columns=("dispatched_at",),
                ),
            ],
            "work_orders": [
                *cases.random_work_orders("随机", 500, seed=11),
                *turnaround.work_orders(),
            ],
            "incidents": turnaround.incidents(),
            "visits": visits,
        },
        cases.AS_OF,
        quarantine_findings=[
            {
                "row_key": key,
                "export": "complaints",
                "batch_id": "b",
                "sheet": "",
                "row": row,
                "file": "投诉登记.xlsx",
                "code": code,
                "finding_no": number,
                "column": "渠道",
            }
            for key, row, code, number in (
                ("b/complaints//3", 3, "E201", 1),
                ("b/complaints//3", 3, "E203", 2),
                ("b/complaints//7", 7, "E203", 1),
            )
        ],
    )


@pytest.fixture(scope="session")
def satisfaction_warehouse(
    build_small_warehouse: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """main.duckdb of golden and random surveys and visits, without the models beside them."""
    return build_small_warehouse(
        tmp_path_factory.mktemp("satisfaction"),
        satisfaction_cases.company(random.Random(20260302)),
        satisfaction_cases.AS_OF,
        select=satisfaction_cases.MODELS,
    )
