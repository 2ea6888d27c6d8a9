"""A data test is shown to people as a check: its name is the English sentence, its
`config: {meta: {zh: "…"}}` the Chinese one."""

from __future__ import annotations

import re
from typing import Any

HAN = re.compile("[\u4e00-\u9fff]")


def data_tests(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    return [node for node in manifest["nodes"].values() if node["resource_type"] == "test"]


def chinese_sentence(test: dict[str, Any]) -> str:
    return str(test["config"]["meta"].get("zh", "")).strip()


def test_every_data_test_has_a_sentence_in_chinese(manifest: dict[str, Any]) -> None:
    tests = data_tests(manifest)
    silent = [test["name"] for test in tests if not HAN.search(chinese_sentence(test))]

    assert tests != []
    assert silent == []


def test_no_two_data_tests_say_the_same_in_chinese(manifest: dict[str, Any]) -> None:
    sentences = [chinese_sentence(test) for test in data_tests(manifest)]

    assert sorted(sentences) == sorted(set(sentences))
