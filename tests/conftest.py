"""Reports of our own, told of any place, people and figures; and the command line in process."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from string import Template

import pytest
from hypothesis import settings

from dateline.cli import main

TEMPLATES = Path(__file__).parent / "reports"
WORDS = {
    1: "one",
    2: "two",
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
}
MEMORY = Path("/dev/shm")  # noqa: S108  where Linux keeps files that need no disk
ROOM = 4 << 30  # bytes that must be free there
Run = Callable[..., "Result"]


@dataclass(frozen=True, slots=True)
class Result:
    """What a command did."""

    status: int
    out: str
    err: str


@pytest.fixture(name="dateline")
def _dateline(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Run:
    """Runs a command in an empty folder, with one worker."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATELINE_LEDGER", raising=False)
    monkeypatch.setenv("DATELINE_WORKERS", "1")

    def run(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        status = 0
        try:
            main()
        except SystemExit as stop:
            status = int(stop.code or 0)
        out, err = capfd.readouterr()
        return Result(status, out, err)

    return run


@pytest.fixture(name="fill", scope="session")
def _fill() -> Callable[..., None]:
    """Writes the reports of `tests/reports` to a folder, with figures and names put in."""

    def fill(folder: Path, values: dict[str, str]) -> None:
        folder.mkdir(exist_ok=True)
        words = {**values, **{name.title(): value.capitalize() for name, value in values.items()}}
        for path in sorted(TEMPLATES.glob("*.txt")):
            text = Template(path.read_text(encoding="utf-8")).substitute(words)
            (folder / path.name).write_text(text, encoding="utf-8")

    return fill


def pytest_configure() -> None:
    """Let no test fail for its time, and keep files in memory where there is room.

    A ledger waits for the disk so often.
    """
    settings.register_profile("untimed", deadline=None)
    settings.load_profile("untimed")
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end which tests were left out, and why: how to get them stands in the reason."""
    left_out: dict[str, Counter[str]] = {}
    for report in terminalreporter.stats.get("skipped", ()):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        file = report.nodeid.partition("::")[0]
        left_out.setdefault(reason.removeprefix("Skipped: "), Counter())[file] += 1
    if left_out:
        terminalreporter.section("left out")
    for reason, files in sorted(left_out.items()):
        terminalreporter.line(f"{files.total()} tests: {reason}")
        for file, number in sorted(files.items()):
            terminalreporter.line(f"  {file} ({number})")
