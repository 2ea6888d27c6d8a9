"""Fixtures that several packages of tests share: a small real warehouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import small_warehouse
from tests.company_home import CompanyHome, make_company_home


@pytest.fixture(scope="session")
def build_small_warehouse() -> Callable[..., Path]:
    """`build_small_warehouse(root, rows_by_export, as_of)` → path of main.duckdb."""
    return small_warehouse.build_small_warehouse


@pytest.fixture(scope="session")
def company_home(tmp_path_factory: pytest.TempPathFactory) -> CompanyHome:
    """A company of two small estates, built and published; for tests that only read."""
    return make_company_home(tmp_path_factory.mktemp("company"))
