"""Adding an export touches a few places; this says which one was forgotten."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipelines.exports import ALL_CONTRACTS, ALL_EXPORTS, DataClass, Export
from pipelines.settings import DBT_PROJECT, PROJECT_ROOT

STAGING = DBT_PROJECT / "models" / "staging"
IDS = [export.name for export in ALL_EXPORTS]

every_export = pytest.mark.parametrize("export", ALL_EXPORTS, ids=IDS)


def staging_models(models: dict[str, dict[str, Any]], export: Export) -> dict[str, dict[str, Any]]:
    """Staging models that read the export's raw view to make rows of it."""
    return {
        name: model
        for name, model in models.items()
        if f"source.wuye.raw.{export.name}" in model["depends_on"]["nodes"]
        and name != "stg_rooms_named"
    }


@every_export
def test_an_export_is_a_source(manifest: dict[str, Any], export: Export) -> None:
    assert f"source.wuye.raw.{export.name}" in manifest["sources"]


def test_every_source_is_a_contract_or_describes_the_build(manifest: dict[str, Any]) -> None:
    about_the_build = {"build_parameters", "intake_files", "quarantine_findings"}
    signed = {"sign_offs", "signed_off_lines", "signed_off_statements"}
    sources = {source["name"] for source in manifest["sources"].values()}

    assert sources == {*(contract.name for contract in ALL_CONTRACTS), *about_the_build, *signed}


@every_export
def test_an_export_has_a_staging_model_with_its_description(export: Export) -> None:
    assert (STAGING / f"stg_{export.name}.sql").is_file()
    assert (STAGING / f"stg_{export.name}.yml").is_file()


@every_export
def test_staging_reads_every_column_of_the_contract(
    models: dict[str, dict[str, Any]], export: Export
) -> None:
    read = " ".join(m["compiled_code"] for m in staging_models(models, export).values())
    unread = [
        column.field for column in export.columns if not re.search(rf"\b{column.field}\b", read)
    ]

    assert unread == []


@every_export
def test_staging_keeps_personal_and_pay_columns_out_of_the_main_models(
    models: dict[str, dict[str, Any]], export: Export
) -> None:
    last_select = models[f"stg_{export.name}"]["compiled_code"].rsplit("\nselect", 1)[1]
    kept = [
        column.field
        for column in export.columns
        if column.data_class is not DataClass.MAIN
        and re.search(rf"^\s*n\.{column.field},?$", last_select, re.MULTILINE)
    ]

    assert kept == []


@every_export
def test_an_export_has_a_sample_file(export: Export) -> None:
    samples = list((PROJECT_ROOT / "data" / "sample").glob(f"{export.name}_*"))

    assert [path.suffix for path in samples] in ([".csv"], [".xlsx"])


@every_export
def test_an_export_has_a_suite_of_expectations(export: Export) -> None:
    suites = list((PROJECT_ROOT / "expectations" / "arriving").glob(f"{export.name}.*"))

    assert len(suites) == 1
