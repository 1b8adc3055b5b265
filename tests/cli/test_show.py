"""A list of incidents: in columns that lose nothing, and without what only a terminal needs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_readings import Said, Story, city, on, party, reading, toll

from dateline import pipeline
from dateline.record import Ledger
from dateline.types import Grade, Modality, PartyKind, Report, Role

Run = Callable[..., Any]
NAMES = tuple(f"Brigade of the {n}th Spring" for n in range(12))


def make_ledger(path: Path) -> None:
    """A ledger of two attacks, one laid on very many."""
    with Ledger.open(str(path), create=True) as ledger:
        for town, accused in (("Ardun", NAMES), ("Vesk", ())):
            blamed = (
                Said(Role.ACTOR, party(name, PartyKind.ARMED_GROUP), name, None, Modality.ASSERTED)
                for name in accused
            )
            said = (Said(Role.WHERE, city(town), f"It was in {town}."), toll("It left 3 dead.", 3))
            story = Story(town, (*said, *blamed), created=on("2031-03-01"), text=f"{town} was hit.")
            ledger.record(Report(town, town, b"x", "text/plain"), reading(story))
        pipeline.renew(ledger)


def test_a_list_loses_nothing_where_no_terminal_limits_it(dateline: Run, tmp_path: Path) -> None:
    make_ledger(tmp_path / "my.db")
    head, *lines = dateline("show", "--ledger", "my.db").out.splitlines()
    assert ["id", "when", "kind", "where", "killed", "wounded", "by", "grade", "reports"] == (
        head.split()
    )
    assert 2 == len(lines)
    assert all(any(f"{name} (named)" in line for line in lines) for name in NAMES)
    grades = {line[head.index("grade") :].split()[0] for line in lines}
    assert {grade.value for grade in Grade} >= grades


def test_an_empty_list_says_so(dateline: Run, tmp_path: Path) -> None:
    make_ledger(tmp_path / "my.db")
    done = dateline("show", "--actor", "nobody", "--ledger", "my.db")
    assert (0, 1) == (done.status, len(done.out.splitlines()))
    assert "no incident passes the filters" in done.err


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--near", "Baghdad", "latitude,longitude,radius"),
        ("--bbox", "1,2,3", "west,south,east,north"),
        ("--killed", "many", "a figure or a range"),
        ("--wounded", "9..3", "swap them"),
    ],
)
def test_a_filter_that_means_nothing_is_refused(
    option: str, value: str, words: str, dateline: Run, tmp_path: Path
) -> None:
    make_ledger(tmp_path / "my.db")
    done = dateline("show", option, value, "--ledger", "my.db")
    assert (2, True) == (done.status, words in done.err)


def test_a_list_that_goes_to_a_file_brings_nothing_that_a_terminal_needs(tmp_path: Path) -> None:
    """The packages that it would bring take a fifth of the time."""
    make_ledger(tmp_path / "my.db")
    code = (
        "import sys; from dateline.cli import cli; "
        "cli(['show', '--ledger', sys.argv[1]], standalone_mode=False); "
        "print({'rich', 'spacy', 'numpy', 'alembic', 'multiprocessing'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "my.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "set()" == done.stdout.splitlines()[-1]
