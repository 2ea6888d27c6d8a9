"""What the documents tell people to type is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from pipelines.cli import app

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "DECISIONS.md")
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


def words(pattern: str) -> list[tuple[str, str]]:
    return sorted(
        {
            (name, match)
            for name in DOCUMENTS
            for match in re.findall(pattern, (ROOT / name).read_text("utf-8"))
        }
    )


@pytest.mark.parametrize(("document", "command"), words(r"wuye ([a-z]+(?:-[a-z]+)*)"))
def test_every_wuye_command_in_the_documents_exists(document: str, command: str) -> None:
    assert command in COMMANDS


@pytest.mark.parametrize(("document", "target"), words(r"make ([a-z-]+)"))
def test_every_make_target_in_the_documents_exists(document: str, target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_every_command_is_told_of_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"wuye {name}" not in readme] == []


@pytest.mark.parametrize(("document", "link"), words(r"\]\(([A-Za-z/_.]+)\)"))
def test_every_linked_file_exists(document: str, link: str) -> None:
    assert (ROOT / link).exists()
