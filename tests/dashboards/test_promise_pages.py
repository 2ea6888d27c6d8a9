"""The promise board and the complaint desk: what they list, open, and never show."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboards.periods import Period
from dashboards.published import Snapshot
from dashboards.queries import promises
from dashboards.queries.scope import EVERYONE, Filters
from dashboards.rule_reading import subject_period
from dashboards.text import LANGUAGES, load_words
from tests.dashboards.conftest import Runner
from tests.dashboards.small_promises import RULES
from tests.dashboards.test_pages import _address, _html

ZH = load_words("zh")


def _board(html: str) -> list[str]:
    """The lines of the first table of a page."""
    return re.findall(r"<tr>(.*?)</tr>", html.split("<tbody>")[1].split("</tbody>")[0])


def _listed(app: AppTest, column: str) -> pd.DataFrame:
    """The long table that has `column`."""
    return next(d.value for d in app.dataframe if column in d.value.columns)


def test_the_board_lists_every_measured_promise_with_the_most_missed_first(
    home: Path, run_page: Runner
) -> None:
    app = run_page(home, "promise_board", period="2025-Q4")
    lines = _board(_html(app))
    assert len(lines) == len(RULES)
    missed = [re.findall(r'<td class="wy-number">([^<]*)', line)[0] for line in lines]
    counts = [0 if text == ZH("missing.blank") else int(text) for text in missed]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_is_said_by_a_sign_and_a_word(
    home: Path, run_page: Runner, language: str
) -> None:
    words = load_words(language)
    lines = _board(_html(run_page(home, "promise_board", lang=language, period="2025-Q4")))
    for line in lines:
        cell = re.search(r'<td class="wy-(met|missed)">(.*?)</td>', line)
        assert cell is not None
        sign = {"met": "●", "missed": "▲"}[cell[1]]
        assert cell[2] == f"{sign} {words.code('verdict', cell[1])}"


def test_the_order_of_the_board_can_be_chosen(home: Path, run_page: Runner) -> None:
    app = run_page(home, "promise_board", period="2025-Q4")
    app.segmented_control(key="promise_order").set_value("number").run()
    rules = [re.search(r">(SV\d+) ", line) for line in _board(_html(app))]
    assert [match[1] for match in rules if match] == ["SV2", "SV10", "SV11"]


def test_a_promise_that_nothing_records_stands_apart_with_what_it_needs(
    home: Path, run_page: Runner
) -> None:
    html = _html(run_page(home, "promise_board", period="2025-Q4"))
    first, _, second = html.partition(ZH("promises.unrecorded"))
    assert "SV22" not in first
    assert "SV22" in second
    assert "每日张贴记录" in second


def test_a_promise_opens_with_its_words_its_limit_and_rows_that_add_up(
    home: Path, run_page: Runner
) -> None:
    app = run_page(home, "promise_board", period="2025-Q4", rule="SV2")
    html = _html(app)
    assert not app.exception
    for text in ("一律在10分钟内安排管理员进行处理", "10 分钟内", ZH("promises.by_project"), "✓"):
        assert text in html
    rows = app.dataframe[0].value
    assert set(rows["rule_verdict"]) == {"▲ 未达标"}
    assert set(rows["reason"]) <= {"完成但已超时", "到期未完成"}
    assert {"source_file", "source_sheet", "source_row", "due_at", "met_at"} <= set(rows.columns)
    app.segmented_control(key="promise_verdict_SV2").set_value("all").run()
    assert "✓" in _html(app)
    assert len(app.dataframe[0].value) > len(rows)


def test_a_promise_of_whole_months_shows_what_was_counted(home: Path, run_page: Runner) -> None:
    app = run_page(home, "promise_board", lang="en", period="2025-Q4", rule="SV11")
    rows = app.dataframe[0].value
    assert set(rows["required"]) == {"20"}
    assert "Oct 2025" in set(rows["matter"])
    assert "at least 20 households" in _html(app)


def test_the_month_of_a_whole_project_opens_on_the_visits_it_was_counted_from(
    snapshot: Snapshot,
) -> None:
    quarter = Filters(Period("quarter", date(2025, 10, 1)))
    months = promises.rule_subjects(snapshot.cursor(), EVERYONE, quarter, "SV11")
    for month in months.iter_rows(named=True):
        period = subject_period(month["subject_id"])
        assert period is not None
        visits = promises.households_visited(
            snapshot.cursor(), EVERYONE, month["project_name"], period
        )
        assert visits["room_name"].n_unique() == month["counted_value"]
        assert visits["source_file"].null_count() == 0


def test_a_promise_is_chosen_and_left_again(home: Path, run_page: Runner) -> None:
    app = run_page(home, "promise_board", period="2025-Q4")
    app.selectbox(key="promise_opened").set_value("SV10").run()
    assert _address(app, "rule") == "SV10"
    app.selectbox(key="promise_other").set_value("SV2").run()
    assert _address(app, "rule") == "SV2"
    app.button(key="promise_back").click().run()
    assert "rule" not in app.query_params
    assert len(_board(_html(app))) == len(RULES)


def test_a_promise_nobody_knows_opens_the_board(home: Path, run_page: Runner) -> None:
    app = run_page(home, "promise_board", period="2025-Q4", rule="<script>")
    assert not app.exception
    assert len(_board(_html(app))) == len(RULES)


def test_the_desk_says_which_moment_it_calls_now(home: Path, run_page: Runner) -> None:
    html = _html(run_page(home, "complaint_desk"))
    assert ZH("desk.now", as_of="2026-04-01 09:00") in html


def test_the_desk_lists_what_can_still_be_saved_first_and_then_the_newest_of_what_is_late(
    home: Path, run_page: Runner
) -> None:
    app = run_page(home, "complaint_desk")
    rows = _listed(app, "time_left")
    assert rows["time_left"].str.startswith("还有").all()
    assert rows["due_at"].is_monotonic_increasing
    app.segmented_control(key="duty_urgency").set_value("overdue").run()
    rows = _listed(app, "time_left")
    assert set(rows["urgency"]) == {ZH.code("urgency", "overdue")}
    assert rows["time_left"].str.startswith("逾期").all()
    assert rows["due_at"].is_monotonic_decreasing
    app.segmented_control(key="duty_urgency").set_value("all").run()
    urgencies = list(dict.fromkeys(_listed(app, "time_left")["urgency"]))
    coming = [ZH.code("urgency", f"within_{span}") for span in ("4_hours", "24_hours", "7_days")]
    late = urgencies.index(ZH.code("urgency", "overdue"))
    assert urgencies[:late] == [word for word in coming if word in urgencies]


def test_the_desk_says_how_many_households_are_still_to_visit(home: Path, run_page: Runner) -> None:
    html = _html(run_page(home, "complaint_desk"))
    part = html.split(ZH("desk.month_visits"))[-1].split("</table>")[0]
    assert "2026年4月" in part
    assert re.search(r'<td class="wy-number">1\d</td>', part)


def test_a_ticket_is_found_and_its_story_told(home: Path, run_page: Runner) -> None:
    app = run_page(home, "complaint_desk")
    app.text_input(key="ticket_search").set_value("ts000012").run()
    assert app.selectbox(key="ticket_opened").value == "complaint:TS000012"
    html = _html(app)
    story = html.split("wy-timeline")[1].split("</ol>")[0]
    assert story.index(ZH.code("event", "received")) < story.index(ZH.code("event", "dispatched"))
    assert "wy-gap" in story
    assert ZH("desk.promises") in html
    assert "SV2 投诉10分钟内派单" in html


def test_an_open_ticket_ends_in_the_present(home: Path, run_page: Runner) -> None:
    html = _html(run_page(home, "complaint_desk"))
    story = html.split("wy-timeline")[1].split("</ol>")[0]
    assert story.rindex("<li") == story.index('<li class="wy-now"')
    assert "2026-04-01 09:00" in story


@pytest.mark.parametrize(
    ("ticket", "said"),
    [("complaint:TS000012", "TS000012"), ("complaint:none", "state.no_such_ticket"), ("x", "x")],
)
def test_the_address_opens_a_ticket(home: Path, run_page: Runner, ticket: str, said: str) -> None:
    app = run_page(home, "complaint_desk", ticket=ticket)
    assert not app.exception
    text = ZH(f"{said}.title", ticket="none") if said.startswith("state.") else said
    assert text in _html(app)


def test_the_desk_says_where_the_words_of_a_ticket_are_and_shows_none(
    home: Path, run_page: Runner
) -> None:
    html = _html(run_page(home, "complaint_desk", ticket="complaint:TS000012"))
    assert re.search(r"见登记表 投诉登记\d+T0900\.xlsx › Sheet1 第 \d+ 行", html)


def test_the_complaints_of_a_room_that_complained_again_are_listed(
    home: Path, run_page: Runner
) -> None:
    app = run_page(home, "complaint_desk")
    repeats = _listed(app, "complaint_count")
    assert (repeats["complaint_count"] > 1).all()


def test_the_overview_counts_what_will_be_missed_and_leads_to_the_desk(
    home: Path, run_page: Runner
) -> None:
    app = run_page(home, "overview")
    line = _html(app).split('class="wy-due"')[1].split("</p>")[0]
    *others, overdue = re.findall(r"<b>(\d+)</b>", line)
    assert int(overdue) > 0
    assert len(others) == 3
    assert [link.proto.page for link in app.get("page_link")] == ["complaint_desk"]
