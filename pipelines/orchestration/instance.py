"""Where Dagster keeps its own records, and how it is set up there.

Belongs here: `HOME/dagster/dagster.yaml`. Does not belong here: what Dagster runs.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.settings import Home

INSTANCE_SETTINGS = """\
# Dagster's settings of this data root. Written once by `wuye orchestrate`; yours to change.

# Nothing is told to anybody.
telemetry:
  enabled: false

# One run at a time: every run writes to the same build. A run started from the command line
# is kept apart by the writer's lock.
concurrency:
  runs:
    max_concurrent_runs: 1

# A month of records is enough to see what happened.
retention:
  schedule:
    purge_after_days:
      skipped: 7
      failure: 30
      success: 30
  sensor:
    purge_after_days:
      skipped: 1
      failure: 30
      success: 30
"""


def prepare_dagster_home(home: Home) -> Path:
    """Make `HOME/dagster` with its settings, unless they are there; returns the folder."""
    home.dagster.mkdir(parents=True, exist_ok=True)
    settings = home.dagster / "dagster.yaml"
    if not settings.exists():
        settings.write_text(INSTANCE_SETTINGS, "utf-8")
    return home.dagster
