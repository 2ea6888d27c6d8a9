"""A profile that says something it cannot is refused with file, key and what was expected."""

from pathlib import Path

import pytest

from pipelines.profiles import ProfileError, load_profile, load_profiles
from tests.profiles.foreign_sheets import sheet

GOOD = """
name: other_payments
title_zh: 别的系统的缴费
title_en: Payments of another system
recognised_by:
  headers: [Receipt, Unit, [Paid, Paid on], Total]
targets:
  - export: fee_payments
    columns:
      payment_id: Receipt
      project_name: {folder: true}
      room_name: Unit
      paid_at: {from: [Paid, Paid on], dates: ["%d/%m/%Y"]}
      received_amount: Total
      payment_kind: {constant: 缴费}
"""


def written(directory: Path, text: str, name: str = "other.yml") -> Path:
    directory.mkdir(exist_ok=True)
    path = directory / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("name: other_payments", "nam: other_payments", "unknown key 'nam'; expected one of name"),
        ("  headers:", "  header:", "recognised_by: unknown key 'header'; expected one of headers"),
        (
            "export: fee_payments",
            "export: fees",
            "targets[0].export: 'fees' is no export; expected",
        ),
        ("      room_name: Unit\n", "", "targets[0].columns: 'room_name' is missing"),
        (
            "room_name: Unit",
            "room: Unit",
            "targets[0].columns: unknown key 'room'; expected one of",
        ),
        (
            "{constant: 缴费}",
            "{constant: 付款}",
            "'付款' is no code of payment_kind; expected one of 缴费, 退费",
        ),
        ("{constant: 缴费}", "{from: K, codes: {P: 付}}", "payment_kind.codes.P: '付' is no code"),
        (
            "{constant: 缴费}",
            "{constant: 缴费, from: K}",
            "found from and constant; expected exactly",
        ),
        (
            "{constant: 缴费}",
            "{codes: {P: 缴费}}",
            "payment_kind: found no source; expected exactly",
        ),
        (
            "payment_id: Receipt",
            "payment_id: {template: '{=paid}'}",
            "payment_id.template: {=paid};",
        ),
        ("payment_id: Receipt", "payment_id: {template: '{=payment_id}'}", "refer to each other"),
        ("room_name: Unit", "room_name: {from: Unit, rewrite: {match: '('}}", "is no pattern"),
        (
            "room_name: Unit",
            "room_name: {from: Unit, only_for: {Unit: {is: odd}}}",
            "'odd'; expected one of empty, filled",
        ),
        (
            "received_amount: Total",
            "received_amount: Total\n      paid_at: Day",
            "'paid_at' is there twice",
        ),
        (
            "received_amount: Total",
            "received_amount: {from: Total, round: two}",
            "expected a number of decimal places",
        ),
        ("room_name: Unit", "room_name: Unit: x", "not readable as YAML"),
    ],
)
def test_error_names_file_key_and_what_was_expected(
    tmp_path: Path, old: str, new: str, message: str
):
    path = written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(ProfileError) as error:
        load_profile(path)
    assert str(path) in str(error.value)
    assert message in str(error.value)


def test_ignore_rule_must_say_which_rows(tmp_path: Path):
    text = GOOD.replace("    columns:", "    ignore: [{rule: gone}]\n    columns:")
    with pytest.raises(
        ProfileError, match=r"ignore\[0\]: says not which rows; expected either where"
    ):
        load_profile(written(tmp_path, text))


def test_profiles_of_a_company_come_beside_the_shipped_ones_and_replace_them_by_name(
    tmp_path: Path,
):
    shipped = load_profiles()
    written(tmp_path, GOOD)
    written(tmp_path, GOOD.replace("other_payments", "nyc311"), "own_city.yml")
    profiles = {profile.name: profile for profile in load_profiles(tmp_path)}
    assert len(profiles) == len(shipped) + 1
    assert profiles["nyc311"].title_en == "Payments of another system"
    assert load_profiles(tmp_path / "not there") == shipped


def test_two_profiles_of_one_directory_may_not_share_a_name(tmp_path: Path):
    written(tmp_path, GOOD)
    written(tmp_path, GOOD, "second.yml")
    with pytest.raises(ProfileError, match="already the name of"):
        load_profiles(tmp_path)


def test_profile_that_asks_for_more_columns_is_tried_first():
    counts = [len(profile.recognised_by) for profile in load_profiles()]
    assert counts == sorted(counts, reverse=True)


def test_headers_match_in_any_order_among_others_and_in_any_spelling(tmp_path: Path):
    profile = load_profile(written(tmp_path, GOOD))
    assert profile.matches(["", "total (元)", "ＵＮＩＴ", "Note", "paid on", "receipt"])
    assert not profile.matches(["total", "unit", "receipt"])


def test_sheet_without_a_folder_has_an_empty_project_for_parsing_to_refuse(tmp_path: Path):
    profile = load_profile(written(tmp_path, GOOD))
    table = sheet(["Receipt", "Unit", "Paid", "Total"], ("R1", "1-1", "31/12/2025", "10"))
    (without,) = profile.map(table, project_hint=None)
    (within,) = profile.map(table, project_hint="翠湖花园")
    assert without.texts["project_name"].to_list() == [None]
    assert within.texts["project_name"].to_list() == ["翠湖花园"]


def test_every_shipped_profile_has_titles_in_both_languages_and_a_source():
    for profile in load_profiles():
        assert profile.title_zh
        assert profile.title_en
        assert profile.source
        assert Path(profile.path).stem == profile.name
