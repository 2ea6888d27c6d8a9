"""dbt's parse of the project, kept so that a build need not parse again.

Belongs here: where a parse is kept, when it still holds, and making it ahead at
installation (`python -m pipelines.warehouse.parsed_project`, part of `make setup`). Does
not belong here: running dbt (`pipelines.warehouse.dbt`).

dbt's own partial parse is lost with every new data root, because the paths of the build are
part of its profile; nothing that is parsed depends on them. A parse is therefore named by
everything that it does depend on, and used only under exactly that name.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipelines.settings import DBT_PROJECT

READ_BY_DBT = {".sql", ".yml", ".yaml", ".csv", ".md"}
PARSED_BY = ("dbt-core", "dbt-adapters", "dbt-common", "dbt-duckdb")
INSTALLED = Path(sys.prefix) / "share" / "wuye"
WRITTEN_BY_DBT = "partial_parse.msgpack"


def project_digest() -> str:
    """A hash of every file that dbt reads from the project."""
    digest = hashlib.sha256()
    for path in sorted(p for p in DBT_PROJECT.rglob("*") if p.suffix in READ_BY_DBT):
        digest.update(str(path.relative_to(DBT_PROJECT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def load_parsed_project(target: Path) -> Any | None:
    """dbt's manifest of the project as it is now, from dbt's folder `target` or from the
    installation; None when neither has it. A new object at each call: a run changes it."""
    for folder in (target, INSTALLED):
        path = folder / _name()
        if path.is_file():
            return _manifest(path.read_bytes())
    return None


def keep_parsed_project(target: Path) -> None:
    """Keep what dbt has just parsed into `target`, under the name of what it was made from."""
    written = target / WRITTEN_BY_DBT
    if written.is_file():
        for outdated in target.glob("parsed-*.msgpack"):
            outdated.unlink()
        os.replace(written, target / _name())


def parse_ahead() -> Path:
    """Parse the project once for all data roots of this installation."""
    from pipelines.warehouse.dbt import run_dbt

    kept = INSTALLED / _name()
    if not kept.is_file():
        INSTALLED.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=INSTALLED) as scratch:
            run = run_dbt(["parse"], Path(scratch))
            if not run.succeeded:
                raise RuntimeError(run.error or "dbt parse did not succeed")
            for outdated in INSTALLED.glob("parsed-*.msgpack"):
                outdated.unlink(missing_ok=True)
            os.replace(Path(scratch) / "dbt_target" / _name(), kept)
    return kept


def _name() -> str:
    made_of = [project_digest(), str(DBT_PROJECT), sys.version, *_versions()]
    return f"parsed-{hashlib.sha256(repr(made_of).encode()).hexdigest()[:16]}.msgpack"


@cache
def _versions() -> tuple[str, ...]:
    return tuple(version(package) for package in PARSED_BY)


def _manifest(parsed: bytes) -> Any:
    from dbt.contracts.graph.manifest import Manifest
    from dbt.parser.manifest import extended_mashumuro_decoder

    manifest: Any = Manifest.from_msgpack(parsed, decoder=extended_mashumuro_decoder)
    # What dbt does itself after reading this file.
    manifest.build_parent_and_child_maps()
    manifest.build_flat_graph()
    return manifest


if __name__ == "__main__":
    parse_ahead()
