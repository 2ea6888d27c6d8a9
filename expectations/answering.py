"""The suites in a process of their own: `python -m expectations.answering BUILD_DIR
ARRIVING`, where ARRIVING is a copy of work.duckdb to read the arriving tables from.

Belongs here: answering on standard output, one line of JSON, each line of standard input
that asks for "arriving" or "marts". Does not belong here: evaluating (`expectations.run`),
or who asks and why (`pipelines.warehouse.suites_aside`).
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from expectations.later_imports import put_off_imports
from expectations.run import run_suites
from expectations.suite import Which


def main(build_dir: Path, arriving: Path) -> None:
    """Answer until standard input ends; then leave at once, because nobody listens."""
    answers, sys.stdout = sys.stdout, sys.stderr  # what a library prints is no answer
    questions: SimpleQueue[Which] = SimpleQueue()
    Thread(target=_listen, args=(questions,), daemon=True).start()
    put_off_imports()
    import_module("great_expectations")  # three seconds, spent before anybody waits

    while True:
        which = questions.get()
        work = arriving if which == "arriving" else None
        try:
            results = [asdict(result) for result in run_suites(build_dir, which, work=work)]
            answer: dict[str, object] = {"results": results}
        except Exception as problem:
            answer = {"problem": f"{type(problem).__name__}: {problem}"}
        answers.write(json.dumps(answer, ensure_ascii=True) + "\n")
        answers.flush()


def _listen(questions: SimpleQueue[Which]) -> None:
    for line in sys.stdin:
        questions.put("arriving" if line.strip() == "arriving" else "marts")
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
