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


# Rules of which a register has every stamp; of the others the warehouse knows more.
COUNTED_BY_STAMPS = (
    *("SV1", "SV2", "SV3", "SV4", "SV4F", "SV6"),
    *("SV9", "SV10", "SV11", "SV14", "SV15", "SV29K"),
)


def test_every_promise_kept_is_found_kept(truth: dict[str, Any], ask: Any) -> None:
    kept = dict(
        ask("select rule_id, count(*) from fct_rule_results where verdict = 'met' group by rule_id")
    )
    planted = {rule: truth["promises"][rule]["in_time"] for rule in COUNTED_BY_STAMPS}
    assert {rule: kept.get(rule, 0) for rule in COUNTED_BY_STAMPS} == planted


def test_every_promise_kept_late_is_found_missed(truth: dict[str, Any], ask: Any) -> None:
    missed = dict(
        ask(
            "select rule_id, count(*) from fct_rule_results where verdict = 'missed'"
            " group by rule_id"
        )
    )
    for rule in COUNTED_BY_STAMPS:  # what was never done is missed too, and has no stamp
        assert missed.get(rule, 0) >= truth["promises"][rule]["late"], rule


def test_every_survey_has_its_invitations_and_its_sheets(truth: dict[str, Any], ask: Any) -> None:
    found = ask(
        "select r.survey_id, r.project_name, r.invited_count, r.completed_count,"
        " g.answer_count, g.satisfied_count"
        " from survey_responses r"
        " join satisfaction_groups g on g.survey_id = r.survey_id"
        " and g.project_name = r.project_name and g.dimension = 'all'"
        " where r.dimension = 'all' and r.project_name <> 'all' order by 1, 2"
    )
    planted = [
        (
            s["survey_id"],
            s["project_name"],
            s["invited"],
            s["completed"],
            s["answered"]["graded"],
            s["answered"]["satisfied"],
        )
        for s in truth["surveys"]
    ]
    assert found == sorted(planted)


def test_response_rates_are_the_planted_ones(truth: dict[str, Any], ask: Any) -> None:
    found = {
        (survey, project): rate
        for survey, project, rate in ask(
            "select survey_id, project_name, response_rate from survey_responses"
            " where dimension = 'all' and project_name <> 'all'"
        )
    }
    for survey in truth["surveys"]:
        rate = found[survey["survey_id"], survey["project_name"]]
        assert rate == pytest.approx(survey["response_rate"])


def test_the_building_that_answers_less_is_pointed_out_and_weighted_for(
    truth: dict[str, Any], ask: Any
) -> None:
    ((project, building),) = truth["planted"]["quiet_buildings"].items()
    differing = ask(
        "select distinct project_name, level from survey_responses"
        " where dimension = 'building' and differs and difference < 0"
    )
    assert differing == [(project, building)]
    weighted = ask(
        "select raw_rate, weighted_rate from survey_weighted"
        f" where is_needed and project_name = '{project}'"
    )
    everybody = [s["everybody"] for s in truth["surveys"] if s["project_name"] == project]
    content = sum(e["satisfied"] for e in everybody) / sum(e["graded"] for e in everybody)
    assert weighted
    for raw, corrected in weighted:
        assert abs(corrected - content) < abs(raw - content)


def test_the_planted_driver_is_the_first_in_every_survey(truth: dict[str, Any], ask: Any) -> None:
    first = truth["planted"]["drivers"][0]["service_area"]
    leading = ask(
        "select service_area, quadrant, importance_low > ("
        "  select max(o.importance_high) from satisfaction_drivers o"
        "  where o.survey_id = d.survey_id and o.project_name = d.project_name"
        "  and o.service_area <> d.service_area"
        ") from satisfaction_drivers d where d.project_name = 'all' and d.importance = ("
        "  select max(o.importance) from satisfaction_drivers o"
        "  where o.survey_id = d.survey_id and o.project_name = d.project_name)"
    )
    assert leading == [(first, "improve_first", True)] * 2


def test_the_bad_estate_stands_out_in_the_survey_of_its_quarter(
    truth: dict[str, Any], ask: Any
) -> None:
    planted = truth["planted"]
    worst = ask(
        "select project_name, period_start_on, shown_as from satisfaction_groups"
        " where instrument = 'survey' and dimension = 'all' and project_name <> 'all'"
        " order by satisfaction_rate limit 1"
    )
    ((project, started_on, shown_as),) = worst
    assert (project, shown_as) == (planted["troubled_project"], "shown_missed")
    assert str(started_on)[:7] == planted["troubled_quarter_start_on"][:7]
    recovered = ask(
        "select project_name from kpi_changes where kpi_id = 'survey_satisfaction_rate'"
        " and period_kind = 'quarter' and project_name <> 'all' and has_changed"
    )
    assert recovered == [(planted["troubled_project"],)]


def test_the_topic_of_the_bad_quarter_leads_the_comments_of_its_survey(
    truth: dict[str, Any], ask: Any
) -> None:
    planted = truth["planted"]
    leading = ask(
        "select topic, period_start_on from comment_topics where instrument = 'survey'"
        " and project_name = 'all' order by share desc nulls last limit 1"
    )
    ((topic, started_on),) = leading
    assert topic == planted["parameters"]["troubled_topic"]
    assert str(started_on)[:7] == planted["troubled_quarter_start_on"][:7]


def test_the_slow_team_and_no_other_is_called_slower(truth: dict[str, Any], ask: Any) -> None:
    slower = ask(
        "select distinct group_name from turnaround_comparisons"
        " where ticket_kind = 'complaint' and stage = 'resolve' and compared_by = 'department'"
        " and project_name = 'all' and differs and slower"
    )
    assert slower == [(truth["planted"]["slow_department"],)]
