"""Reading identifiers, texts and codes."""

from __future__ import annotations

import pytest

from pipelines.exports import EXPORTS_BY_NAME
from pipelines.parsing.findings import Problem
from pipelines.parsing.names import read_code, read_identifier, read_text

CHANNEL = EXPORTS_BY_NAME["complaints"].column("channel")
FEE_ITEM = EXPORTS_BY_NAME["fee_bills"].column("fee_item")
IS_VALID = EXPORTS_BY_NAME["complaints"].column("is_valid")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1001.0", "1001"),
        (" 1-2-３０１ ", "1-2-301"),
        ("０１栋", "01栋"),
        ("\u3000翠湖花园\u200b", "翠湖花园"),
        ('="0012"', "0012"),
        ("0012", "0012"),
        ("912025022687960026", "912025022687960026"),
        ("1E10", "1E10"),
        ("22栋-一-1023", "22栋-一-1023"),
        ("无", "无"),
    ],
)
def test_an_identifier_is_levelled_but_never_read_as_a_number(text: str, name: str) -> None:
    assert read_identifier(text) == name


@pytest.mark.parametrize("text", ["1.2E+17", "9.12025E+17", "9E+17"])
def test_scientific_notation_of_a_long_id_tells_how_to_mend_it(text: str) -> None:
    problem = read_identifier(text)
    assert isinstance(problem, Problem)
    assert problem.code == "E207"
    assert "文本" in problem.mend_zh
    assert "Text" in problem.mend_en


@pytest.mark.parametrize("text", ["--", "null", "", "  ", "\\N", "(null)"])
def test_sentinels_of_other_systems_are_empty_names(text: str) -> None:
    assert read_identifier(text) is None
    assert read_text(text) is None


def test_free_text_keeps_its_full_width_forms() -> None:
    assert read_text(" 水管漏水，请２４小时内处理！ ") == "水管漏水，请２４小时内处理！"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("微信", "微信"),
        ("wechat", "微信"),
        (" ＷｅＣｈａｔ ", "微信"),
        ("电话", "来电"),
        ("Walk-In", "来访"),
    ],
)
def test_a_code_is_known_by_alias_and_english_in_any_case_or_width(text: str, value: str) -> None:
    assert read_code(text, CHANNEL) == value


@pytest.mark.parametrize(
    ("text", "value"), [("Y", "是"), ("1.0", "是"), ("TRUE", "是"), ("×", "否"), ("无", "否")]
)
def test_yes_and_no_are_known_in_their_many_spellings(text: str, value: str) -> None:
    assert read_code(text, IS_VALID) == value


def test_an_unknown_code_lists_the_allowed_values_and_the_nearest() -> None:
    problem = read_code("物业废", FEE_ITEM)
    assert isinstance(problem, Problem)
    assert problem.code == "E202"
    assert "物业费、水费公摊、电费公摊" in problem.expected_zh
    assert "parking" in problem.expected_en
    assert "最接近的是“物业费”" in problem.mend_zh
    assert "The nearest is “物业费”" in problem.mend_en
