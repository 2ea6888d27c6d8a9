"""The one command, `wuye`.

Belongs here: the command line's words, options, exit codes and printing. Does not belong
here: any work; each command calls the part that does it. Imports are made inside commands,
so that `wuye --help` answers at once.
"""

from __future__ import annotations

import sys

from pipelines.cli import building, reading, signing, tools
from pipelines.cli.app import app

__all__ = ["app", "building", "main", "reading", "signing", "tools"]


def main() -> None:
    """Run `wuye`; the exit code says what happened (see pipelines/cli/exit_codes.py)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()
