"""The dbt manifest from which Dagster learns the models.

Belongs here: parsing the dbt project when it changed since it was last parsed. Does not
belong here: running models (`pipelines.warehouse.dbt`).
"""

from __future__ import annotations

import os
from pathlib import Path

from pipelines.settings import Home
from pipelines.warehouse.dbt import run_dbt
from pipelines.warehouse.parsed_project import project_digest


class ProjectNotParsed(Exception):
    """dbt could not parse its project; the message is dbt's own."""


def prepared_manifest(home: Home) -> Path:
    """The manifest of the dbt project as it is now, under `HOME/build/orchestration`.

    Parsed once per state of the project, apart from the build's own target folder, so that
    it is never read while a build writes it. Raises ProjectNotParsed.
    """
    folder = home.build / "orchestration"
    manifest = folder / f"manifest-{project_digest()}.json"
    if not manifest.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        answer = run_dbt(["parse"], folder)
        if not answer.succeeded:
            raise ProjectNotParsed(answer.error or "dbt parse did not succeed")
        for outdated in folder.glob("manifest-*.json"):
            outdated.unlink()
        os.replace(folder / "dbt_target" / "manifest.json", manifest)
    return manifest
