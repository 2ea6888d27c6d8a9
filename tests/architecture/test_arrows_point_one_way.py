"""staging → intermediate → marts → kpis, and what is personal or pay stays apart."""

from __future__ import annotations

from typing import Any

LAYERS = ("staging", "intermediate", "marts", "kpis")
# The one clock of a build; every later layer reads it instead of the source.
READS_A_SOURCE_BELOW_STAGING = {"int_build_parameters"}

Models = dict[str, dict[str, Any]]


def layer(model: dict[str, Any]) -> str:
    return str(model["path"]).split("/")[0]


def data_class(model: dict[str, Any]) -> str:
    folders = str(model["path"]).split("/")
    return next((f for f in folders if f in ("personal", "pay")), "main")


def parents(model: dict[str, Any], kind: str) -> list[str]:
    return [
        name.split(".")[-1] for name in model["depends_on"]["nodes"] if name.startswith(f"{kind}.")
    ]


def test_every_model_lies_in_a_layer(models: Models) -> None:
    assert {layer(model) for model in models.values()} == set(LAYERS)


def test_a_model_reads_its_own_layer_or_an_earlier_one(models: Models) -> None:
    backwards = [
        f"{name} ({layer(model)}) reads {parent} ({layer(models[parent])})"
        for name, model in models.items()
        for parent in parents(model, "model")
        if LAYERS.index(layer(models[parent])) > LAYERS.index(layer(model))
    ]

    assert backwards == []


def test_only_staging_reads_the_lake(models: Models) -> None:
    readers = {
        name
        for name, model in models.items()
        if parents(model, "source") and layer(model) != "staging"
    }

    assert readers == READS_A_SOURCE_BELOW_STAGING


def test_a_model_is_named_for_its_layer(models: Models) -> None:
    wrong = [
        name
        for name, model in models.items()
        if name.startswith("stg_") != (layer(model) == "staging")
        or (layer(model) == "intermediate") != name.startswith("int_")
    ]

    assert wrong == []


def test_personal_and_pay_data_flow_only_into_their_own_files(models: Models) -> None:
    leaks = [
        f"{name} reads {parent}"
        for name, model in models.items()
        for parent in parents(model, "model")
        if data_class(models[parent]) not in ("main", data_class(model))
    ]
    misplaced = [
        name
        for name, model in models.items()
        if layer(model) == "marts" and model["database"] != f"published_{data_class(model)}"
    ]

    assert leaks == []
    assert misplaced == []


def test_every_published_model_keeps_a_contract(models: Models) -> None:
    loose = [
        name
        for name, model in models.items()
        if model["database"].startswith("published_")
        and not model["config"]["contract"]["enforced"]
    ]

    assert loose == []


def test_every_model_says_what_one_row_is(models: Models) -> None:
    silent = [
        name for name, model in models.items() if not model["description"].startswith("One row")
    ]

    assert silent == []


def test_every_data_test_has_a_name_of_its_own_in_ascii(manifest: dict[str, Any]) -> None:
    tests = [n for n in manifest["nodes"].values() if n["resource_type"] == "test"]
    names = [test["name"] for test in tests]

    assert len(names) == len(set(names))
    assert [name for name in names if not name.isascii() or "__" in name] == []
