"""Reports of our own, told of any place, people and figures; and the command line in process."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from string import Template

import parsed_before
import pytest
import reading_here
from hypothesis import settings
from sqlalchemy import Engine

from dateline import pipeline
from dateline.acquire import acquire
from dateline.cli import main
from dateline.collecting import seldom_collect
from dateline.record import Ledger
from dateline.record import ledger as record_ledger
from dateline.record.opening import open_engine

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
QUICK = "not slow"  # what `make test` asks for
QUICK_EXAMPLES = 25  # that a property is tried on then; a hundred otherwise
SLOW_MODULE = re.compile(r"^pytestmark = \[?pytest\.mark\.slow\b", re.MULTILINE)
Run = Callable[..., "Result"]
Templates = Callable[[Mapping[str, str]], Path]


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


@pytest.fixture(autouse=True, scope="session")
def _ledgers_are_copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Makes each new file of a ledger a copy of the first, to which alone all changes apply."""
    folder = tmp_path_factory.mktemp("new")

    def open_copy(where: str, *, create: bool) -> Engine:
        if create and "://" not in where and not Path(where).exists():
            if not (folder / "ledger.db").exists():
                open_engine(str(folder / "first.db"), create=True).dispose()
                shutil.copy(folder / "first.db", folder / "ledger.db")
            copy = Path(shutil.copy(folder / "ledger.db", folder / f"{os.getpid()}.db"))
            with suppress(OSError):  # where no file can be made; the program says so
                os.link(copy, where)  # whole at once, for who makes the same ledger meanwhile
            copy.unlink()
        return open_engine(where, create=create)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record_ledger, "open_engine", open_copy)
        yield


@pytest.fixture(autouse=True, scope="session")
def _read_here() -> Iterator[None]:
    """Has reports and files read in the process of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        reading_here.install(patch)
        yield


@pytest.fixture(autouse=True, scope="session")
def _parsed_before(pytestconfig: pytest.Config) -> Iterator[None]:
    """Has the models answer from pytest's cache what they answered before, in quick runs."""
    with pytest.MonkeyPatch.context() as patch:
        if pytestconfig.option.markexpr == QUICK and pytestconfig.cache is not None:
            parsed_before.install(patch, pytestconfig.cache.mkdir("parses"))
        yield


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out a module that is slow in full where no slow test is to run.

    It may import what takes long to load.
    """
    if config.option.markexpr != QUICK or not collection_path.name.startswith("test_"):
        return None
    return SLOW_MODULE.search(collection_path.read_text(encoding="utf-8")) is not None or None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Have a test of processes read as the program does, and one of the models ask them."""
    reading_here.Place.apart = item.get_closest_marker("processes") is not None
    parsed_before.Kept.anew = item.nodeid.startswith(parsed_before.ASKED_ANEW)


@pytest.fixture(name="template_of", scope="session")
def _template_of(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """Gives the ledger of some reports, by file name: read once, and for tests to copy."""
    made: dict[tuple[tuple[str, str], ...], Path] = {}

    def template_of(texts: Mapping[str, str]) -> Path:
        key = tuple(sorted(texts.items()))
        if key not in made:
            folder = tmp_path_factory.mktemp("read")
            (folder / "in").mkdir()
            for name, text in key:
                (folder / "in" / name).write_text(text)
            with Ledger.open(str(folder / "ledger.db"), create=True) as ledger:
                arrivals = acquire([folder / "in"])
                list(pipeline.ingest(ledger, ledger.unread(arrivals), workers=1))
                pipeline.renew(ledger)
            made[key] = folder / "ledger.db"
        return made[key]

    return template_of


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


def pytest_configure(config: pytest.Config) -> None:
    """Let no test fail for its time, and keep files in memory where there is room.

    A ledger waits for the disk so often. A grammar of addresses, which jsonschema builds in two
    seconds if it can, is left out: no schema of ours has a form for addresses.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    settings.register_profile("untimed", deadline=None)
    settings.register_profile("quick", deadline=None, max_examples=QUICK_EXAMPLES)
    settings.load_profile("quick" if config.option.markexpr == QUICK else "untimed")
    seldom_collect()
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
