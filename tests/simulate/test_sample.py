"""The sample kept with the source is what the simulator writes."""

from pathlib import Path

import polars as pl

from pipelines.exports import ALL_EXPORTS
from pipelines.settings import PROJECT_ROOT
from pipelines.simulate.sample import write_sample
from tests.simulate.reading import finally_known, parsed

SAMPLE = PROJECT_ROOT / "data" / "sample"


def test_the_committed_sample_is_written_anew_byte_for_byte(tmp_path: Path) -> None:
    written = {path.name: path.read_bytes() for path in write_sample(tmp_path)}
    assert written == {path.name: path.read_bytes() for path in SAMPLE.iterdir()}


def test_the_sample_has_one_clean_file_per_export() -> None:
    exports = []
    for path in sorted(SAMPLE.iterdir()):
        file = parsed(path)
        (table,) = file.tables
        assert not file.notes
        assert not table.refused
        assert path.name.startswith(table.export.name)
        exports.append(table.export.name)
    assert sorted(exports) == sorted(export.name for export in ALL_EXPORTS)


def test_the_sample_is_small_and_hangs_together() -> None:
    known = finally_known(SAMPLE)
    assert all(2 <= rows.height <= 100 for rows in known.values())
    payments = known["fee_payments"]
    assert set(payments["bill_id"].drop_nulls()) <= set(known["fee_bills"]["bill_id"])
    tickets = set(known["complaints"]["complaint_id"]) | set(known["work_orders"]["work_order_id"])
    assert set(known["visits"]["ticket_id"].drop_nulls()) <= tickets
    assert set(known["contacts"]["ticket_id"]) <= tickets
    surveys = known["surveys"].select("survey_id", "project_name")
    invited = known["survey_invites"]
    assert invited.join(surveys, on=surveys.columns, how="anti").is_empty()
    completed = invited.filter(pl.col("disposition") == "完成")
    sheet = ["survey_id", "project_name", "room_name"]
    assert known["survey_answers"].join(completed, on=sheet, how="anti").is_empty()
    assert known["survey_answers"]["comment"].is_not_null().any()
