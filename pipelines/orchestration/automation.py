"""When what is run: the job, the inbox sensor and the schedules.

Belongs here: triggers, all in China time. Does not belong here: what a run does.
"""

import hashlib
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg

from pipelines.intake.inbox import list_inbox
from pipelines.settings import Home

JOB = "wuye_build"
TIMEZONE = "Asia/Shanghai"
LOOK_EVERY_SECONDS = 30
DAILY = "0 6 * * *"
FRIDAY_NOON = "0 12 * * 5"

# File → its modification time in nanoseconds (whole: a float would lose some) and its size.
Seen = dict[str, list[int]]

wuye_build = dg.define_asset_job(
    JOB,
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets("friday_pack"),
    description="读取收件箱、建库、检查、发布 · take the inbox, build, check, publish",
)

daily_build = dg.ScheduleDefinition(
    name="daily_build",
    job=wuye_build,
    cron_schedule=DAILY,
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="每天 06:00 · every day at 06:00",
)


@dg.schedule(
    name="friday_meeting",
    target=dg.AssetSelection.assets("friday_pack"),
    cron_schedule=FRIDAY_NOON,
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="周五 12:00，例会之前 · Friday 12:00, before the meeting",
)
def friday_meeting(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """The pack of the week in which the schedule ticks, from what is published by then."""
    year, week, _ = context.scheduled_execution_time.astimezone(ZoneInfo(TIMEZONE)).isocalendar()
    config = {"week": f"{year}-W{week:02d}"}
    return dg.RunRequest(
        run_key=config["week"], run_config={"ops": {"friday_pack": {"config": config}}}
    )


def inbox_sensor(root: Path) -> dg.SensorDefinition:
    """A sensor that starts one build for the files that have newly come to rest.

    A file counts once it looks the same at two looks, so that none is taken half written.
    Files that come to rest together are one run, because a build takes the whole inbox.
    """

    @dg.sensor(
        name="inbox",
        job=wuye_build,
        minimum_interval_seconds=LOOK_EVERY_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="收件箱有新文件时构建 · build when the inbox has something new",
    )
    def look(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        before = json.loads(context.cursor) if context.cursor else {"seen": {}, "taken": {}}
        seen = _look_into(Home(root))
        at_rest = {name: state for name, state in seen.items() if before["seen"].get(name) == state}
        new = {n: state for n, state in at_rest.items() if before["taken"].get(n) != state}
        # What left the inbox is forgotten, so that the cursor does not grow for ever.
        taken = {n: state for n, state in (before["taken"] | new).items() if n in seen}
        cursor = json.dumps({"seen": seen, "taken": taken}, ensure_ascii=False, sort_keys=True)
        requests = [dg.RunRequest(run_key=_run_key(new))] if new else []
        reason = None if new else f"没有新的文件 · nothing new among {len(seen)} files"
        return dg.SensorResult(run_requests=requests, skip_reason=reason, cursor=cursor)

    return look


def _look_into(home: Home) -> Seen:
    entries, _ = list_inbox(home, home.inbox)
    return {entry.key: [entry.modified_ns, entry.size_bytes] for entry in entries}


def _run_key(new: Seen) -> str:
    """The same files in the same state are the same run, also after a lost cursor."""
    digest = hashlib.sha256(json.dumps(new, sort_keys=True).encode()).hexdigest()
    return f"inbox-{digest[:16]}"
