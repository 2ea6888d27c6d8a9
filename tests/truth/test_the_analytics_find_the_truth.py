"""The simulated company knows its own truth; the warehouse must find it, to the fen."""

from __future__ import annotations

from typing import Any

import pytest


def test_every_row_is_known_once_as_last_exported(truth: dict[str, Any], ask: Any) -> None:
    facts = {
        "complaints": "fct_tickets where ticket_kind = 'complaint'",
        "work_orders": "fct_tickets where ticket_kind = 'work_order'",
        "incidents": "fct_tickets where ticket_kind = 'incident'",
        "visits": "fct_visits",
        "calls": "fct_calls",
        "contacts": "fct_contacts",
        "surveys": "fct_surveys",
        "survey_invites": "fct_survey_invites",
        "survey_answers": "fct_survey_answers",
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
