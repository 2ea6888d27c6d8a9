"""What became of an expectation, in one shape.

Belongs here: `ExpectationResult` and its JSON. Does not belong here: how it was found out.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

Status = Literal["passed", "failed", "warned", "errored"]


@dataclass(frozen=True)
class ExpectationResult:
    """The answer to one expectation about one table.

    `check_name` is the expectation's id, `expectation` the Great Expectations type. `status`:
    passed; failed (severity error) or warned (severity warn) when the promise is broken;
    errored when it could not be evaluated, which is never a pass. `observed` is what was
    seen, in words, without a value of a personal column; `unexpected_count` the number of
    rows (or groups) that break the promise, where the type counts them.
    """

    check_name: str
    subject: str
    kind: str
    expectation: str
    severity: str
    status: Status
    observed: str
    unexpected_count: int | None
    description_zh: str
    description_en: str


def write_results(results: tuple[ExpectationResult, ...], path: Path) -> None:
    """Write the results as a JSON list; the folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps([asdict(result) for result in results], ensure_ascii=False, indent=1)
    path.write_text(text, "utf-8")


def read_results(path: Path) -> tuple[ExpectationResult, ...]:
    """Read what `write_results` wrote; nothing when there is no such file."""
    if not path.is_file():
        return ()
    return tuple(ExpectationResult(**row) for row in json.loads(path.read_text("utf-8")))
