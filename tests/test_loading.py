"""What a command or an import loads: what reads no text waits for no language model."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from dateline import pipeline
from dateline.acquire import acquire
from dateline.record import Ledger

HEAVY = ("alembic", "numpy", "onnxruntime", "pandas", "py3langid", "spacy", "trafilatura")
# Of a ledger in a file these read all at once; the database's library takes longer to load.
READ_A_FILE = (
    ("show",),
    ("export", "--format", "csv"),
    ("export", "--format", "xlsx", "--output", "FILE"),
    ("export", "--format", "acled"),
    ("show", "--policy", "gtd"),
)
READ_NO_TEXT = (
    ("show",),
    ("show", "ID"),
    ("contradictions",),
    ("export", "--format", "jsonl"),
    ("export", "--format", "csv"),
    ("export", "--format", "page"),
    ("reports",),
    ("verify",),
    ("judge", "list"),
    ("explain", "ID"),
    ("review",),
    ("search", "soldiers"),
    ("judge", "accept", "ID", "--by", "A", "--reason", "checked"),
)
# Runs commands one after the other, and tells after each which heavy modules are loaded.
PROBE = """
import contextlib, io, json, sys
from dateline.cli import cli
heavy, calls = json.loads(sys.argv[1])
found = []
for call in calls:
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        cli(call, standalone_mode=False)
    found.append([name for name in heavy if name in sys.modules])
print(json.dumps(found))
"""


def probe(calls: Sequence[Sequence[str]], heavy: Sequence[str] = HEAVY) -> list[list[str]]:
    """The heavy modules that are loaded after each call, all in one fresh process."""
    answer = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps([heavy, calls])],
        check=True,
        capture_output=True,
        text=True,
    )
    found: list[list[str]] = json.loads(answer.stdout)
    return found


@pytest.fixture(name="where", scope="module")
def _where(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger with an incident."""
    folder = tmp_path_factory.mktemp("loading")
    where, report = str(folder / "ledger.db"), folder / "report.txt"
    report.write_text("Gunmen killed two soldiers in Mosul on March 2, 2021, police said.")
    with Ledger.open(where, create=True) as ledger:
        list(pipeline.ingest(ledger, ledger.unread(acquire((report,))), workers=1))
        pipeline.renew(ledger)
    return where


@pytest.fixture(name="loaded", scope="module")
def _loaded(where: str) -> Mapping[tuple[str, ...], list[str]]:
    """The heavy modules that are loaded after each command, on a ledger with an incident."""
    with Ledger.open(where) as ledger:
        incident = ledger.incidents()[0].id
    calls = [
        [*(incident if word == "ID" else word for word in call), "--ledger", where]
        for call in READ_NO_TEXT
    ]
    return dict(zip(READ_NO_TEXT, probe(calls), strict=True))


@pytest.mark.parametrize("call", READ_NO_TEXT, ids=" ".join)
def test_a_command_that_reads_no_text_loads_nothing_that_reads(
    loaded: Mapping[tuple[str, ...], list[str]], call: tuple[str, ...]
) -> None:
    assert [] == loaded[call]


def test_lists_and_exports_of_a_file_load_neither_the_database_nor_what_reads_reports(
    where: str, tmp_path: Path
) -> None:
    file = str(tmp_path / "ledger.xlsx")
    calls = [[file if word == "FILE" else word for word in call] for call in READ_A_FILE]
    found = probe(
        [[*call, "--ledger", where] for call in calls], (*HEAVY, "sqlalchemy", "dateline.workers")
    )
    assert [[]] * len(calls) == found


@pytest.mark.parametrize("call", ["--help", "ingest --help", "run --help"])
def test_help_loads_neither_models_nor_the_database(call: str) -> None:
    assert [[]] == probe([call.split()], (*HEAVY, "sqlalchemy"))
