"""The command-line application and the options that every command takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines import __version__
from pipelines.settings import Home

app = typer.Typer(
    name="wuye",
    help="物业数据仓库与看板 · Property-management warehouse and dashboards.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", envvar="WUYE_HOME", help="数据根目录 · Data root (default ./data)."),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="输出一个 JSON 文档 · Print one JSON document.")
]

_chosen_home: list[Path | None] = [None]


def resolve_home(command_option: Path | None) -> Home:
    """The data root: the command's own --home, else the one before the command, else ./data."""
    return Home.resolve(command_option or _chosen_home[0])


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"wuye {__version__}")
        raise typer.Exit


@app.callback()
def root(
    home: HomeOption = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """物业：把各处导出的表格变成可信的数字。From exported workbooks to figures you can trust."""
    _chosen_home[0] = home
