"""The command that signs a month of the sales office's statements, or takes that back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli import exit_codes, say
from pipelines.cli.app import HomeOption, JsonOption, app, resolve_home
from pipelines.cli.building import writing
from pipelines.cli.reading import published
from pipelines.sign_off.records import Stage

if TYPE_CHECKING:
    from pipelines.sign_off.records import Entry

STAGE_WORDS = {
    Stage.COMPUTED: "已计算",
    Stage.AUDITED: "已审核",
    Stage.APPROVED: "已批准",
    Stage.PAID: "已发放",
}


@app.command("sign-off")
def sign_off(
    month: Annotated[
        datetime, typer.Option(formats=["%Y-%m"], help="工资月份 · Payroll month (2015-03).")
    ],
    stage: Annotated[Stage, typer.Option(help="签到哪一步 · What is signed.")],
    by: Annotated[str, typer.Option("--by", help="签字人 · Who signs.")],
    take_back: Annotated[
        bool, typer.Option("--withdraw", help="撤回最后一次签核 · Take the last one back.")
    ] = False,
    reason: Annotated[str, typer.Option(help="撤回的原因 · Why it is withdrawn.")] = "",
    accept_blocked: Annotated[
        bool,
        typer.Option("--accept-blocked", help="有未解决的问题也签 · Sign despite blocking gates."),
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """签核销售工资表，逐月逐步 · Sign a month's sales statements, months and stages in order."""
    from pipelines.sign_off.ledger import SignOffsBroken
    from pipelines.sign_off.signing import SignOffRefused, sign, withdraw

    where = resolve_home(home)
    published(where)
    if not by.strip():
        say.talk.print("签字人不能为空 · --by names who signs", style="red")
        raise typer.Exit(exit_codes.USAGE)
    first_day = month.date().replace(day=1)
    with writing(where):
        try:
            if take_back:
                entry = withdraw(where, first_day, stage, by.strip(), reason)
            else:
                entry = sign(where, first_day, stage, by.strip(), accept_blocked=accept_blocked)
        except SignOffRefused as refused:
            if as_json:
                say.print_json({"signed": None, "reason": str(refused)})
            say.talk.print(f"{refused.zh}\n{refused.en}", style="red", markup=False)
            raise typer.Exit(exit_codes.USAGE) from None
        except SignOffsBroken as broken:
            if as_json:
                say.print_json({"signed": None, "reason": str(broken)})
            say.talk.print(
                f"签核记录不完好 · sign-offs broken: {broken}", style="red", markup=False
            )
            raise typer.Exit(exit_codes.CHECKS_FAILED) from None
    if as_json:
        say.print_json({"signed": entry})
    else:
        _say_entry(entry)


def _say_entry(entry: Entry) -> None:
    mark = "↺ 撤回 · withdrawn" if entry.action == "withdraw" else "✓"
    span = "" if entry.first_month == entry.month else f"{entry.first_month:%Y-%m} – "
    say.talk.print(
        f"{mark} {span}{entry.month:%Y-%m} {STAGE_WORDS[entry.stage]} · {entry.stage}"
        f"  {entry.by}  {entry.statements.rows} 张工资表 · statements"
        f"  {entry.content_hash[:12]}  · 下一步 · next: wuye build",
        style="green",
    )
