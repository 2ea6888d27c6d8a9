"""Is this installation healthy? Each finding says what is wrong and how to mend it.

Belongs here: looking, never mending.
"""

from __future__ import annotations

import shutil
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import duckdb

from pipelines.publish import snapshots
from pipelines.publish.reading import read_published
from pipelines.settings import PROJECT_ROOT, Home

FREE_SPACE_FACTOR = 3
SMALLEST_FREE_SPACE = 1_000_000_000


def examine(home: Home) -> list[dict[str, Any]]:
    """One finding per look: {check, healthy, zh, en}; order is fixed."""
    return [_versions(), _disk(home), _inbox(home), _published(home), _leftovers(home)]


def _finding(check: str, healthy: bool, zh: str, en: str) -> dict[str, Any]:
    return {"check": check, "healthy": healthy, "zh": zh, "en": en}


def _versions() -> dict[str, Any]:
    wrong = [
        name
        for name, pins in _locked().items()
        if _installed(name) not in {pin for pin, _ in pins}
        and not (_installed(name) is None and all(conditional for _, conditional in pins))
    ]
    if wrong:
        names = ", ".join(wrong[:8])
        return _finding(
            "versions", False, f"软件版本与锁定文件不符：{names}；请运行 make setup",
            f"packages differ from requirements.lock: {names}; run make setup",
        )  # fmt: skip
    return _finding("versions", True, "软件版本与锁定文件一致", "packages match requirements.lock")


def _locked() -> dict[str, list[tuple[str, bool]]]:
    """Package → its locked versions, and whether each holds only on some machines or Pythons."""
    locked: dict[str, list[tuple[str, bool]]] = {}
    for line in (PROJECT_ROOT / "requirements.lock").read_text("utf-8").splitlines():
        name, separator, rest = line.partition("==")
        if separator and not line.startswith((" ", "#")):
            pin = rest.split(" ")[0].split(";")[0].strip()
            locked.setdefault(name.split("[")[0], []).append((pin, ";" in rest))
    return locked


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _disk(home: Home) -> dict[str, Any]:
    existing = next(p for p in (home.root, *home.root.parents) if p.exists())
    free = shutil.disk_usage(existing).free
    used = (
        sum(p.stat().st_size for p in home.published.rglob("*.duckdb")) if home.root.exists() else 0
    )
    enough = free > max(SMALLEST_FREE_SPACE, FREE_SPACE_FACTOR * used)
    return _finding(
        "disk", enough, f"磁盘剩余 {free / 1e9:.1f} GB", f"{free / 1e9:.1f} GB of disk free"
    )


def _inbox(home: Home) -> dict[str, Any]:
    found = home.inbox.is_dir()
    return _finding(
        "inbox",
        found,
        "收件箱存在" if found else f"没有收件箱，请新建文件夹 {home.inbox}",
        "the inbox exists" if found else f"no inbox: make the folder {home.inbox}",
    )


def _published(home: Home) -> dict[str, Any]:
    try:
        snapshot = snapshots.current(home)
        with read_published(snapshot, ("personal", "pay")) as con:
            tables = snapshot.manifest["tables"]["main"]
            for name, recorded in tables.items():
                rows = con.execute(f"select count(*) from marts.{name}").fetchall()[0][0]
                if rows != recorded["rows"]:
                    raise ValueError(f"{name}: {rows} rows, {recorded['rows']} recorded")
    except snapshots.NothingPublished:
        return _finding(
            "published", False, "还没有发布；请运行 wuye build", "nothing published: run wuye build"
        )
    except (duckdb.Error, OSError, ValueError, KeyError) as error:
        return _finding(
            "published", False, f"当前快照打不开（{error}）；请运行 wuye rollback",
            f"the current snapshot cannot be read ({error}); run wuye rollback",
        )  # fmt: skip
    return _finding(
        "published",
        True,
        f"当前快照 {snapshot.id} 完好",
        f"the current snapshot {snapshot.id} is whole",
    )


def _leftovers(home: Home) -> dict[str, Any]:
    left = list(home.published.glob(f"{snapshots.INCOMING}-*")) if home.published.is_dir() else []
    return _finding(
        "leftovers",
        not left,
        "没有中断的发布" if not left else "有中断的发布，下次 wuye build 会清理",
        "no interrupted publish"
        if not left
        else "an interrupted publish; the next wuye build clears it",
    )
