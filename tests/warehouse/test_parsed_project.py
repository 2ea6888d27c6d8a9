"""dbt's parse is used again in another data root, and only while nothing it came from changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.warehouse import parsed_project
from pipelines.warehouse.dbt import run_dbt


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation that has parsed nothing ahead."""
    folder = tmp_path / "installation"
    monkeypatch.setattr(parsed_project, "INSTALLED", folder)
    return folder


@pytest.fixture
def small_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dbt project of one model, in place of ours."""
    project = tmp_path / "project"
    (project / "models").mkdir(parents=True)
    (project / "dbt_project.yml").write_text(
        "name: small\nversion: '1.0'\nprofile: wuye\n"
        "target-path: \"{{ env_var('WUYE_BUILD_DIR') }}/dbt_target\"\n"
    )
    profiles = (parsed_project.DBT_PROJECT / "profiles.yml").read_text("utf-8")
    (project / "profiles.yml").write_text(profiles, "utf-8")
    (project / "models" / "one.sql").write_text("select 1 as n")
    monkeypatch.setattr(parsed_project, "DBT_PROJECT", project)
    monkeypatch.setattr("pipelines.warehouse.dbt.DBT_PROJECT", project)
    return project


def test_what_was_parsed_ahead_builds_in_a_new_data_root(
    tmp_path: Path, installation: Path, small_project: Path
) -> None:
    kept = parsed_project.parse_ahead()
    assert kept.parent == installation
    assert parsed_project.parse_ahead() == kept
    (tmp_path / "build").mkdir()

    run = run_dbt(["build"], tmp_path / "build")

    assert run.succeeded, run.error
    assert [node.name for node in run.nodes] == ["one"]
    assert not list((tmp_path / "build" / "dbt_target").glob("*.msgpack"))


def test_a_changed_model_is_parsed_anew(
    tmp_path: Path, installation: Path, small_project: Path
) -> None:
    parsed_project.parse_ahead()
    (small_project / "models" / "two.sql").write_text("select n + 1 as n from {{ ref('one') }}")
    (tmp_path / "build").mkdir()

    first = run_dbt(["build"], tmp_path / "build")
    again = run_dbt(["build"], tmp_path / "build")

    assert [node.name for node in first.nodes] == ["one", "two"]
    assert [node.name for node in again.nodes] == ["one", "two"]
    assert len(list((tmp_path / "build" / "dbt_target").glob("parsed-*.msgpack"))) == 1


def test_a_project_that_cannot_be_parsed_is_not_kept(
    tmp_path: Path, installation: Path, small_project: Path
) -> None:
    (small_project / "models" / "two.sql").write_text("select * from {{ ref('nowhere') }}")
    (tmp_path / "build").mkdir()

    run = run_dbt(["build"], tmp_path / "build")

    assert not run.succeeded
    assert "nowhere" in (run.error or "")
    assert parsed_project.load_parsed_project(tmp_path / "build" / "dbt_target") is None
