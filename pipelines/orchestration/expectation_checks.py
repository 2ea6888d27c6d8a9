"""The expectation suites as asset checks: one check per expectation, one step per layer.

Belongs here: laying suites out for Dagster. Does not belong here: what is expected or how
it is evaluated (`expectations`).
"""

from collections.abc import Callable, Iterator

import dagster as dg

from expectations.result import ExpectationResult
from expectations.suite import Expectation, Severity, Suite, Which, load_suites
from pipelines.orchestration.running_build import RESOURCE
from pipelines.warehouse.build import Build

KeyOf = Callable[[str], dg.AssetKey]


def expectation_checks(which: Which, key_of: KeyOf) -> dg.AssetChecksDefinition:
    """The step that asks every suite of `which`; `key_of` names the asset of a table.

    An expectation that stops publishing blocks whatever is made from its table.
    """

    @dg.multi_asset_check(
        name=f"{which}_expectations",
        specs=[
            _spec(suite, expectation, key_of)
            for suite in load_suites(which)
            for expectation in suite.expectations
        ],
        required_resource_keys={RESOURCE},
    )
    def ask(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        running: Build = context.resources.running_build
        for result in running.check_with_expectations(which):
            yield _as_check_result(result, key_of)

    return ask


def _spec(suite: Suite, expectation: Expectation, key_of: KeyOf) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        name=expectation.id,
        asset=key_of(suite.subject),
        description=f"{expectation.description_zh}\n\n{expectation.description_en}",
        blocking=expectation.severity is Severity.ERROR,
        metadata={"kind": str(expectation.kind), "expectation": expectation.type},
    )


def _as_check_result(result: ExpectationResult, key_of: KeyOf) -> dg.AssetCheckResult:
    stops = result.severity == Severity.ERROR
    return dg.AssetCheckResult(
        passed=result.status == "passed",
        asset_key=key_of(result.subject),
        check_name=result.check_name,
        severity=dg.AssetCheckSeverity.ERROR if stops else dg.AssetCheckSeverity.WARN,
        metadata={
            "status": result.status,
            "observed": result.observed,
            "unexpected_count": dg.MetadataValue.int(result.unexpected_count or 0),
        },
    )
