"""A tiny inbox and the definitions of an installation, made once for these tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines.definitions import build_definitions
from pipelines.settings import Home
from pipelines.simulate.simulator import simulate


@pytest.fixture(scope="session")
def tiny_inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of one estate of twenty households over three months."""
    folder = tmp_path_factory.mktemp("inbox")
    simulate(folder, estates=1, months=3, seed=7, households_per_estate=20)
    return folder


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory, tiny_inbox: Path) -> Home:
    home = Home(tmp_path_factory.mktemp("home"))
    shutil.copytree(tiny_inbox, home.inbox)
    return home


@pytest.fixture(scope="session")
def definitions(installation: Home) -> dg.Definitions:
    return build_definitions(installation)


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral
