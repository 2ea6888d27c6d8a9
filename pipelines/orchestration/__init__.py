"""The build as a Dagster graph: assets, checks, a job, a sensor and schedules.

Belongs here: how Dagster starts, orders and records the steps of `pipelines.warehouse.build`.
Does not belong here: any step's work; `wuye build` runs the same steps without Dagster.

Modules with a step have no `from __future__ import annotations`: Dagster reads the types.
"""
