"""What was checked in a build, in one shape, whoever checked it.

Belongs here: turning the answers of intake, dbt and Great Expectations into rows of
`marts.check_results`. Does not belong here: the checks themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from typing import Any

import duckdb
import polars as pl

from pipelines.intake import ledger, references
from pipelines.intake.reference_words import UNKNOWN_ROOM, UNKNOWN_SURVEY, UNKNOWN_TICKET
from pipelines.settings import Home
from pipelines.sign_off.sources import SignedMonths
from pipelines.warehouse.dbt import DbtRun

DBT_STATUS = {"pass": "passed", "success": "passed", "warn": "warned", "fail": "failed"}
SHOWN_FINDINGS = 5
CHECKED_KINDS = ("test", "unit_test")
# Check, the register in question, the code of its findings, what it asks (zh, en).
NOTED_REFERENCES = (
    (
        "rooms_are_registered",
        "rooms",
        UNKNOWN_ROOM,
        (
            "各表写的房号都在房屋表里（不在的照样采用，在此列出）",
            "Rooms named anywhere are in the rooms export (others are used, too)",
        ),
    ),
    (
        "contacts_name_a_known_ticket",
        "contacts",
        UNKNOWN_TICKET,
        (
            "联系记录的单号都是收到过的单子（不是的照样采用，在此列出）",
            "Contacts are about a ticket that was handed in (others are accepted, too)",
        ),
    ),
    (
        "surveys_asked_about_are_registered",
        "surveys",
        UNKNOWN_SURVEY,
        (
            "调查对象和答卷的调查都在满意度调查表里（不在的照样采用，在此列出）",
            "Invitations and answers belong to a survey handed in (others are accepted, too)",
        ),
    ),
)


@dataclass(frozen=True)
class CheckResult:
    """One row of `marts.check_results`.

    `layer` is intake, dbt or great_expectations; `severity` error or warn; `status`
    passed, warned, failed or errored (could not be run, which is not a pass).
    """

    check_name: str
    layer: str
    subject: str
    severity: str
    status: str
    description_zh: str
    description_en: str
    detail: str

    @property
    def stops_publishing(self) -> bool:
        return self.severity == "error" and self.status in ("failed", "errored")


def intake_checks(home: Home, as_of: datetime) -> list[CheckResult]:
    """What intake knows of the files at `as_of`: control totals, references to nothing known."""
    unbalanced = ledger.unbalanced_files(home, as_of)
    unknown = references.reference_findings(home, as_of)
    return [
        CheckResult(
            check_name="control_totals_balance",
            layer="intake",
            subject="intake_files",
            severity="error",
            status="failed" if unbalanced else "passed",
            description_zh="每个文件的行数和金额：收到 = 采用 + 隔离 + 忽略",
            description_en="Rows and yuan of every file: in = accepted + quarantined + ignored",
            detail="; ".join(unbalanced),
        ),
        *[
            _known_things(name, subject, words, unknown.filter(unknown["code"] == code))
            for name, subject, code, words in NOTED_REFERENCES
        ],
    ]


def sign_off_checks(signed: SignedMonths) -> list[CheckResult]:
    """Whether the signatures and the statements that they froze are as they were signed."""
    return [
        CheckResult(
            check_name="signed_statements_are_untouched",
            layer="intake",
            subject="sign_offs",
            severity="error",
            status="failed" if signed.broken else "passed",
            description_zh="已签核的工资表和签核记录与签核时一个字节不差",
            description_en="Signed statements and the ledger of signatures have their signed bytes",
            detail="; ".join(signed.broken),
        )
    ]


def _known_things(
    name: str, subject: str, words: tuple[str, str], unknown: pl.DataFrame
) -> CheckResult:
    messages = unknown["message_zh"].to_list()
    return CheckResult(
        check_name=name,
        layer="intake",
        subject=subject,
        severity="warn",
        status="warned" if messages else "passed",
        description_zh=words[0],
        description_en=words[1],
        detail="; ".join([f"{len(messages)}", *messages[:SHOWN_FINDINGS]]) if messages else "",
    )


def from_dbt(run: DbtRun) -> list[CheckResult]:
    """dbt's tests as check results; a model that failed to build is an errored check.

    What dbt skipped because of a failure upstream is left out: the failure says it.
    """
    results = [
        CheckResult(
            check_name=node.name,
            layer="dbt",
            subject=node.subject,
            severity=node.severity,
            status=DBT_STATUS.get(node.status, "errored"),
            description_zh=node.description_zh,
            description_en=node.description_en,
            detail=node.message if node.status != "pass" else "",
        )
        for node in run.nodes
        if node.status != "skipped" and (node.kind in CHECKED_KINDS or node.status == "error")
    ]
    if not run.succeeded and not any(r.stops_publishing for r in results):
        why = run.error or "dbt did not succeed"
        results.append(
            CheckResult(
                "dbt_runs", "dbt", "dbt_project", "error", "errored", "dbt 运行", "dbt runs", why
            )
        )
    return results


def from_expectations(results: Iterable[Any]) -> list[CheckResult]:
    """The answers of `expectations.run.run_suites` as check results."""
    return [
        CheckResult(
            check_name=result.check_name,
            layer="great_expectations",
            subject=result.subject,
            severity=result.severity,
            status=result.status,
            description_zh=result.description_zh,
            description_en=result.description_en,
            detail="" if result.status == "passed" else f"{result.observed}",
        )
        for result in results
    ]


def write_check_results(con: duckdb.DuckDBPyConnection, checks: Sequence[CheckResult]) -> None:
    """Create `published_main.marts.check_results` in the build."""
    columns = ", ".join(f"{f.name} varchar" for f in fields(CheckResult))
    con.execute(f"create or replace table published_main.marts.check_results ({columns})")
    rows = sorted(astuple(check) for check in checks)
    marks = ", ".join(f"${n + 1}" for n in range(len(fields(CheckResult))))
    con.executemany(f"insert into published_main.marts.check_results values ({marks})", rows)
