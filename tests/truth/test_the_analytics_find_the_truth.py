"""The simulated company knows its own truth; the warehouse must find it, to the fen."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pytest

from tests.company_home import CompanyHome


@pytest.fixture(scope="module")
def truth(company_home: CompanyHome) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((company_home.exports / "truth.json").read_text("utf-8"))
    return document


@pytest.fixture(scope="module")
def ask(company_home: CompanyHome) -> Any:
    snapshot = (company_home.root / "published" / "CURRENT").read_text().strip()
    main = company_home.root / "published" / snapshot / "main.duckdb"
    with duckdb.connect(str(main), read_only=True) as con:
        con.execute("use marts")
        yield lambda statement: con.execute(statement).fetchall()


def test_every_row_is_known_once_as_last_exported(truth: dict[str, Any], ask: Any) -> None:
    facts = {
        "complaints": "fct_tickets where ticket_kind = 'complaint'",
        "work_orders": "fct_tickets where ticket_kind = 'work_order'",
        "visits": "fct_visits",
        "rooms": "dim_rooms",
        "households": "dim_households",
    }
    found = {name: ask(f"select count(*) from {fact}")[0][0] for name, fact in facts.items()}
    assert found == {name: truth["rows"][name] for name in facts}


def test_every_fen_billed_and_paid_is_there(truth: dict[str, Any], ask: Any) -> None:
    fees = truth["fees"]
    ((bills, receivable, concession),) = ask(
        "select count(*), cast(sum(receivable_amount) * 100 as bigint),"
        " cast(sum(concession_amount) * 100 as bigint) from fct_fee_bills"
    )
    assert (bills, receivable, concession) == (
        fees["valid_bills"],
        fees["receivable_fen"],
        fees["concession_fen"],
    )
    ((laid,),) = ask("select cast(sum(settled_amount) * 100 as bigint) from fct_fee_settlements")
    assert laid == fees["received_fen"] + fees["account_fen"] - fees["refunded_fen"]


def test_the_share_dispatched_in_time_is_the_planted_one(truth: dict[str, Any], ask: Any) -> None:
    ((met, missed),) = ask(
        "select count(*) filter (where verdict = 'met'), count(*) filter (where verdict = 'missed')"
        " from fct_rule_results where rule_id = 'SV2'"
    )
    assert met == truth["complaints"]["complaints_dispatched_in_time"]
    assert met + missed <= truth["complaints"]["complaints_received"]


def test_open_and_withdrawn_complaints_are_counted_apart(truth: dict[str, Any], ask: Any) -> None:
    found = dict(
        ask("select status, count(*) from fct_tickets where ticket_kind = 'complaint' group by 1")
    )
    complaints = truth["complaints"]
    assert found["open"] == complaints["complaints_open"]
    assert found["withdrawn"] == complaints["complaints_withdrawn"]
    assert found["resolved"] == complaints["complaints_resolved"]


def test_satisfied_answers_of_monthly_visits_are_the_planted_ones(
    truth: dict[str, Any], ask: Any
) -> None:
    ((satisfied, answers),) = ask(
        "select cast(sum(numerator) as bigint), cast(sum(denominator) as bigint) from kpi_values"
        " where kpi_id = 'satisfaction_rate' and period_kind = 'month'"
        " and project_name = 'all' and department = 'all'"
    )
    visits = truth["visits"]
    assert (satisfied, answers) == (
        visits["monthly_visits_satisfied"],
        visits["monthly_visits_graded"],
    )


def test_the_slow_team_is_the_slowest(truth: dict[str, Any], ask: Any) -> None:
    ((slowest,),) = ask(
        "select department from kpi_values where kpi_id = 'complaint_resolution_km_median_hours'"
        " and period_kind = 'year' and project_name = 'all' and denominator >= 10"
        " order by value desc nulls first limit 1"
    )
    assert slowest == truth["planted"]["parameters"]["slow_department"]


def test_the_bad_quarter_shows_at_its_estate_and_nowhere_else(ask: Any) -> None:
    rates = {
        (project, str(quarter)): float(value)
        for project, quarter, value in ask(
            "select project_name, period_start_on, value from kpi_values"
            " where kpi_id = 'fee_collection_rate' and period_kind = 'quarter'"
            " and project_name <> 'all' and is_complete"
        )
    }
    worst = min(rates, key=lambda key: rates[key])
    others = [rate for key, rate in rates.items() if key != worst]
    assert worst == ("金桂苑", "2026-04-01")
    assert rates[worst] < min(others) - 0.03
