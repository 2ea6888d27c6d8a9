"""On a really built snapshot the rows behind every KPI add up to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards.components.page import Page
from dashboards.components.row_sets import ROWS_OF, agrees
from dashboards.kpi_reading import read_kpis
from dashboards.palette import LIGHT
from dashboards.periods import KINDS, Period
from dashboards.published import current_snapshot_id, open_snapshot
from dashboards.queries import kpis
from dashboards.queries.scope import ALL, EVERYONE, Filters
from dashboards.text import load_words


@pytest.mark.parametrize("kind", KINDS)
def test_the_rows_behind_every_kpi_add_up_to_it(built_home: Path, kind: str) -> None:
    snapshot = open_snapshot(built_home, current_snapshot_id(built_home))
    cursor = snapshot.cursor()
    starts = kpis.period_starts(cursor, EVERYONE)
    projects = kpis.project_names(cursor, EVERYONE)["project_name"].to_list()
    compared = 0
    for start in starts.filter(starts["period_kind"] == kind)["period_start_on"].to_list()[:8]:
        for project in (ALL, *projects):
            filters = Filters(Period(kind, start), project)
            page = Page(load_words("zh"), snapshot, EVERYONE, filters, LIGHT)
            history = kpis.kpi_history(cursor, EVERYONE, filters, 1)
            for reading in read_kpis(history, filters.period):
                if reading.row is not None:
                    sets = ROWS_OF[reading.kpi_id](page)
                    assert agrees(reading.row, sets) is not False, (reading.kpi_id, filters)
                    compared += 1
    assert compared > 20 if kind == "week" else compared >= 8
