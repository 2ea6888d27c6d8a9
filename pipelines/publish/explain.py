"""What a KPI means and what it is made of, for `wuye explain`.

Belongs here: joining the KPI catalogue with the lineage of its model. Does not belong
here: the definitions, which live once, in the catalogue seed.
"""

from __future__ import annotations

import csv
import re

from pipelines.settings import DBT_PROJECT

CATALOGUE = DBT_PROJECT / "seeds" / "kpis.csv"
REFERENCE = re.compile(r"(?:ref|source)\(\s*'([a-z_]+)'(?:\s*,\s*'([a-z_]+)')?\s*\)")


def explain_kpi(name: str) -> dict[str, object] | None:
    """The catalogue row of a KPI (by id or name) plus `model` and `made_from`; None if unknown."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if name in (row["kpi_id"], row["name_zh"], row["name_en"]):
                return {**row, "made_from": lineage(row["kpi_id"])}
    return None


def lineage(model: str) -> list[str]:
    """The model and everything upstream of it, nearest first, down to the raw exports."""
    files = {path.stem: path for path in (DBT_PROJECT / "models").rglob("*.sql")}
    found: list[str] = []
    waiting = [model]
    while waiting:
        name = waiting.pop(0)
        if name in found or name.endswith("build_parameters"):
            continue
        found.append(name)
        if name in files:
            for first, second in REFERENCE.findall(files[name].read_text("utf-8")):
                waiting.append(f"{first}.{second}" if second else first)
    return found
