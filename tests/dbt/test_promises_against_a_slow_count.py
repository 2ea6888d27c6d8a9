"""What SQL says of a thousand random subjects per promise against an obvious count in Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.dbt.promise_cases import deliveries
from tests.dbt.promise_company import (
    AS_OF,
    BARE_CALLS,
    BARE_COMPLAINTS,
    BARE_INCIDENTS,
    BARE_WORK_ORDERS,
    Row,
)
from tests.dbt.promise_count import expected
from tests.dbt.promise_period_count import expected_of_periods
from tests.dbt.promise_reading import Verdicts
from tests.dbt.promise_visit_cases import everything
from tests.small_warehouse import fetch

SEED = 20260310
OF_SUBJECTS = (
    *(f"SV{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 23, 28, 29, 30, 31)),
    "SV4F",
    "SV29K",
)
OF_PERIODS = ("SV11", "SV12", "SV18", "SV19")


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Row]]:
    return everything(SEED)


@pytest.fixture(scope="module")
def warehouse(
    rows: dict[str, list[Row]],
    build_small_warehouse: Callable[..., Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    bare = {
        "complaints": BARE_COMPLAINTS,
        "work_orders": BARE_WORK_ORDERS,
        "incidents": BARE_INCIDENTS,
        "calls": BARE_CALLS,
    }
    delivered = {
        name: deliveries(given, bare[name]) if name in bare else given
        for name, given in rows.items()
    }
    return build_small_warehouse(
        tmp_path_factory.mktemp("promises"), delivered, AS_OF, select=["+fct_rule_results"]
    )


@pytest.fixture(scope="module")
def found(warehouse: Path) -> Verdicts:
    return {
        (rule, subject): (verdict, reason)
        for rule, subject, verdict, reason in fetch(
            warehouse, "select rule_id, subject_id, verdict, reason from marts.fct_rule_results"
        )
    }


def of_rule(verdicts: Verdicts, rule_id: str) -> dict[str, tuple[str, str]]:
    return {subject: said for (rule, subject), said in verdicts.items() if rule == rule_id}


def differences(found: Verdicts, wanted: Verdicts, rule_id: str) -> list[object]:
    """Subjects that the two counts see differently, with what each says."""
    ours, theirs = of_rule(found, rule_id), of_rule(wanted, rule_id)
    return [
        (subject, ours.get(subject), theirs.get(subject))
        for subject in sorted(ours.keys() | theirs.keys())
        if ours.get(subject) != theirs.get(subject)
    ]


@pytest.fixture(scope="module")
def counted(rows: dict[str, list[Row]]) -> Verdicts:
    return expected(rows) | expected_of_periods(rows)


@pytest.mark.parametrize("rule_id", [*OF_SUBJECTS, *OF_PERIODS])
def test_every_verdict_and_reason_is_what_reading_the_promise_gives(
    found: Verdicts, counted: Verdicts, rule_id: str
) -> None:
    assert differences(found, counted, rule_id) == []


@pytest.mark.parametrize("rule_id", [r for r in (*OF_SUBJECTS, *OF_PERIODS) if r != "SV19"])
def test_a_thousand_subjects_of_a_promise_reach_several_verdicts(
    found: Verdicts, rule_id: str
) -> None:
    verdicts = Counter(verdict for verdict, _ in of_rule(found, rule_id).values())

    assert verdicts.total() >= 1000
    assert len(verdicts) >= 3


def test_nothing_else_is_judged(found: Verdicts) -> None:
    assert {rule for rule, _ in found} == {*OF_SUBJECTS, *OF_PERIODS}
