"""Commands that only read: query, status, why, explain, doctor."""

from __future__ import annotations

import csv
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from pipelines.cli import exit_codes, say
from pipelines.cli.app import HomeOption, JsonOption, app, resolve_home
from pipelines.publish import snapshots
from pipelines.settings import Home


def published(home: Home) -> snapshots.Snapshot:
    """The snapshot in force, or exit code 3 with what to do."""
    try:
        return snapshots.current(home)
    except snapshots.NothingPublished:
        say.talk.print(f"{home.root} 还没有发布 · nothing published yet: wuye build", style="red")
        raise typer.Exit(exit_codes.NOTHING_USABLE) from None


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="一条只读 SQL · One read-only statement.")],
    output: Annotated[str, typer.Option("--format", help="table | csv | json")] = "table",
    with_personal: Annotated[
        bool, typer.Option("--with-personal", help="含个人信息 · personal data")
    ] = False,
    with_pay: Annotated[bool, typer.Option("--with-pay", help="含薪酬 · pay data")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """对已发布的结果执行只读 SQL · Read-only SQL on the published marts."""
    import duckdb

    from pipelines.publish.reading import read_published

    if output not in ("table", "csv", "json"):
        say.talk.print("--format: table | csv | json", style="red")
        raise typer.Exit(exit_codes.USAGE)
    classes = [name for name, wanted in (("personal", with_personal), ("pay", with_pay)) if wanted]
    try:
        with read_published(published(resolve_home(home)), classes) as con:
            cursor = con.execute(sql)
            headers = [column[0] for column in cursor.description or ()]
            rows = cursor.fetchall()
    except duckdb.Error as error:
        say.talk.print(str(error), style="red", markup=False)
        raise typer.Exit(exit_codes.USAGE) from None
    if as_json or output == "json":
        say.print_json([dict(zip(headers, row, strict=True)) for row in rows])
    elif output == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(headers)
        writer.writerows(rows)
    else:
        say.print_table("", headers, rows)


@app.command()
def status(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """发布了什么、多新 · What is published, and how fresh."""
    snapshot = published(resolve_home(home))
    manifest = snapshot.manifest
    if as_json:
        say.print_json(manifest)
        return
    checks = manifest["checks"]
    say.out.print(f"快照 · snapshot    {snapshot.id}")
    say.out.print(f"数据至 · data to   {manifest['data_to']}   截至 · as of {manifest['as_of']}")
    say.out.print(f"生成于 · built at  {manifest['built_at']}")
    say.out.print(f"检查 · checks     {checks['passed']}/{sum(checks.values())}")
    headers = (
        "表 · export",
        "行 · rows in",
        "采用 · accepted",
        "隔离 · quarantined",
        "忽略 · ignored",
    )
    say.print_table(
        "",
        headers,
        [
            (name, t["rows_in"], t["rows_accepted"], t["rows_quarantined"], t["rows_ignored"])
            for name, t in manifest["exports"].items()
        ],
    )


@app.command()
def why(
    file: Annotated[
        str | None, typer.Argument(help="收到过的文件名 · Name of a file ever received.")
    ] = None,
    statement: Annotated[
        str | None, typer.Option(help="工号，问一张销售工资表 · Staff id of a sales statement.")
    ] = None,
    month: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m"], help="工资月份 · Payroll month.")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """文件的来龙去脉，或工资表每一分的出处 · What became of a file; what a statement is made of."""
    if statement is not None and month is not None and file is None:
        why_statement(resolve_home(home), statement, month.date().replace(day=1), as_json)
        return
    if file is None or statement is not None or month is not None:
        say.talk.print("wuye why FILE | wuye why --statement STAFF --month 2015-03", style="red")
        raise typer.Exit(exit_codes.USAGE)
    from pipelines.intake.why import as_text
    from pipelines.intake.why import why as find_why

    records = find_why(resolve_home(home), Path(file).name)
    if not records:
        say.talk.print(f"从未收到 · never received: {file}", style="red")
        raise typer.Exit(exit_codes.USAGE)
    if as_json:
        say.print_json(records)
        return
    for line in as_text(records):
        say.out.print(line, markup=False)


def why_statement(home: Home, staff_id: str, month: date, as_json: bool) -> None:
    """Print what a statement is made of, or leave with exit code 2 when there is none."""
    from pipelines.cli.statement_tree import as_document, as_lines
    from pipelines.intake.source_cells import SourceSheets
    from pipelines.publish.reading import read_published
    from pipelines.publish.trace import trace_statement

    with read_published(published(home), ("pay",)) as con:
        traced = trace_statement(con, staff_id, month)
    if traced is None:
        say.talk.print(f"没有这张工资表 · no such statement: {staff_id} {month:%Y-%m}", style="red")
        raise typer.Exit(exit_codes.USAGE)
    sheets = SourceSheets(home)
    if as_json:
        say.print_json(as_document(traced, sheets))
        return
    for line in as_lines(traced, sheets):
        say.out.print(line, markup=False, soft_wrap=True)


@app.command()
def explain(
    kpi: Annotated[str, typer.Argument(help="指标编号或名称 · KPI id or name.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """指标的定义、公式与来源 · Definition, formula and lineage of a KPI."""
    from pipelines.publish.explain import explain_kpi

    found = explain_kpi(kpi)
    if found is None:
        say.talk.print(f"没有这个指标 · no such KPI: {kpi}", style="red")
        raise typer.Exit(exit_codes.USAGE)
    if as_json:
        say.print_json(found)
        return
    for name, value in found.items():
        shown = " ← ".join(value) if isinstance(value, list) else value
        say.out.print(f"[bold]{name:<16}[/bold] {shown}")


@app.command()
def doctor(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """这套安装是否健康 · Is this installation healthy?"""
    from pipelines.publish.doctor import examine

    findings: list[dict[str, Any]] = examine(resolve_home(home))
    if as_json:
        say.print_json(findings)
    else:
        for finding in findings:
            mark = "[green]✓[/green]" if finding["healthy"] else "[red]✗[/red]"
            say.out.print(f"{mark} {finding['zh']} · {finding['en']}")
    if not all(finding["healthy"] for finding in findings):
        raise typer.Exit(exit_codes.CHECKS_FAILED)
