"""Reading a published snapshot with SQL, and nothing else.

Belongs here: a read-only connection that can reach no file but the snapshot's. Does not
belong here: what the dashboards ask (`dashboards.queries`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb

from pipelines.publish.snapshots import Snapshot


@contextmanager
def read_published(
    snapshot: Snapshot, data_classes: Sequence[str] = ()
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to `main.duckdb` in which a mart is found by its bare name.

    `data_classes` (personal, pay) are attached under those names, and their marts are found
    by their bare names too. Once attached, the connection can open no other file and its
    settings cannot be changed.
    """
    con = duckdb.connect(str(snapshot.main), read_only=True)
    try:
        for name in data_classes:
            con.execute(f"attach '{snapshot.database(name)}' as {name} (read_only)")
        con.execute("use marts")
        if data_classes:
            main = con.execute("select current_database()").fetchall()[0][0]
            schemas = ",".join(f"{name}.marts" for name in (main, *data_classes))
            con.execute(f"set search_path = '{schemas}'")
        con.execute("set enable_external_access = false")
        con.execute("set lock_configuration = true")
        yield con
    finally:
        con.close()
