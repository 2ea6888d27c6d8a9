"""From an answer of Great Expectations to an `ExpectationResult`.

Belongs here: what counts as passed, broken or not evaluated, and what of an answer may be
shown. Does not belong here: asking (`expectations.run`).
"""

from __future__ import annotations

from typing import Any

from expectations.result import ExpectationResult, Status
from expectations.suite import Expectation, Severity, Suite


def judge(suite: Suite, expectation: Expectation, answer: Any) -> ExpectationResult:
    """Turn one answer of Great Expectations into ours; an exception is `errored`."""
    if problem := _exception_of(answer):
        return result_of(suite, expectation, "errored", problem)
    count = answer.result.get("unexpected_count")
    if expectation.counts_rows:
        count = answer.result["observed_value"]
    observed = _observed(expectation, answer.result, count)
    if answer.success:
        return result_of(suite, expectation, "passed", observed, count)
    broken: Status = "failed" if expectation.severity is Severity.ERROR else "warned"
    return result_of(suite, expectation, broken, observed, count)


def _exception_of(answer: Any) -> str:
    """The message of what was raised: the information is flat, or nested by metric."""
    information = answer.exception_info or {}
    parts = [information] if "raised_exception" in information else list(information.values())
    raised = [part for part in parts if part.get("raised_exception")]
    return (
        first_line(raised[0]["exception_message"] or "raised without a message") if raised else ""
    )


def _observed(expectation: Expectation, result: dict[str, Any], count: int | None) -> str:
    if expectation.counts_rows:
        return f"{count} 处不符 · {count} unexpected"
    if "unexpected_percent" in result:
        percent = result["unexpected_percent"] or 0
        return f"{count} 行（{percent:.1f} %）· {count} of {result['element_count']} rows"
    value = result.get("observed_value")
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def result_of(
    suite: Suite, expectation: Expectation, status: Status, observed: str, count: int | None = None
) -> ExpectationResult:
    return ExpectationResult(
        check_name=expectation.id,
        subject=suite.subject,
        kind=expectation.kind,
        expectation=expectation.type,
        severity=expectation.severity,
        status=status,
        observed=observed,
        unexpected_count=count,
        description_zh=expectation.description_zh,
        description_en=expectation.description_en,
    )


def first_line(problem: object) -> str:
    return (str(problem).strip() or type(problem).__name__).splitlines()[0][:300]
