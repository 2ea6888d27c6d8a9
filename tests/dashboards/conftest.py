"""A small published snapshot, once per session, and the app run on it without a browser.

Belongs here: fixtures of the dashboards' tests. Does not belong here: the snapshot's rows
(`small_snapshot`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboards.published import Snapshot, open_snapshot
from tests.dashboards.small_snapshot import write_home

APP = Path(__file__).parents[2] / "dashboards" / "app.py"
SNAPSHOT = "20260401T090000"
Runner = Callable[..., AppTest]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data root with one published snapshot."""
    root = tmp_path_factory.mktemp("home")
    write_home(root, snapshot_id=SNAPSHOT)
    return root


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data root whose snapshot has every table and no row but the build's own."""
    root = tmp_path_factory.mktemp("empty")
    write_home(root, empty=True)
    return root


@pytest.fixture
def snapshot(home: Path) -> Snapshot:
    return open_snapshot(home, SNAPSHOT)


@pytest.fixture
def run_page(monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Run one page of the app on a data root: `run_page(home, "overview", lang="en")`."""

    def run(root: Path, page: str, **address: str) -> AppTest:
        st.cache_data.clear()
        monkeypatch.setenv("WUYE_HOME", str(root))
        app = AppTest.from_file(str(APP), default_timeout=60)
        for key, value in address.items():
            app.query_params[key] = value
        app.run()
        if page != "overview":
            app.switch_page(f"views/{page}.py")
            for key, value in address.items():
                app.query_params[key] = value
            app.run()
        return app

    return run
