"""Reading dates and times: what is accepted, what it becomes, and what is not guessed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.parsing.findings import Problem
from pipelines.parsing.moments import EPOCH_1904, read_moment, read_month

MOMENT = datetime(2026, 4, 5, 9, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-05 09:03:00",
        "2026-04-05 09:03",
        "2026/4/5 9:03",
        "2026/04/05 09:03:00",
        "2026.4.5 9:03",
        "2026年4月5日 09:03",
        "2026年04月05日9时3分",
        "2026年4月5日 9点03分00秒",
        "2026-04-05T09:03:00",
        "2026-04-05T09:03:00.000",
        "2026-04-05T09:03:00+08:00",
        "2026-04-05T01:03:00Z",
        "20260405090300",
        "202604050903",
        "20260405 09:03:00",
        "２０２６－０４－０５ ０９：０３",
        "2026-4-5 上午9:03",
        "2026-04-05 9:03 AM",
        "2026-04-05 星期日 09:03",
        "  2026-04-05   09:03 ",
        "46117.37708333333",
    ],
)
def test_a_moment_is_read_in_every_way_people_and_systems_write_it(text: str) -> None:
    assert read_moment(text) == MOMENT


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-05",
        "2026/4/5",
        "2026.4.5",
        "2026年4月5日",
        "20260405",
        "46117",
        "2026-04-05 00:00:00",
    ],
)
def test_a_date_alone_is_midnight_and_midnight_is_kept(text: str) -> None:
    assert read_moment(text) == datetime(2026, 4, 5)


def test_an_afternoon_hour_is_after_noon() -> None:
    assert read_moment("2026-04-05 下午3:04") == datetime(2026, 4, 5, 15, 4)
    assert read_moment("2026-04-05 12:04 AM") == datetime(2026, 4, 5, 0, 4)
    assert read_moment("2026-04-05 12:04 PM") == datetime(2026, 4, 5, 12, 4)


def test_serials_of_a_1904_workbook_count_from_1904() -> None:
    assert read_moment("42370") == datetime(2016, 1, 1)
    assert read_moment("40908", epoch=EPOCH_1904) == datetime(2016, 1, 1)


@pytest.mark.parametrize(
    "text", ["", "--", "null", "无", "0000-00-00", "0000-00-00 00:00:00", "00000000", "/"]
)
def test_a_moment_that_only_says_nothing_is_empty(text: str) -> None:
    assert read_moment(text) is None


@pytest.mark.parametrize(
    "text", ["05/04/26", "5/4/2026", "26-4-5", "13.04.2026", "04-05-2026 09:03", "1/2/26 8:00"]
)
def test_a_date_that_could_be_read_in_two_ways_is_refused_not_guessed(text: str) -> None:
    problem = read_moment(text)
    assert isinstance(problem, Problem)
    assert problem.code == "E206"


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-13-01",
        "2026-04-05 24:00",
        "2026-04-05 09:60",
        "2026-04-05 09:03:60",
        "2026-04-05 13:00 PM",
        "0026-04-05",
        "2026/4-5",
        "明天",
        "1001",
        "99999",
        "08:30",
        "1899-12-31 08:30:00",
        "2205-01-01",
    ],
)
def test_a_moment_that_does_not_exist_is_refused(text: str) -> None:
    problem = read_moment(text)
    assert isinstance(problem, Problem)
    assert problem.code == "E205"


def test_a_time_without_its_date_says_so() -> None:
    problem = read_moment("08:30")
    assert isinstance(problem, Problem)
    assert "没有日期" in problem.mend_zh
    assert "no date" in problem.mend_en


def test_a_profile_can_add_a_format_of_its_own_system() -> None:
    assert read_moment("04/05/2026 09:03:00 AM", ["%m/%d/%Y %I:%M:%S %p"]) == MOMENT


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(lambda t: t.replace(microsecond=0))
)
def test_any_second_survives_being_written_and_read(moment: datetime) -> None:
    days = (moment - datetime(1899, 12, 30)) / timedelta(days=1)
    texts = (
        f"{moment:%Y-%m-%d %H:%M:%S}",
        f"{moment.year}/{moment.month}/{moment.day} {moment.hour}:{moment:%M:%S}",
        f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M:%S}",
        f"{moment:%Y%m%d%H%M%S}",
        f"{moment.isoformat()}.000",
        f"{days:.11f}",
    )
    for text in texts:
        assert read_moment(text) == moment, text


@pytest.mark.parametrize(
    "text",
    [
        "2015-03", "2015/3", "2015.03", "2015年3月", "2015 年 03 月份", "201503", "２０１５-０３",
        "2015-03-17", "2015/3/17 9:00", "20150317", "2015年3月1日", "42080",
    ],
)  # fmt: skip
def test_a_month_is_its_first_day_however_it_is_named(text: str) -> None:
    assert read_month(text) == date(2015, 3, 1)


@pytest.mark.parametrize("text", ["2015-13", "2015-00", "3月", "03-2015", "2015", "三月", "9:00"])
def test_what_names_no_month_is_refused(text: str) -> None:
    problem = read_month(text)
    assert isinstance(problem, Problem)
    assert (problem.code, "2026-04" in problem.mend_zh) == ("E217", True)


def test_an_empty_month_is_empty_and_a_broken_formula_is_named() -> None:
    assert read_month("--") is None
    problem = read_month("#REF!")
    assert isinstance(problem, Problem)
    assert problem.code == "E208"
