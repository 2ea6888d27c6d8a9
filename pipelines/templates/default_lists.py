"""What holds in the sales office without a setting, as lists for the settings workbook.

Belongs here: reading the seeds and laying them out for people. Does not belong here: writing
the workbook (`company_workbook`).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal

from pipelines.settings import DBT_PROJECT
from pipelines.templates.term_names import TERM_NAMES, UNIT_WORDS

SEEDS = DBT_PROJECT / "seeds"
Lines = Sequence[tuple[str, ...]]
_ROLES = {"consultant": "置业顾问", "manager": "销售经理"}


def seed(name: str) -> list[dict[str, str]]:
    """The rows of a seed, by column."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sales_defaults() -> tuple[Lines, ...]:
    """The shipped commission plans, their tiers and terms, the readings, the posts of sales."""
    return _plans(), _tiers(), _terms(), _readings(), _posts()


def _plans() -> Lines:
    return [
        ("「提成方案」", "名称", "Name", "起", "止"),
        *(
            (p["plan_version"], p["name_zh"], p["name_en"], p["valid_from"], p["valid_to"])
            for p in seed("sales/commission_plans")
        ),
    ]


def _tiers() -> Lines:
    return [
        ("「提成档位」", "完成率从（含）", "Attainment from", "提成比例", "条款 Clause"),
        *(
            (t["plan_version"], *(_percent(t["from_attainment"]),) * 2, _percent(t["rate"]),
             t["clause"])
            for t in seed("sales/commission_tiers")
        ),
    ]  # fmt: skip


def _terms() -> Lines:
    return [
        ("「提成参数」", "名称", "Name", "默认值", "单位 Unit", "条款 Clause"),
        *(
            (t["term"], *TERM_NAMES[t["term"]], _value(t), UNIT_WORDS[t["unit"]], t["clause"])
            for t in seed("sales/commission_terms")
        ),
    ]


def _readings() -> Lines:
    return [
        ("「口径」", "问题", "Question", "取值", "含义", "Meaning", "现行"),
        *(
            (
                r["reading_id"],
                r["question_zh"],
                r["question_en"],
                r["value"],
                r["value_zh"],
                r["value_en"],
                "√" if r["is_default"] == "true" else "",
            )
            for r in seed("sales/commission_reading_values")
        ),
    ]


def _posts() -> Lines:
    return [
        ("「销售岗位」", "销售角色"),
        *((p["post"], _ROLES[p["sales_role"]]) for p in seed("sales/sales_posts")),
        *((p["post"], "副总以上") for p in seed("sales/vice_president_posts")),
    ]


def _value(term: dict[str, str]) -> str:
    return _percent(term["value"]) if term["unit"] == "rate" else _plain(Decimal(term["value"]))


def _percent(share: str) -> str:
    return f"{_plain(Decimal(share) * 100)}%"


def _plain(number: Decimal) -> str:
    """Without the zeros behind the last digit that says something."""
    return f"{number.normalize():f}"
