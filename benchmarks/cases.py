"""Behaviour cases: small reports with what every careful reader takes from them, by cause.

All of them are there to be read, so they say only whether a kind of fault is mended.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from benchmarks.commands import run
from benchmarks.folders import ACCEPTANCE
from benchmarks.result import Figure, Skipped
from dateline.settings import MOST_WORKERS

DATA: Final = ACCEPTANCE / "cases"
CASES: Final = DATA / "dev.jsonl"
RUNNER: Final = DATA / "cases.py"
ROW: Final = re.compile(r"^(\w+) +(\d+) of +(\d+)$", re.MULTILINE)
ALL: Final = "all"


def measure() -> tuple[Figure, ...] | Skipped:
    """How many cases pass, all together and by cause."""
    if not CASES.is_file() or not RUNNER.is_file():
        return Skipped(f"{CASES} or {RUNNER.name} is not here")
    program = Path(sys.executable).with_name("dateline")
    jobs = str(MOST_WORKERS)
    told = run(
        sys.executable, RUNNER, "run", "--cases", CASES, "--dateline", program, "--jobs", jobs
    )
    return passed(told)


def passed(told: str) -> tuple[Figure, ...]:
    """The figures that the runner of the cases prints."""
    counts = {name: (int(passed), int(of)) for name, passed, of in ROW.findall(told)}
    share = 100 * counts[ALL][0] / max(1, counts[ALL][1])
    each = (Figure(f"passed, {name}", n, f"of {of}") for name, (n, of) in counts.items())
    return (Figure("passed", share), *each)
