"""Running a case in a fresh process: wall seconds, CPU seconds, peak memory, its answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Sample:
    """One run of one case; CPU is user + system of the process and its children."""

    wall_seconds: float
    cpu_seconds: float
    peak_megabytes: float
    answer: Mapping[str, Any]


def run_case(case: str, arguments: Sequence[str], work: Path) -> Sample:
    """Run `python -m tests.bench.cases CASE …`; RuntimeError with its words when it fails."""
    output = work / f"{case}.out"
    command = [sys.executable, "-m", "tests.bench.cases", case, *arguments]
    with output.open("wb") as stream:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=stream, stderr=subprocess.PIPE)
        assert process.stderr is not None
        complaint = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{case} failed:\n{complaint.decode(errors='replace')[-3000:]}")
    answer = json.loads(output.read_text("utf-8").strip().splitlines()[-1])
    return Sample(
        wall_seconds=wall,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_megabytes=answer.pop("_peak_megabytes"),
        answer=answer,
    )


@dataclass(frozen=True)
class Compared:
    """The medians of one case, and its medians of paired ratios to the first case; `steps`
    has the wall seconds of its steps in the last round, where it tells them."""

    case: str
    steps: Mapping[str, float]
    wall_seconds: float
    cpu_seconds: float
    peak_megabytes: float
    wall_ratio: float
    cpu_ratio: float


def compare(cases: Mapping[str, Sequence[str]], rounds: int, work: Path) -> list[Compared]:
    """Run all cases in turn, `rounds` times; refuses to report when their answers differ."""
    samples: dict[str, list[Sample]] = {case: [] for case in cases}
    for _ in range(rounds):
        for case, arguments in cases.items():
            samples[case].append(run_case(case, arguments, work))
    _refuse_to_disagree(samples)
    first = samples[next(iter(cases))]
    return [
        Compared(
            case,
            taken[-1].answer.get("_seconds", {}),
            median(s.wall_seconds for s in taken),
            median(s.cpu_seconds for s in taken),
            median(s.peak_megabytes for s in taken),
            median(s.wall_seconds / f.wall_seconds for s, f in zip(taken, first, strict=True)),
            median(s.cpu_seconds / f.cpu_seconds for s, f in zip(taken, first, strict=True)),
        )
        for case, taken in samples.items()
    ]


def _refuse_to_disagree(samples: Mapping[str, Sequence[Sample]]) -> None:
    """What all cases tell must be the same in every round of every case."""
    answers = [(case, sample.answer) for case, taken in samples.items() for sample in taken]
    shared = set.intersection(*(set(answer) for _, answer in answers))
    if not shared:
        raise RuntimeError(f"nothing to compare {', '.join(samples)} by")
    for name in sorted(shared):
        values = {(case, json.dumps(answer[name])) for case, answer in answers}
        if len({value for _, value in values}) > 1:
            raise RuntimeError(f"the cases disagree on {name}: {sorted(values)}")
