"""as_of is the only now: no model, macro or test asks the machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelines.settings import DBT_PROJECT

WALL_CLOCK = re.compile(
    r"\b(current_(date|time|timestamp)|local(time|timestamp)|now\s*\(|today\s*\(|getdate\s*\("
    r"|get_current_|sysdate|run_started_at|modules\.datetime|transaction_timestamp)",
    re.IGNORECASE,
)
FILES = sorted(
    path
    for folder in ("models", "macros", "tests")
    for path in (DBT_PROJECT / folder).rglob("*.sql")
)


def test_there_are_files_to_look_at() -> None:
    assert len(FILES) > 50


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(DBT_PROJECT)))
def test_no_sql_asks_the_machine_what_time_it_is(path: Path) -> None:
    assert WALL_CLOCK.findall(path.read_text("utf-8")) == []
