"""Commands that start another program of ours: dashboards, Friday pack, reports, pay, Dagster.

They are run as programs, so that `pipelines` and `dashboards` never import each other.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli import say
from pipelines.cli.app import HomeOption, JsonOption, app, resolve_home
from pipelines.cli.reading import published
from pipelines.settings import PROJECT_ROOT, Home

STREAMLIT_FLAGS = (
    "--server.headless=true",
    "--server.fileWatcherType=none",
    "--browser.gatherUsageStats=false",
    "--client.toolbarMode=minimal",
    "--client.showErrorDetails=none",
)


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口 · Port.")] = 8501,
    address: Annotated[str, typer.Option(help="监听地址 · Address to listen on.")] = "127.0.0.1",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """打开看板 · Serve the dashboards on what was last published."""
    where = resolve_home(home)
    published(where)
    _announce("看板 · dashboards", port, where, as_json)
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(PROJECT_ROOT / "dashboards" / "app.py")),
        f"--server.port={port}",
        f"--server.address={address}",
        *STREAMLIT_FLAGS,
    ]
    _become(command, {"WUYE_HOME": str(where.root)})


@app.command()
def pack(
    week: Annotated[str, typer.Option(help="ISO 周，如 2026-W47 · ISO week.")],
    out: Annotated[Path, typer.Option(help="写到哪个文件夹 · Folder to write to.")],
    department: Annotated[
        str | None, typer.Option(help="只做一个部门 · One department only.")
    ] = None,
    lang: Annotated[str, typer.Option(help="zh | en")] = "zh",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """周五例会资料包 · The Friday pack: pack.pdf, pack.xlsx, pack.html."""
    where = resolve_home(home)
    published(where)
    command = [sys.executable, "-m", "dashboards.pack", "--week", week, "--out", str(out.resolve())]
    command += ["--lang", lang]
    if department:
        command += ["--department", department]
    written = [out / f"pack.{kind}" for kind in ("pdf", "xlsx", "html")]
    _run_and_tell(command, where, written, as_json)


@app.command()
def report(
    survey: Annotated[str, typer.Option(help="调查编号、名称或年份 · Survey id, name or year.")],
    out: Annotated[Path, typer.Option(help="写到哪个文件夹 · Folder to write to.")],
    project: Annotated[str | None, typer.Option(help="只做一个项目 · One project only.")] = None,
    lang: Annotated[str, typer.Option("--lang", "--language", help="zh | en")] = "zh",
    with_personal: Annotated[
        bool, typer.Option("--with-personal", help="含意见原文 · quote what people wrote")
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """满意度调查报告 · The report of a satisfaction survey: annual.pdf, annual.xlsx."""
    where = resolve_home(home)
    published(where)
    command = [sys.executable, "-m", "dashboards.annual", "--survey", survey, "--lang", lang]
    command += ["--out", str(out.resolve())]
    if project:
        command += ["--project", project]
    if with_personal:
        command.append("--with-personal")
    _run_and_tell(command, where, [out / f"annual.{kind}" for kind in ("pdf", "xlsx")], as_json)


MonthOption = Annotated[str, typer.Option(help="计薪月份，如 2015-03 · Payroll month.")]
NamesOption = Annotated[bool, typer.Option("--with-names", help="含姓名 · names beside staff ids")]


@app.command()
def statements(
    month: MonthOption,
    out: Annotated[Path, typer.Option(help="写到哪个文件夹 · Folder to write to.")],
    staff: Annotated[str | None, typer.Option(help="只做一人，工号 · One person, by id.")] = None,
    lang: Annotated[str, typer.Option("--lang", "--language", help="zh | en")] = "zh",
    with_names: NamesOption = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """销售提成结算单 · The month's pay statements of the sales office: pdf, xlsx."""
    more = ["--staff", staff] if staff else []
    _write_pay("statements", month, out, lang, with_names, more, home, as_json)


@app.command()
def payroll(
    month: MonthOption,
    out: Annotated[Path, typer.Option(help="写到哪个文件夹 · Folder to write to.")],
    lang: Annotated[str, typer.Option("--lang", "--language", help="zh | en")] = "zh",
    with_names: NamesOption = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """销售部工资表 · The month's payroll of the sales office: xlsx, csv."""
    _write_pay("payroll", month, out, lang, with_names, [], home, as_json)


def _write_pay(
    document: str, month: str, out: Path, lang: str, with_names: bool, more: list[str],
    home: Path | None, as_json: bool,
) -> None:  # fmt: skip
    where = resolve_home(home)
    published(where)
    command = [sys.executable, "-m", "dashboards.statements", document, "--month", month]
    command += ["--lang", lang, "--out", str(out.resolve()), *more]
    if with_names:
        command.append("--with-names")
    _run_and_tell(command, where, None, as_json)


@app.command()
def orchestrate(
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口 · Port.")] = 3000,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """启动 Dagster：收件箱传感器与定时任务 · Dagster with its sensor and schedules."""
    from pipelines.orchestration.instance import prepare_dagster_home

    where = resolve_home(home)
    environment = {
        "WUYE_HOME": str(where.root),
        "DAGSTER_HOME": str(prepare_dagster_home(where)),
    }
    _announce("Dagster", port, where, as_json)
    command = [sys.executable, "-m", "dagster", "dev", "-m", "pipelines.definitions"]
    command += ["-p", str(port)]
    _become(command, environment)


def _run_and_tell(
    command: list[str], home: Home, written: list[Path] | None, as_json: bool
) -> None:
    """Run a program of ours on a data root, say what it wrote, and end with its exit code.

    `written` None: the program itself names what it wrote, a line each.
    """
    environment = os.environ | {"WUYE_HOME": str(home.root), "PYTHONUTF8": "1"}
    told = subprocess.PIPE if written is None else None
    done = subprocess.run(command, env=environment, cwd=PROJECT_ROOT, stdout=told)
    code = done.returncode
    if written is None:
        written = [Path(line) for line in done.stdout.decode("utf-8").splitlines()]
    if code == 0 and as_json:
        say.print_json({"written": written})
    elif code == 0:
        for path in written:
            say.out.print(str(path))
    raise typer.Exit(code)


def _announce(what: str, port: int, home: Home, as_json: bool) -> None:
    """Say where the server will answer; with JSON, what the server itself says is talk."""
    url = f"http://localhost:{port}"
    if not as_json:
        say.talk.print(f"{what}: {url}  (Ctrl+C 停止 · stops)", style="green")
        return
    say.print_json({"url": url, "home": home.root})
    sys.stdout.flush()
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


def _become(command: list[str], environment: dict[str, str]) -> None:
    """Turn into a server of ours, so that a signal to `wuye` reaches the server itself."""
    sys.stderr.flush()
    os.chdir(PROJECT_ROOT)
    os.execve(command[0], command, os.environ | environment)
