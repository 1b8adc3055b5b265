"""A fault of the program is said to be one, and no report is blamed for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline import detect as detection
from dateline import pipeline
from dateline.detect.gazetteer import lookup
from dateline.extract.tagger import readers as tagger

pytestmark = pytest.mark.processes  # each starts without what another has loaded
Run = Callable[..., Any]


@pytest.fixture(name="reports")
def _reports(tmp_path: Path) -> Iterator[Path]:
    """A folder with two reports; nothing that a test breaks is remembered after it."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for place in ("Mosul", "Quetta"):
        text = f"A car bomb killed three people in {place} on March 2, 2021, police said."
        (folder / f"{place}.txt").write_text(text)
    yield folder
    forget()


def forget() -> None:
    """Forget what was loaded."""
    for kept in (pipeline.get_ready, tagger._session, tagger._vocabulary, lookup._open_store):
        kept.cache_clear()
    for looked_up in (lookup.places_named, lookup.places_sounding):
        looked_up.cache_clear()


@pytest.mark.parametrize("missing", [(tagger, "DATA"), (lookup, "TARGET")], ids=lambda m: m[1])
def test_a_missing_file_of_the_program_stops_the_ingest_with_one_line(
    missing: tuple[object, str], reports: Path, dateline: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget()
    with monkeypatch.context() as broken:
        broken.setattr(*missing, reports / "missing")
        done = dateline("ingest", reports)
    assert 2 == done.status
    assert 1 == len(done.err.splitlines())
    assert done.err.startswith("dateline: expected a program that can read")
    forget()
    assert 0 == dateline("ingest", reports).status
    assert 2 == len(dateline("export", "--format", "jsonl").out.splitlines())


@pytest.mark.parametrize("error", [IndexError("list index out of range"), KeyError("a\x1b[2Jb")])
def test_a_fault_in_every_report_is_named_and_the_status_is_not_0(
    error: Exception, reports: Path, dateline: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.get_ready()

    def broken(_: object) -> object:
        raise error

    monkeypatch.setattr(detection, "detect", broken)
    done = dateline("ingest", reports)
    assert 1 == done.status
    aside = dateline("reports", "--set-aside").out
    assert 2 == aside.count(f"{type(error).__name__} in detect: ")
    assert "\x1b" not in aside + done.out + done.err
