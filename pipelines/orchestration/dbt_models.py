"""The dbt project as assets: a model is an asset, a data test a check of it.

Belongs here: how models are named and grouped in Dagster and the one step that builds
them. Does not belong here: running dbt (`pipelines.warehouse.dbt`).
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, dbt_assets

# Not exported by dagster-dbt, whose version is therefore pinned: its own runner starts a
# second process, which would cost four CPU seconds and could not share the writer's lock.
from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage
from google.protobuf.json_format import MessageToDict  # type: ignore[import-untyped]

from pipelines.orchestration.running_build import RESOURCE
from pipelines.warehouse.build import Build

PUBLISHED_FOLDERS = ("marts", "kpis")


class GroupedByFolder(DagsterDbtTranslator):
    """dagster-dbt's names; a model's group is the folder it lies in."""

    def __init__(self) -> None:
        super().__init__(DagsterDbtTranslatorSettings(enable_source_tests_as_checks=True))

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        if dbt_resource_props["resource_type"] == "seed":
            return "seeds"
        return "_".join(dbt_resource_props["fqn"][1:-1]) or None


class DbtModels:
    """The models of one manifest: their assets, and the asset of a mart by its name."""

    def __init__(self, manifest: Path) -> None:
        self.manifest: dict[str, Any] = json.loads(manifest.read_text("utf-8"))
        self.translator = GroupedByFolder()
        self.keys = {
            node["name"]: self.translator.get_asset_key(node)
            for node in self.manifest["nodes"].values()
            if node["resource_type"] == "model"
        }

    def key_of(self, model: str) -> dg.AssetKey:
        """The asset of a model; KeyError when dbt has no such model."""
        return self.keys[model]

    @property
    def published_keys(self) -> list[dg.AssetKey]:
        """The assets of every model whose table is published."""
        return [
            self.keys[node["name"]]
            for node in self.manifest["nodes"].values()
            if node["resource_type"] == "model" and node["fqn"][1] in PUBLISHED_FOLDERS
        ]

    def assets(self) -> dg.AssetsDefinition:
        """Every model as an asset, built by one step; a failed data test fails it."""

        @dbt_assets(
            name="dbt_models",
            manifest=self.manifest,
            dagster_dbt_translator=self.translator,
            required_resource_keys={RESOURCE},
        )
        def build_models(context: dg.AssetExecutionContext) -> Iterator[Any]:
            running: Build = context.resources.running_build
            running.stop_on_failure()
            events: list[Any] = []
            running.build_models(events.append)
            for event in events:
                yield from self._as_dagster_events(event, context)
            running.stop_on_failure()

        return build_models

    def _as_dagster_events(self, event: Any, context: dg.AssetExecutionContext) -> Iterator[Any]:
        message = DbtCoreCliEventMessage(
            raw_event=MessageToDict(event, preserving_proto_field_name=True),
            event_history_metadata={},
        )
        if "data" in message.raw_event:
            yield from message.to_default_asset_events(self.manifest, self.translator, context)
