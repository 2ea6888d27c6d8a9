"""The truth of the small company, and questions to what was published of it."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pytest

from tests.company_home import CompanyHome


@pytest.fixture(scope="module")
def truth(company_home: CompanyHome) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((company_home.exports / "truth.json").read_text("utf-8"))
    return document


@pytest.fixture(scope="module")
def ask(company_home: CompanyHome) -> Any:
    snapshot = (company_home.root / "published" / "CURRENT").read_text().strip()
    main = company_home.root / "published" / snapshot / "main.duckdb"
    with duckdb.connect(str(main), read_only=True) as con:
        con.execute("use marts")
        yield lambda statement: con.execute(statement).fetchall()
