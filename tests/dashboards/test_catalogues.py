"""Every text a page shows is in both catalogues, and no text is anywhere else."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboards.text import LANGUAGES, load_words

ROOT = Path(__file__).parents[2] / "dashboards"
FOLDERS = ("views", "panels", "components", "figures", "queries", "annual", "statements")
MODULES = sorted(
    [path for folder in FOLDERS for path in (ROOT / folder).glob("[!_]*.py")]
    + list(ROOT.glob("*.py"))
)
KEY = re.compile(r"[a-z_]+\.[a-z_0-9.]*[a-z0-9]")
# Values of the data that code compares with, and the mark in the name of a workbook.
DATA_WORDS = {"月度走访", "工单", "投诉", "意见户", "总体", "完成", "塌定", "_更正"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
WORDS_CALLS = ("words", "section", "notice", "RowSet")


def _keys(language: str) -> set[str]:
    return set(load_words(language).by_key)


def _texts(path: Path) -> Iterator[ast.Constant]:
    """The string constants of a module that are not documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation
        ):
            yield node


def _used_keys() -> set[str]:
    found: set[str] = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr
                    if isinstance(node.func, ast.Attribute)
                    else getattr(node.func, "id", "")
                )
                if name in WORDS_CALLS:
                    found |= {
                        value.value
                        for argument in node.args
                        for value in ast.walk(argument)
                        if isinstance(value, ast.Constant)
                        and isinstance(value.value, str)
                        and KEY.fullmatch(value.value)
                    }
    return found


def test_both_languages_have_the_same_keys() -> None:
    assert _keys("zh") == _keys("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice(language: str) -> None:
    """A key in two files would take its text from the file that is read last."""
    written = [
        line
        for path in (ROOT / "text" / language).glob("*.po")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("msgid ") and line != 'msgid ""'
    ]
    assert sorted({line for line in written if written.count(line) > 1}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    assert [key for key, text in load_words(language).by_key.items() if not text.strip()] == []


def test_both_languages_fill_in_the_same_values() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    zh, en = load_words("zh").by_key, load_words("en").by_key
    written_differently = {"date.week", "date.month"}
    assert [
        key for key in zh if fields(zh[key]) != fields(en[key]) and key not in written_differently
    ] == []


def test_every_key_that_code_names_is_in_the_catalogues() -> None:
    keys, used = _keys("zh"), _used_keys()
    states = {key for key in used if key.startswith("state.")}
    wanted = (used - states) | {f"{key}.{part}" for key in states for part in ("title", "text")}
    assert len(wanted) > 80
    assert sorted(wanted - keys) == []


def test_every_field_a_table_shows_has_a_title_in_the_catalogues() -> None:
    keys = _keys("zh")
    shown = {
        constant.value
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign)
        and any(isinstance(t, ast.Name) and t.id.endswith("_FIELDS") for t in node.targets)
        for constant in ast.walk(node.value)
        if isinstance(constant, ast.Constant)
    }
    assert len(shown) > 40
    assert sorted(field for field in shown if f"column.{field}" not in keys) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_chinese_text_stands_in_code(path: Path) -> None:
    assert [
        node.value
        for node in _texts(path)
        if CHINESE.search(node.value) and not any(word in node.value for word in DATA_WORDS)
    ] == []


@pytest.mark.parametrize(
    "path",
    sorted([*(ROOT / "views").glob("*.py"), *(ROOT / "panels").glob("*.py")]),
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_no_english_sentence_stands_in_a_view_or_panel(path: Path) -> None:
    """Keys, field names and codes have no blank; words for people do, or start with a capital."""
    texts = [node.value for node in _texts(path)]
    assert [
        t
        for t in texts
        if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", t) or re.fullmatch(r"[A-Z][a-z]{2,}.*", t)
    ] == []


def test_a_page_without_a_language_is_chinese() -> None:
    assert load_words("fr").language == "zh"
    assert load_words("zh")("page.overview") == "经营总览"


def test_an_unknown_code_is_shown_as_it_stands() -> None:
    assert load_words("en").code("department", "秩序维护三队") == "秩序维护三队"
