"""Commands that write: simulate, build, rollback, templates, map."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.cli import exit_codes, say
from pipelines.cli.app import HomeOption, JsonOption, app, resolve_home
from pipelines.cli.intake_table import print_intake

if TYPE_CHECKING:
    from pipelines.settings import Home

TIME_FORMATS = (
    "%Y-%m-%d",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
)


@contextmanager
def writing(home: Home) -> Iterator[None]:
    """Hold the writer's lock, or leave with exit code 75 naming who holds it."""
    from pipelines.warehouse.lock import LockHeld, writer_lock

    try:
        with writer_lock(home):
            yield
    except LockHeld as held:
        say.talk.print(f"另一个任务正在写入，请稍后再试 · {held}", style="red")
        raise typer.Exit(exit_codes.LOCKED) from None


@app.command()
def simulate(
    out: Annotated[Path, typer.Option(help="写到哪个文件夹 · Folder to write to.")],
    estates: Annotated[int, typer.Option(min=1, help="项目数 · Number of estates.")] = 2,
    months: Annotated[int, typer.Option(min=1, help="月数 · Number of months.")] = 24,
    end: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="最后一天 · Last day.")
    ] = datetime(2026, 10, 31),
    seed: Annotated[int, typer.Option(help="随机种子 · Random seed.")] = 1,
    mess: Annotated[
        bool, typer.Option("--mess", help="植入真实会有的错误 · Plant real faults.")
    ] = False,
    households: Annotated[
        int | None, typer.Option(min=20, help="每个项目的户数 · Households per estate.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """模拟一家公司的导出表 · Write the exports of an invented company."""
    from pipelines.simulate.simulator import simulate as run_simulation

    progress = say.StepProgress(as_json)
    progress("simulate", 0, 1)
    options: dict[str, Any] = {} if households is None else {"households_per_estate": households}
    report = run_simulation(
        out,
        estates=estates,
        months=months,
        end=date(end.year, end.month, end.day),
        seed=seed,
        mess=mess,
        progress=progress,
        **options,
    )
    if as_json:
        say.print_json(report)
    else:
        say.talk.print(f"✓ {out}  · 下一步 · next: wuye build --inbox {out}", style="green")


@app.command()
def build(
    inbox: Annotated[
        Path | None, typer.Option(help="收件箱，默认 HOME/inbox · Inbox, HOME/inbox by default.")
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=list(TIME_FORMATS), help="截至时刻 · Use only what had arrived by then."
        ),
    ] = None,
    company_file: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="公司设置工作簿，默认 HOME/company.xlsx · Settings workbook.",
        ),
    ] = None,
    accept: Annotated[
        list[str] | None, typer.Option(help="放行被扣留的文件 · Accept a held file by name.")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """读取收件箱、建库、检查、发布 · Take the inbox, build, check, publish."""
    from pipelines.intake.control_totals import ControlTotalsBroken
    from pipelines.warehouse.build import ChecksFailed, NothingToBuild, build_warehouse

    where = resolve_home(home)
    source = inbox or where.inbox
    if inbox is not None and not inbox.is_dir():
        say.talk.print(f"找不到文件夹 · no such folder: {inbox}", style="red")
        raise typer.Exit(exit_codes.USAGE)
    with writing(where):
        try:
            report = build_warehouse(
                where,
                inbox=source,
                company_file=company_file,
                as_of=as_of,
                accept=frozenset(accept or ()),
                progress=say.StepProgress(as_json),
            )
        except NothingToBuild as nothing:
            print_intake(nothing.intake, {"published": None, "reason": "nothing usable"}, as_json)
            say.talk.print(
                f"收件箱里没有可用的文件 · nothing usable in {source}. "
                "wuye why FILE 说明原因 · says why.",
                style="red",
            )
            raise typer.Exit(exit_codes.NOTHING_USABLE) from None
        except ControlTotalsBroken as broken:
            if as_json:
                say.print_json({"published": None, "reason": str(broken)})
            say.talk.print(f"控制总数不平，没有发布 · nothing was published: {broken}", style="red")
            raise typer.Exit(exit_codes.CHECKS_FAILED) from None
        except ChecksFailed as failed:
            print_intake(failed.intake, {"published": None, "failed": failed.failed}, as_json)
            for check in failed.failed[:20]:
                say.talk.print(
                    f"✗ {check.layer}: {check.subject} · {check.check_name}: {check.detail}",
                    style="red",
                )
            say.talk.print(
                "检查未通过，没有发布 · checks failed, nothing was published", style="red"
            )
            raise typer.Exit(exit_codes.CHECKS_FAILED) from None
    facts = {
        "published": report.snapshot.id,
        "changed": report.changed,
        "as_of": report.as_of,
        "seconds": report.seconds,
        "checks": report.snapshot.manifest["checks"],
    }
    print_intake(report.intake, facts, as_json)
    _say_published(facts)
    if not report.intake.any_usable:
        raise typer.Exit(exit_codes.NOTHING_USABLE)
    if report.intake.any_held:
        say.talk.print(
            "有文件被扣留：wuye build --accept FILE 放行 · files are held", style="yellow"
        )
        raise typer.Exit(exit_codes.HELD)


def _say_published(facts: dict[str, Any]) -> None:
    if not facts["changed"]:
        say.talk.print(f"没有新内容，仍为 · nothing new, still {facts['published']}", style="green")
        return
    checks = facts["checks"]
    say.talk.print(
        f"✓ 已发布 · published {facts['published']}  检查 · checks {checks['passed']}"
        f"/{sum(checks.values())}  {sum(facts['seconds'].values()):.1f} s"
        "  · 下一步 · next: wuye serve",
        style="green",
    )


@app.command()
def rollback(
    snapshot: Annotated[
        str | None, typer.Argument(help="快照，默认上一个 · default: previous.")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """回到以前发布的快照 · Go back to an earlier snapshot."""
    from pipelines.publish import snapshots

    where = resolve_home(home)
    with writing(where):
        names = [s.id for s in snapshots.kept(where)]
        in_force = snapshots.current(where).id if names else None
        earlier = names[: names.index(in_force)] if in_force in names else []
        target = snapshot or (earlier[-1] if earlier else None)
        if target is None or target not in names:
            say.talk.print(
                f"没有这个快照；现有 · no such snapshot; kept: {', '.join(names)}", style="red"
            )
            raise typer.Exit(exit_codes.USAGE)
        snapshots.point_current_at(where, target)
    if as_json:
        say.print_json({"current": target, "was": in_force})
    else:
        say.talk.print(f"✓ {in_force} → {target}", style="green")


@app.command()
def templates(
    out: Annotated[Path, typer.Option(help="写到哪个文件夹 · Folder to write to.")],
    as_json: JsonOption = False,
) -> None:
    """每种表一个可填写的工作簿，及公司设置 · One workbook per export, and the company settings."""
    from pipelines.templates.company_workbook import FILE_NAME, write_company_workbook
    from pipelines.templates.workbooks import write_templates

    written = [*write_templates(out), write_company_workbook(out / FILE_NAME)]
    if as_json:
        say.print_json({"written": written})
    else:
        for path in written:
            say.out.print(str(path))


@app.command(name="map")
def map_file(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="另一系统的表 · A workbook.")
    ],
    out: Annotated[
        Path | None, typer.Option(help="把方案写到此文件 · Write the profile here.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """为另一系统的表提议映射方案 · Propose a mapping profile for another system's workbook."""
    from pipelines.parsing.parsed import FileRefused
    from pipelines.profiles.proposal import propose

    try:
        proposal = propose(file)
    except FileRefused as refused:
        say.talk.print(f"{refused.finding.message_zh}\n{refused.finding.message_en}", style="red")
        raise typer.Exit(exit_codes.NOTHING_USABLE) from None
    if as_json:
        say.print_json(proposal)
        return
    if out is None:
        typer.echo(proposal.yaml_text)
    else:
        out.write_text(proposal.yaml_text, "utf-8")
    for zh, en in proposal.undecided:
        say.talk.print(f"? {zh} · {en}", style="yellow")
