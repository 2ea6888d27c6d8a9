from datetime import datetime

import pytest

from pipelines.intake.exported_at import exported_at, time_in_name

NINE = datetime(2026, 4, 5, 9, 0)
DAY_END = datetime(2026, 4, 5, 23, 59, 59)


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("complaints_20260405T0900.csv", NINE),
        ("complaints_20260405t0900.csv", NINE),
        ("complaints_202604050900.csv", NINE),
        ("complaints_20260405090000.csv", NINE),
        ("complaints_20260405_090000.csv", NINE),
        ("complaints_20260405-0900.csv", NINE),
        ("complaints_20260405 0900.csv", NINE),
        ("complaints_2026-04-05T09-00-00.csv", NINE),
        ("complaints_2026-04-05 09.00.csv", NINE),
        ("complaints 2026-04-05 09：00：00.csv", NINE),
        ("complaints_2026_04_05_09_00.csv", NINE),
        ("投诉登记2026年04月05日09时00分.xlsx", NINE),
        ("投诉登记20260405.xlsx", DAY_END),
        ("投诉登记2026-04-05.xlsx", DAY_END),
        ("投诉登记2026.04.05.xlsx", DAY_END),
        ("投诉登记２０２６０４０５.xlsx", DAY_END),
        ("20260405.csv", DAY_END),
        ("20260405T235959.csv", DAY_END),
        ("fees_20260405_更正.xlsx", DAY_END),
        ("fees_20260405 (1).csv", DAY_END),
        ("fees_20260405_3.csv", DAY_END),
        ("fees_20260405_123.csv", DAY_END),
        ("fees_20240229.csv", datetime(2024, 2, 29, 23, 59, 59)),
    ],
)
def test_the_time_in_the_name_is_the_export_time(name: str, moment: datetime) -> None:
    assert time_in_name(name) == moment


@pytest.mark.parametrize(
    "name",
    [
        "cases_sample_10000.csv",
        "nyc311_2026_10000.csv",
        "complaints.csv",
        "fees_20261305.csv",  # no 13th month
        "fees_20260230.csv",  # no 30 February
        "fees_20230229.csv",  # no leap year
        "fees_20260400.csv",
        "fees_2026040509.csv",  # ten digits
        "fees_20260405250000.csv",  # hour 25 inside one run
        "fees_123456789012345.csv",  # part of a longer run
        "fees_920260405.csv",
        "fees_202604051.csv",
        "13800138000.csv",  # a phone number
        "fees_12345678.csv",  # year 1234
        "2026-04.csv",
        "fees_202604.csv",
    ],
)
def test_a_name_without_a_valid_time_has_none(name: str) -> None:
    assert time_in_name(name) is None


def test_an_impossible_time_of_day_leaves_the_date_that_stands_apart() -> None:
    assert time_in_name("fees_20260405_250000.csv") == DAY_END


def test_of_two_dates_the_last_is_the_export_time() -> None:
    assert time_in_name("fees_20260101-20260331_20260405.csv") == DAY_END


def test_a_time_of_day_goes_before_a_date_alone() -> None:
    assert time_in_name("fees_20260405T0900_20260331.csv") == NINE


def test_without_a_time_in_the_name_the_modification_time_counts_in_china_time() -> None:
    one_second = 1_000_000_000
    assert exported_at("complaints.csv", 0) == datetime(1970, 1, 1, 8, 0)
    assert exported_at("complaints.csv", 90 * one_second + 5) == datetime(1970, 1, 1, 8, 1, 30)
    assert exported_at("complaints_20260405T0900.csv", 0) == NINE
